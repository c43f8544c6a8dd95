"""The results as docs/torture.md keeps them: a Markdown table between two marks, all else of the page left alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from scripts.lib.torture.result import Measured

START, END = "<!-- measured -->", "<!-- /measured -->"


def written(page: str, lines: Sequence[Measured], share: float, at: datetime) -> str:
    """Return the page with the results of a run in place of those it held."""
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{_table(lines, share, at)}\n{END}{after}"


def _table(lines: Sequence[Measured], share: float, at: datetime) -> str:
    rows = [
        f"| {line.what} | {line.adapter} | {_verdict(line.holds)}{line.measured} | {line.guard}: {line.control} |"
        for line in lines
    ]
    head = ["| what | adapter | measured | control |", "|---|---|---|---|"]
    return "\n".join([f"Measured on {at:%Y-%m-%d}, {share:.0%} of a full run.", "", *head, *rows])


def _verdict(holds: bool) -> str:
    return "" if holds else "**does not hold**: "
