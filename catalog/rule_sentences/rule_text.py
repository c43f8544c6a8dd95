"""What a page says of one rule: a sentence or two, and a table where its figures are many."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule in words. Where there is no room for its table, as in a list, ``spelled`` tells the same figures."""

    words: str
    table: Table | None = None
    spelled: str = ""

    @property
    def in_one_line(self) -> str:
        """The whole rule without its table."""
        return f"{self.words} {self.spelled}".strip()
