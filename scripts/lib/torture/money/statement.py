"""The shop's account at its bank, kept by the bank alone: what came in and went out, as the statement of it will say."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shop.calendar import TEHRAN, typed_date
from tests.statements import a_file, a_row

_A_WEEK = timedelta(days=7)


@dataclass
class Statement:
    """The rows of an account; each has a number of its own."""

    rows: list[str] = field(default_factory=list)
    came: int = 0
    went: int = 0
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(700_000))

    def number(self) -> str:
        """Return a number that no other movement has."""
        return str(next(self._numbers))

    def comes(self, at: datetime, amount: int) -> str:
        """Let so many rials come in; return the bank's number of it."""
        self.came += amount
        return self._row(at, str(amount), "")

    def goes(self, at: datetime, amount: int, reference: str) -> None:
        """Let so many rials go out."""
        self.went += amount
        self._row(at, "", str(amount), reference)

    def file(self, first: datetime, last: datetime) -> bytes:
        """Return the statement as the bank's file, of a week more on each side, in which a little came for nothing."""
        self._row(first - _A_WEEK, "1", "")
        self._row(last + _A_WEEK, "1", "")
        return a_file(*sorted(self.rows))

    def _row(self, at: datetime, into: str, out: str, reference: str = "") -> str:
        number = reference or self.number()
        local = at.astimezone(TEHRAN)
        day = typed_date(local.date())
        self.rows.append(a_row(into, out, reference=number, day=day, time=f"{local:%H:%M}"))
        return number
