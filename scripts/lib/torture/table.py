"""The results as docs/torture.md keeps them: a Markdown table between two marks, all else of the page left alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from scripts.lib.torture.result import Measured

START, END = "<!-- measured -->", "<!-- /measured -->"
_HEAD = ("| what | adapter | measured | control | when |", "|---|---|---|---|---|")


def written(page: str, lines: Sequence[Measured], share: float, at: datetime) -> str:
    """Return the page with what a run measured: in place of the same lines of an earlier one, the others left as they are."""
    before, _, rest = page.partition(START)
    kept, _, after = rest.partition(END)
    rows = {_key(row): row for row in kept.strip().splitlines()[len(_HEAD) :]}
    rows |= {_key(row): row for row in (_row(line, share, at) for line in lines)}
    return "\n".join([f"{before}{START}", *_HEAD, *rows.values(), f"{END}{after}"])


def _row(line: Measured, share: float, at: datetime) -> str:
    verdict = "" if line.holds else "**does not hold**: "
    doubt = "" if line.control_fails else "**does not fail**: "
    cells = (
        line.what,
        line.adapter,
        f"{verdict}{line.measured}",
        f"{line.guard}: {doubt}{line.control}",
        f"{at:%Y-%m-%d}, {share:.1%} of a full run",
    )
    return f"| {' | '.join(cells)} |"


def _key(row: str) -> tuple[str, ...]:
    return tuple(row.split(" | ")[:2])
