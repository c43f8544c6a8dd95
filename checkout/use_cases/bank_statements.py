"""Keep what a bank's statement says of an account, each line once, and tell what it says of a day.

A line is a ``StatementLine`` (``shop/statement/line.py``), of the kind ``STATEMENT_LINES``. ``bank_day`` is for whoever
compares a day's books with the bank: it tells what came in and went out by the bank's own word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from checkout.kinds import ORDERS, STATEMENT_LINES
from checkout.ports import Ports
from checkout.store import Transaction, retried
from checkout.use_cases.bank_references import used_by
from shop.calendar import local_day
from shop.errors import BadInput, NotFound
from shop.money import Rials
from shop.order import OrderCode
from shop.rules.transfer import amounts_confirmed
from shop.statement import StatementLine, as_lines, read_statement
from shop.terms import StatementTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a file: how many of its rows are new, how many were known, or what is wrong with it."""

    added: int = 0
    known: int = 0
    wrong: tuple[BadInput, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BankDay:
    """What a bank's statement says of an account on one day of Tehran, in rials, both sums above zero.

    ``told_until`` is the newest day of which any line was imported, None before the first import: of a later day
    nothing is known yet, and of that very day perhaps not all.
    """

    account: str
    day: date
    deposits: Rials
    withdrawals: Rials
    lines: tuple[StatementLine, ...]
    told_until: date | None


def account_named(accounts: Sequence[StatementTerms], name: str) -> StatementTerms:
    """Return the account of that id.

    Raises:
        NotFound: the shop imports no statement of such an account.
    """
    found = next((one for one in accounts if one.id == name), None)
    if found is None:
        raise NotFound(name)
    return found


def import_statement(ports: Ports, account: str, data: bytes, staff: str) -> Imported:
    """Keep the rows of a bank's CSV file that are not kept yet, all of them at once; none when anything is wrong with it.

    Raises:
        NotFound: the shop imports no statement of such an account.
    """
    _, release = ports.releases.current()
    terms, at = account_named(release.shop.statement, account), ports.clock()
    rows, wrong = read_statement(data, terms, local_day(at))
    if wrong:
        return Imported(wrong=tuple(wrong))
    lines = as_lines(account, rows, at=at, by=staff)
    added = _keep(ports, lines)
    return Imported(added=added, known=len(lines) - added)


@retried
def _keep(ports: Ports, lines: Sequence[StatementLine]) -> int:
    """Return how many lines are new. One whose number staff have confirmed an order by belongs to that order already."""
    with ports.store.transaction() as tx:
        tx.read_ahead(records=[(STATEMENT_LINES, line.id) for line in lines])
        new = [line for line in lines if tx.get(STATEMENT_LINES, line.id) is None]
        for line in new:
            tx.insert(STATEMENT_LINES, replace(line, order=_settled_order(tx, line)))
        return len(new)


def _settled_order(tx: Transaction, line: StatementLine) -> OrderCode:
    user = used_by(tx, line.reference) if line.amount > 0 and line.reference else ""
    order = tx.get(ORDERS, user) if user else None
    return order.code if order is not None and line.amount in amounts_confirmed(order) else OrderCode("")


@retried
def bank_day(ports: Ports, account: str, day: date) -> BankDay:
    """Return what the bank says of a day; an account of which nothing was imported has no lines."""
    with ports.store.transaction() as tx:
        return bank_day_in(tx, account, day)


def bank_day_in(tx: Transaction, account: str, day: date) -> BankDay:
    """Return what ``bank_day`` does, in a transaction of the caller's."""
    lines = tx.find(STATEMENT_LINES, "day", f"{account}:{day}")
    newest = tx.newest(STATEMENT_LINES, "account", account, 1)
    return BankDay(
        account=account,
        day=day,
        deposits=Rials(sum(line.amount for line in lines if line.amount > 0)),
        withdrawals=Rials(-sum(line.amount for line in lines if line.amount < 0)),
        lines=tuple(lines),
        told_until=newest[0].day if newest else None,
    )
