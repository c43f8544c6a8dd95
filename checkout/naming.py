"""How a record is named where others read it: in errors, logs and reports, without what its key says of a person."""

from __future__ import annotations

import re
from collections.abc import Mapping

from checkout.kinds import CODES, GRANTS, TALLIES

_LEFT_OUT: Mapping[str, re.Pattern[str]] = {
    CODES.name: re.compile("(?<=:).*", re.DOTALL),
    GRANTS.name: re.compile("^[^:]*"),
    TALLIES.name: re.compile("(?<=:).*", re.DOTALL),
}
"""Where a kind's key holds a mobile number, an address on the Internet or a name."""
_MOBILE = re.compile(r"(?<!\d)(?:0|98|\+98)?9\d{9}(?!\d)")


def named(kind: str, key: str) -> str:
    """Return the name of a record: its kind, and of its key what says nothing of a person."""
    shown = _LEFT_OUT[kind].sub("…", key) if kind in _LEFT_OUT else _MOBILE.sub("…", key)
    return f"{kind} {shown}"
