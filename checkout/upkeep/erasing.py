"""Taking people out of a store: orders that are over lose their buyer, what served only to reach or know them goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from checkout.kinds import ATTEMPTS, CAPTURES, LEDGER, MOVEMENTS, ORDERS, OUTBOX, STATEMENT_LINES, UNIQUE_USES
from checkout.records import Attempt
from checkout.store import Store, Transaction, retried
from checkout.upkeep.content import KNOWN, Row
from shop.erasure import StillNeeded, erase
from shop.order import Order
from shop.statement import StatementLine

_KEPT = frozenset({MOVEMENTS.name, UNIQUE_USES.name, LEDGER.name, CAPTURES.name})
"""Stock movements, used bank references, and what money moved name an order or an attempt, and nobody."""
_UNSETTLED = frozenset({"requesting", "open", "needs_person"})


@dataclass(frozen=True, slots=True)
class Erased:
    """How many documents were rewritten without the person, and how many were deleted."""

    rewritten: int
    deleted: int


@retried
def erase_rows(store: Store, rows: Iterable[Row], *, at: datetime, by: str) -> Erased:
    """Take the people out of these documents, all or none of them.

    Raises:
        StillNeeded: an order is not over, or a payment of it not settled (``payment``), or a message not sent
            (``message``); nothing was changed.
        ChainBroken: an order had been changed after the fact; nothing was changed.
        StoreUnavailable, OutcomeUnknown: it is not kept, or nobody knows; run again, it goes on.
    """
    rewritten = deleted = 0
    with store.transaction() as tx:
        for row in rows:
            if row.kind in _KEPT:
                continue
            if row.kind == ORDERS.name:
                rewritten += _put_order(tx, tx.get(ORDERS, row.key), at, by)
            elif row.kind == ATTEMPTS.name:
                rewritten += _put_attempt(tx, tx.get(ATTEMPTS, row.key))
            elif row.kind == STATEMENT_LINES.name:
                rewritten += _put_line(tx, tx.get(STATEMENT_LINES, row.key))
            else:
                deleted += _delete(tx, row)
    return Erased(rewritten, deleted)


def _put_order(tx: Transaction, order: Order | None, at: datetime, by: str) -> bool:
    if order is None or order.erased:
        return False
    tx.put(ORDERS, erase(order, at=at, by=by))
    return True


def _put_attempt(tx: Transaction, attempt: Attempt | None) -> bool:
    """The amount, the bank's references and the time stay: they are the proof of the payment."""
    if attempt is None:
        return False
    if attempt.state in _UNSETTLED:
        raise StillNeeded(attempt.order, "payment")
    bare = replace(attempt, card="", pay_url="", reason="", note="")
    if bare == attempt:
        return False
    tx.put(ATTEMPTS, bare)
    return True


def _put_line(tx: Transaction, line: StatementLine | None) -> bool:
    """What the bank says of the money stays; the words beside it may name who paid. Its id still knows the whole line."""
    if line is None or not line.about:
        return False
    tx.put(STATEMENT_LINES, replace(line, about=""))
    return True


def _delete(tx: Transaction, row: Row) -> bool:
    if row.kind == OUTBOX.name:
        message = tx.get(OUTBOX, row.key)
        if message is not None and message.sent == "no" and not message.passing:
            raise StillNeeded(message.order, "message")
    if tx.get(KNOWN[row.kind], row.key) is None:
        return False
    tx.delete(KNOWN[row.kind], row.key)
    return True
