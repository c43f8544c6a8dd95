"""What the policy pages say of themselves: which clause states which rules."""

from __future__ import annotations

import re
from functools import cache

from tests.builders import BAQIYAT

IDS = [f"BAQ-{number:03}" for number in range(1, 122)]
"""Every rule of the shop."""

POLICIES = sorted((BAQIYAT / "policies").glob("*.md"))

_HEADING = re.compile(r"#{2,} .+\{#([a-z0-9-]+)\}")
_STATES = re.compile(r"<!-- states: (.*) -->")


@cache
def clauses() -> dict[str, tuple[str, ...]]:
    """Return each clause, as ``delivery.md#free-courier``, with the ids that its comment states, in the file's order."""
    found: dict[str, tuple[str, ...]] = {}
    for page in POLICIES:
        clause = ""
        for line in page.read_text(encoding="utf-8").splitlines():
            if heading := _HEADING.fullmatch(line):
                clause = f"{page.name}#{heading[1]}"
                found[clause] = ()
            elif states := _STATES.fullmatch(line):
                found[clause] = tuple(name.strip() for name in states[1].split(","))
    return found
