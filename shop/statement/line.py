"""One line of a bank's statement, named by what it says, so that importing it twice keeps it once."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from shop.calendar import TEHRAN
from shop.identifiers import bank_reference
from shop.order import OrderCode
from shop.text import search_form

_ID_DIGITS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a bank says of one movement of money: its day in Tehran, its time there if told, rials in (> 0) or out (< 0).

    ``balance`` is in rials, None where the bank tells none.
    """

    day: date
    clock: time | None = None
    amount: int
    reference: str = ""
    about: str = ""
    balance: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """A row of the statement of ``account`` as it is kept.

    ``at`` (UTC) is the day's first moment where ``timed`` is false: the bank told no time. ``order`` is the order that
    it settled. A deposit that has nothing to do with an order is put ``aside`` with a reason, by ``aside_by``.
    """

    id: str
    account: str
    day: date
    at: datetime
    timed: bool
    amount: int
    reference: str = ""
    about: str = ""
    balance: int | None = None
    imported_at: datetime
    imported_by: str
    order: OrderCode = OrderCode("")
    aside: str = ""
    aside_by: str = ""

    @property
    def waits(self) -> bool:
        """Is it money that came and that nobody knows the reason of?"""
        return self.amount > 0 and not self.order and not self.aside


def as_lines(account: str, rows: Iterable[Row], *, at: datetime, by: str) -> list[StatementLine]:
    """Return the rows of one file as lines of an account.

    Rows that say the same are told apart by how often they came before in their file. So a file that overlaps with an
    earlier one names what both have alike, and two equal rows of one file are two lines.
    """
    seen: Counter[str] = Counter()
    return [_line(account, row, seen, at, by) for row in rows]


def _line(account: str, row: Row, seen: Counter[str], at: datetime, by: str) -> StatementLine:
    checksum = _checksum(account, row)
    seen[checksum] += 1
    local = datetime.combine(row.day, row.clock or time.min, TEHRAN)
    return StatementLine(
        id=f"{checksum}-{seen[checksum]}",
        account=account,
        day=row.day,
        at=local.astimezone(UTC),
        timed=row.clock is not None,
        amount=row.amount,
        reference=row.reference,
        about=row.about,
        balance=row.balance,
        imported_at=at,
        imported_by=by,
    )


def _checksum(account: str, row: Row) -> str:
    told = (account, row.day, row.clock, row.amount, bank_reference(row.reference), search_form(row.about), row.balance)
    return hashlib.sha256("\x1f".join(str(one) for one in told).encode()).hexdigest()[:_ID_DIGITS]
