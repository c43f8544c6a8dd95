"""Read a bank's CSV statement by the columns that a shop names, all of it or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from shop.errors import BadInput
from shop.statement.cells import plain, read_day, read_rials, read_sign, read_time
from shop.statement.line import Row
from shop.statement.table import Table, decoded, short, table_of
from shop.terms import StatementTerms

T = TypeVar("T")

MOST_BYTES = 2 * 1024 * 1024
"""How large a statement's file may be; a busy month of a shop is a tenth of it."""
MOST_ROWS = 5_000
"""How many rows one file may have: they are kept in one transaction, and nobody else writes meanwhile."""
_MOST_TOLD = 10
_LONGEST_REFERENCE = 40
_LONGEST_ABOUT = 200


def read_statement(data: bytes, account: StatementTerms, today: date) -> tuple[list[Row], list[BadInput]]:
    """Return the rows of a file, or what is wrong with it, the first ten mistakes each with its line.

    Where anything is wrong there are no rows. A mistake's facts say where it is: its ``line``, and where one cell is
    wrong, its ``column`` and what is ``typed`` there. ``today`` is the day in Tehran: no row may be later.
    """
    try:
        table = table_of(decoded(data), _headings(account), MOST_ROWS)
    except BadInput as error:
        return [], [error]
    rows: list[Row] = []
    wrong: list[BadInput] = []
    for line, cells in table.rows:
        try:
            rows.append(_Cells(account, table, cells).row(today))
        except BadInput as error:
            error.facts["line"] = line
            wrong.append(error)
            if len(wrong) == _MOST_TOLD:
                break
    return ([], wrong) if wrong else (rows, [])


def _headings(account: StatementTerms) -> Sequence[str]:
    named = (
        account.date,
        account.time,
        account.deposit,
        account.withdrawal,
        account.reference,
        account.about,
        account.balance,
    )
    return tuple(dict.fromkeys(one for one in named if one))


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of one row, by the headings that the account names."""

    account: StatementTerms
    table: Table
    cells: Sequence[str]

    def row(self, today: date) -> Row:
        """Return what the row says.

        Raises:
            BadInput: the first of its mistakes.
        """
        account = self.account
        self._check_width()
        day, clock = self._read(account.date, lambda cell: read_day(cell, today))
        return Row(
            day=day,
            clock=self._read(account.time, read_time) if account.time else clock,
            amount=self._amount(),
            reference=self._read(account.reference, lambda cell: plain(cell, _LONGEST_REFERENCE, whole=True)),
            about=self._read(account.about, lambda cell: plain(cell, _LONGEST_ABOUT)) if account.about else "",
            balance=self._read(account.balance, lambda cell: read_sign(cell, account.unit))
            if account.balance
            else None,
        )

    def _check_width(self) -> None:
        if len(self.cells) <= max(self.table.places.values()):
            raise BadInput("file", "row_cut")
        if any(cell.strip() for cell in self.cells[self.table.width :]):
            raise BadInput("file", "row_wide")

    def _amount(self) -> int:
        """Return the rials that came in (> 0) or went out (< 0)."""
        account = self.account
        if account.withdrawal == account.deposit:
            amount = self._read(account.deposit, lambda cell: read_sign(cell, account.unit)) or 0
        else:
            into = self._read(account.deposit, lambda cell: read_rials(cell, account.unit))
            out = (
                self._read(account.withdrawal, lambda cell: read_rials(cell, account.unit)) if account.withdrawal else 0
            )
            if into and out:
                raise BadInput("file", "row_both_ways")
            amount = into - out
        if not amount:
            raise BadInput("file", "row_without_amount")
        return amount

    def _read(self, heading: str, reader: Callable[[str], T]) -> T:
        cell = self.cells[self.table.places[heading]]
        try:
            return reader(cell)
        except BadInput as error:
            error.facts |= {"column": heading, "typed": short(cell)}
            raise
