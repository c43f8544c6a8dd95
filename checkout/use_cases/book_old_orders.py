"""Write the ledger's entries that are not there: once for orders older than the ledger, and whenever a store lost some.

Every event writes its own entry as it happens (``advance_order``). This only fills what is missing, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from checkout.kinds import ATTEMPTS, CAPTURES, CHORES, LEDGER, ORDERS
from checkout.ports import Ports
from checkout.records import OLD_ORDERS_BOOKED, ORDER_LOST, Attempt, Chore
from checkout.store import Store, Transaction, retried
from checkout.use_cases.captures import captured
from shop.ledger import Entry, entries
from shop.order import Order, OrderCode
from shop.tills import TILL

_PART = 20
"""Orders in one transaction: on the embedded store every buyer waits for it."""


def book_old_orders(ports: Ports) -> int:
    """Book what happened to orders before there was a ledger, once in a store's life; return how many entries."""
    if _is_done(ports.store):
        return 0
    booked = book_missing(ports.store)
    _note_done(ports.store, ports.clock())
    return booked


def book_missing(store: Store) -> int:
    """Write each entry, and each capture of a payment, that is not there; return how many entries.

    It goes through all orders in parts, and may be stopped and begun anew at any moment.
    """
    _keep_lost(store)
    booked, after = 0, ""
    while codes := _part(store, after):
        booked += _book(store, codes)
        after = codes[-1]
    return booked


@retried
def _is_done(store: Store) -> bool:
    with store.transaction() as tx:
        return tx.get(CHORES, OLD_ORDERS_BOOKED) is not None


@retried
def _note_done(store: Store, at: datetime) -> None:
    with store.transaction() as tx:
        tx.put(CHORES, Chore(name=OLD_ORDERS_BOOKED, at=at))


@retried
def _part(store: Store, after: str) -> list[OrderCode]:
    """Return the next codes, looked up in a transaction of its own so that nobody is in the way of another."""
    with store.transaction() as tx:
        return [order.code for order in tx.every(ORDERS, after=after, most=_PART)]


@retried
def _keep_lost(store: Store) -> None:
    """Keep the captures of payments whose order is not there."""
    with store.transaction() as tx:
        for attempt in tx.find(ATTEMPTS, "state", "needs_person"):
            if _has_come(attempt):
                _keep_capture(tx, attempt)


@retried
def _book(store: Store, codes: Sequence[OrderCode]) -> int:
    with store.transaction() as tx:
        tx.read_ahead(
            records=[(ORDERS, code) for code in codes],
            found=[(kind, "order", code) for code in codes for kind in (ATTEMPTS, LEDGER)],
        )
        attempts = {code: tx.find(ATTEMPTS, "order", code) for code in codes}
        orders = [order for code in codes if (order := tx.get(ORDERS, code)) is not None]
        missing = [entry for order in orders for entry in _missing(tx, order, attempts[order.code])]
        came = [one for some in attempts.values() for one in some if _has_come(one)]
        tx.read_ahead(
            records=[
                *((LEDGER, LEDGER.key(entry)) for entry in missing),
                *((CAPTURES, CAPTURES.key(captured(one))) for one in came),
            ]
        )
        for attempt in came:
            _keep_capture(tx, attempt)
        for entry in missing:
            tx.insert(LEDGER, entry)
        return len(missing)


def _missing(tx: Transaction, order: Order, attempts: Sequence[Attempt]) -> list[Entry]:
    booked = {entry.event for entry in tx.find(LEDGER, "order", order.code)}
    return [entry for entry in entries(order, gateways_of(attempts)) if entry.event not in booked]


def gateways_of(attempts: Sequence[Attempt]) -> dict[str, str]:
    """Return the gateway of each bank reference, for events that do not say themselves where their money is."""
    return {one.bank_reference: one.gateway for one in attempts if one.bank_reference}


def gateways_known(order: Order) -> bool:
    """Whether every payment at a bank says itself at which gateway it was made, as they do since there is a ledger."""
    return all(TILL in event.facts for event in order.events if event.kind in {"paid", "revived"})


def _keep_capture(tx: Transaction, attempt: Attempt) -> None:
    """Keep what the bank confirmed before its captures were kept."""
    one = captured(attempt)
    if tx.get(CAPTURES, CAPTURES.key(one)) is None:
        tx.insert(CAPTURES, one)


def _has_come(attempt: Attempt) -> bool:
    return attempt.state == "paid" or attempt.reason == ORDER_LOST
