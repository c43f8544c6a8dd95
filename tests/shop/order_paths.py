"""Orders in every state, and lines of any class, for the tests of the rules of an order's life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from shop.lifecycle import EventKind, State
from shop.order import Order, OrderLine
from shop.order_chain import happened
from tests.builders import an_order, an_order_line, paid, then

PATHS: Mapping[State, tuple[EventKind, ...]] = {
    "registered": (),
    "awaiting_transfer": ("transfer_promised",),
    "queued": ("paid",),
    "confirmed": ("paid", "confirmed"),
    "preparing": ("paid", "confirmed", "prepared"),
    "dispatched": ("paid", "confirmed", "prepared", "dispatched"),
    "at_depot": ("paid", "confirmed", "prepared", "dispatched", "held_at_depot"),
    "returning": ("paid", "confirmed", "prepared", "dispatched", "sent_back"),
    "returned": ("paid", "confirmed", "prepared", "dispatched", "sent_back", "came_back"),
    "delivered": ("paid", "confirmed", "prepared", "dispatched", "delivered"),
    "cancelled": ("cancelled",),
    "expired": ("expired",),
    "needs_refund": ("cancelled", "paid"),
    "refunded": ("cancelled", "refunded"),
}
"""How an order comes to each state."""

STATES = tuple(PATHS)


def in_state(state: State, order: Order | None = None) -> Order:
    """Return an order that has come to a state; it was paid in full where it was paid at all."""
    order = order or an_order()
    for event in PATHS[state]:
        order = paid(order) if event == "paid" else then(order, event)
    return order


def of_class(product_class: str, *, sku: str = "ITEM-1", price: int = 2_400_000, quantity: int = 1) -> OrderLine:
    """Return a line of goods of a class."""
    return replace(an_order_line(sku, price=price, quantity=quantity), product_class=product_class)


def told(order: Order, kind: EventKind, **facts: str) -> Order:
    """Return the order after one more event with these facts, an hour after the one before."""
    return happened(order, kind, at=order.events[-1].at, by="staff:sara", facts=facts)
