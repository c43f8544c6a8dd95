"""Hold what buyers report of their transfers against what the bank's statement says of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from checkout.kinds import ORDERS, STATEMENT_LINES, Kind
from checkout.ports import Ports
from checkout.store import Transaction, retried
from checkout.use_cases.advance_order import order_in
from shop.calendar import local_day
from shop.identifiers import bank_reference
from shop.order import Event, Order, OrderCode
from shop.rules.transfer import transferred
from shop.rules.waiting import open_report
from shop.statement import StatementLine
from shop.text import search_form

Word = Literal["confirms", "perhaps", "differs", "went_back", "silent"]
"""What the bank says of a report: this very number and amount; this amount, to which no number is reported; this number,
with another amount; that it came and went out again under one number; nothing."""
_NEAR = timedelta(days=1)
"""How far from the reported day a bank may book a transfer that is known by its amount alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankWord:
    """What the bank says of the report that an order waits with; ``line`` is None where it says nothing."""

    order: Order
    report: Event
    word: Word
    line: StatementLine | None = None


def words_of_bank(ports: Ports) -> list[BankWord]:
    """BAQ-013: return what the bank says of every report that waits for staff, the oldest order first.

    There may be many, and so none that a buyer waits for runs behind it (``is_one_transaction``).
    """
    return _words_of_bank(ports)


@retried
def _words_of_bank(ports: Ports) -> list[BankWord]:
    with ports.store.transaction() as tx:
        waiting = [order for order in tx.find(ORDERS, "state", "awaiting_transfer") if open_report(order)]
        tx.read_ahead(found=[_asked(order) for order in waiting])
        return [word for order in waiting if (word := word_of_bank_in(tx, order)) is not None]


@retried
def word_of_bank(ports: Ports, code: OrderCode) -> BankWord | None:
    """Return what the bank says of the report that one order waits with, None if it waits with none."""
    with ports.store.transaction() as tx:
        return word_of_bank_in(tx, order_in(tx, code))


def word_of_bank_in(tx: Transaction, order: Order) -> BankWord | None:
    """Return what ``word_of_bank`` does, in a transaction of the caller's."""
    report = open_report(order)
    if report is None:
        return None
    if report.facts.get("reference"):
        found = lines_of(tx, order, report.facts["reference"])
        same = [line for line in found if line.amount == transferred(order)]
        standing = [line for line in same if not went_back(tx, line)]
        word: Word = "confirms" if standing else "went_back" if same else "differs"
        same = standing or same
    else:
        found = same = _alike(tx, order, report)
        word = "perhaps"
    if not found:
        return BankWord(order=order, report=report, word="silent")
    return BankWord(order=order, report=report, word=word, line=(same or found)[0])


def lines_of(tx: Transaction, order: Order, reference: str) -> list[StatementLine]:
    """Return the deposits of that number that are nobody's, none from before the order: banks use a number again."""
    found = tx.find(STATEMENT_LINES, "reference", bank_reference(reference))
    return [line for line in found if line.waits and line.day >= local_day(order.placed_at)]


def went_back(tx: Transaction, line: StatementLine) -> bool:
    """Whether the bank took a deposit back by the next day: so much went out of its account again under its number."""
    named = bank_reference(line.reference)
    days = (line.day, line.day + _NEAR) if named else ()
    after = (one for day in days for one in tx.find(STATEMENT_LINES, "day", f"{line.account}:{day}"))
    return any(one.amount == -line.amount and bank_reference(one.reference) == named for one in after)


def _asked(order: Order) -> tuple[Kind[Any], str, str]:
    """Return what is looked for to know what the bank says of an order that waits with a report."""
    report = open_report(order)
    if report and (reference := report.facts.get("reference")):
        return (STATEMENT_LINES, "reference", bank_reference(reference))
    return (STATEMENT_LINES, "sum", str(transferred(order)))


def _alike(tx: Transaction, order: Order, report: Event) -> list[StatementLine]:
    """CHI-015: return the one deposit that a report without a number may mean: its amount, about its day.

    Of several, the one whose words name the holder or end in the card's four digits; where nothing tells which, none:
    staff look for themselves.
    """
    told = report.facts.get("paid_at")
    day = local_day(order.placed_at if told is None else datetime.fromisoformat(told))
    found = [line for line in tx.find(STATEMENT_LINES, "sum", str(transferred(order))) if abs(line.day - day) <= _NEAR]
    if len(found) > 1:
        found = [line for line in found if _names(line, report)]
    return found if len(found) == 1 and not went_back(tx, found[0]) else []


def _names(line: StatementLine, report: Event) -> bool:
    words = search_form(line.about)
    told = (search_form(report.facts.get(name, "")) for name in ("holder", "card"))
    return any(one and re.search(rf"{re.escape(one)}(?!\w)", words) for one in told)
