"""What the policy pages of the five shops say of themselves: which clause states which rules."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tests.builders import ROOT

_HEADING = re.compile(r"#{2,} .+\{#([a-z0-9-]+)\}")
_STATES = re.compile(r"<!-- states: (.*) -->")


def policies(shop: str) -> list[Path]:
    """Return the policy pages of a shop."""
    return sorted((ROOT / "content" / shop / "policies").glob("*.md"))


@cache
def clauses(shop: str) -> dict[str, tuple[str, ...]]:
    """Return each clause, as ``delivery.md#free-courier``, with the ids that its comment states, in the file's order."""
    found: dict[str, tuple[str, ...]] = {}
    for page in policies(shop):
        clause = ""
        for line in page.read_text(encoding="utf-8").splitlines():
            if heading := _HEADING.fullmatch(line):
                clause = f"{page.name}#{heading[1]}"
                found[clause] = ()
            elif states := _STATES.fullmatch(line):
                found[clause] = tuple(name.strip() for name in states[1].split(","))
    return found
