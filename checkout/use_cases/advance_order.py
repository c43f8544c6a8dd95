"""Move an order along its life: one event, its stock, its money and its messages, in one transaction."""

from __future__ import annotations

from checkout.kinds import LEDGER, ORDERS, OUTBOX
from checkout.messages import moved_messages
from checkout.ports import Ports
from checkout.store import Transaction
from checkout.use_cases.hold_stock import follow
from checkout.use_cases.order_terms import terms_of
from shop.errors import OrderNotFound, TransitionRefused
from shop.ledger import newest_entry
from shop.lifecycle import EventKind
from shop.order import Order, OrderCode
from shop.order_chain import happened
from shop.rules.deadlines import deadlines_of
from shop.terms import Shop
from shop.tills import with_till

MOST_EVENTS = 60
"""How long a history a buyer's own presses may make; what bank and staff say is always booked."""


def order_in(tx: Transaction, code: OrderCode) -> Order:
    """Return the order of that code.

    Raises:
        OrderNotFound: there is none.
    """
    order = tx.get(ORDERS, code)
    if order is None:
        raise OrderNotFound(code)
    return order


def advance(
    tx: Transaction,
    ports: Ports,
    order: Order,
    kind: EventKind,
    *,
    by: str,
    note: str = "",
    facts: dict[str, str] | None = None,
) -> Order:
    """BAQ-112: book one event, with the stock and the money it moves and the message it sends.

    Raises:
        TransitionRefused: the order's state does not allow it, or its buyer has changed their mind too often.
        OutOfStock: the units that it needs are gone.
    """
    if by == "buyer" and kind != "cancelled" and len(order.events) >= MOST_EVENTS:
        raise TransitionRefused(order.state, kind)
    at = ports.clock()
    shop = terms_of(ports, order)
    told = with_till(kind, facts or {}, shop, order.payment)
    moved = _dated(shop, order, happened(order, kind, at=at, by=by, note=note, facts=told))
    follow(tx, order, moved)
    tx.put(ORDERS, moved)
    entry, messages = newest_entry(order, moved), moved_messages(shop, moved, ports.checkout_url, at)
    entries = [entry] if entry else []
    tx.read_ahead(
        records=[*((LEDGER, LEDGER.key(one)) for one in entries), *((OUTBOX, message.id) for message in messages)]
    )
    for one in entries:
        tx.insert(LEDGER, one)
    for message in messages:
        tx.insert(OUTBOX, message)
    return moved


def _dated(shop: Shop, before: Order, after: Order) -> Order:
    """Return the order with the deadlines that its newest event starts, dated in that event."""
    event = after.events[-1]
    deadlines = deadlines_of(shop, after, event.at)
    if not deadlines:
        return after
    return happened(
        before, event.kind, at=event.at, by=event.by, note=event.note, facts=event.facts, deadlines=deadlines
    )
