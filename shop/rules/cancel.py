"""How a buyer ends an order: without asking while it is early, by asking staff later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from shop.lifecycle import IN_THE_SHOP, UNPAID
from shop.order import Order
from shop.order_lines import lines_now
from shop.rules.waiting import open_request
from shop.terms import Shop
from shop.verdict import Allowed, Reason, Verdict, refused


@dataclass(frozen=True, slots=True)
class NotThisReason(Reason):
    """The shop's terms know no such right, or this order is not one it speaks of."""

    code: ClassVar[str] = "not_this_reason"


@dataclass(frozen=True, slots=True)
class TooFarAlong(Reason):
    """The order has gone further than this reason reaches."""

    code: ClassVar[str] = "too_far_along"


def may_cancel_own(shop: Shop, order: Order) -> Verdict:
    """BAQ-030, BAQ-115, ATR-005: may the buyer cancel without asking? Up to the state that the shop names."""
    own_until = shop.cancel.own_until
    if own_until == "never" or _reached(order) > IN_THE_SHOP.index(own_until) or past_its_class(shop, order):
        return refused(TooFarAlong(), shop.cancel.clause)
    return Allowed()


def may_request_cancel(shop: Shop, order: Order) -> Verdict:
    """BAQ-031, ATR-005, ATR-027, ATR-028: may the buyer ask staff to cancel? Until it is delivered, once at a time."""
    if order.state in UNPAID or open_request(order) or may_cancel_own(shop, order).allowed:
        return refused(NotThisReason(), shop.cancel.clause)
    if order.state in IN_THE_SHOP or (shop.cancel.after_dispatch and order.state in {"dispatched", "at_depot"}):
        return Allowed()
    return refused(TooFarAlong(), shop.cancel.clause)


def past_its_class(shop: Shop, order: Order, sku: str = "") -> bool:
    """ATR-005: does the order, or that line of it, hold goods that are not cancelled this far along?"""
    classes = [shop.class_named(line.product_class) for line in lines_now(order) if sku in {"", line.sku}]
    limits = [one.cancel_until for one in classes if one is not None and one.cancel_until is not None]
    return any(_reached(order) > IN_THE_SHOP.index(until) for until in limits)


def _reached(order: Order) -> int:
    """Return how far the order has come before its dispatch, beyond all of it once it has left."""
    return IN_THE_SHOP.index(order.state) if order.state in IN_THE_SHOP else len(IN_THE_SHOP)
