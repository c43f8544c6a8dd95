"""Keep what a bank's statement says of an account, each line once.

A line is a ``StatementLine`` (``shop/statement/line.py``), of the kind ``STATEMENT_LINES``, found by its account and day.
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
def told_until(ports: Ports, account: str) -> date | None:
    """Return the newest day of which any line of an account was imported, None before the first import."""
    with ports.store.transaction() as tx:
        newest = tx.newest(STATEMENT_LINES, "account", account, 1)
    return newest[0].day if newest else None
