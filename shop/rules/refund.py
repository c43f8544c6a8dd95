"""By when money that the shop owes back is returned."""

from __future__ import annotations

from datetime import datetime

from shop.order import Order
from shop.terms import Shop
from shop.working_time import add_working_hours


def refund_by(shop: Shop, order: Order) -> datetime | None:
    """BAQ-075: return the moment (UTC) by which an order's money is back, None when nothing is owed.

    The shop's working hours count from what made it owed: the cancellation, or a payment that came after the end.
    """
    if not order.owed_back:
        return None
    owed_since = max(event.at for event in order.events if event.kind == "cancelled" or "paid" in event.facts)
    return add_working_hours(shop, owed_since, shop.refund.working_hours)
