"""The staff desk: move an order along the transitions that its shop allows now."""

from __future__ import annotations

from datetime import datetime

from checkout.ports import Ports
from checkout.store import Transaction, retried
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.moves import FACTS, Acting, DeskForm
from checkout.use_cases.moves.going_back import booked_as
from checkout.use_cases.order_terms import release_for
from shop.errors import TransitionRefused
from shop.lifecycle import EventKind
from shop.order import Order, OrderCode
from shop.rules.absence import goes_to_depot
from shop.rules.steps import next_events
from shop.terms import Shop

__all__ = ["STAFF_EVENTS", "DeskForm", "move_order", "staff_moves"]

STAFF_EVENTS: tuple[EventKind, ...] = tuple(FACTS)
"""What staff may make happen; everything else is the buyer's, the bank's or the clock's."""


def staff_moves(shop: Shop, order: Order, at: datetime) -> tuple[EventKind, ...]:
    """ATR-001: return the moves that staff may make now, in the desk's order."""
    open_now = next_events(shop, order, at)
    return tuple(event for event in STAFF_EVENTS if event in open_now)


@retried
def move_order(ports: Ports, code: OrderCode, event: EventKind, staff: str, form: DeskForm) -> Order:
    """BAQ-013, BAQ-016..019, BAQ-031: make one thing happen to an order, with what it needs to be told.

    Raises:
        TransitionRefused: it may not happen now, or not by staff, or the order has changed since the page was seen.
        BadInput: something it needs is missing, or a bank reference has settled another order.
        OptionRefused: a rule forbids it (dispatch while unpaid, delivery without the identity check).
    """
    with ports.store.transaction() as tx:
        order, at = order_in(tx, code), ports.clock()
        release = release_for(ports, order)
        # What was pressed twice, or from a page that a colleague has overtaken, happens once.
        stale = form.seen is not None and form.seen != len(order.events)
        if stale or event not in staff_moves(release.shop, order, at):
            raise TransitionRefused(order.state, event)
        facts = FACTS[event](Acting(tx=tx, release=release, order=order, form=form, event=event, at=at))
        moved = advance(
            tx, ports, order, booked_as(order, event, facts), by=f"staff:{staff}", note=form.note, facts=facts
        )
        return _after(tx, ports, release.shop, moved)


def _after(tx: Transaction, ports: Ports, shop: Shop, moved: Order) -> Order:
    """ATR-017, ATR-018: after the last try the parcel goes to the depot, in the same act."""
    if moved.events[-1].kind == "delivery_failed" and goes_to_depot(shop, moved):
        return advance(tx, ports, moved, "held_at_depot", by=moved.events[-1].by)
    return moved
