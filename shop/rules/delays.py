"""Who is told that sending takes longer now."""

from __future__ import annotations

from datetime import datetime

from shop.lifecycle import IN_THE_SHOP, UNPAID
from shop.order import Order
from shop.promises import delays_at
from shop.terms import Shop
from shop.week import Period


def delay_to_tell(shop: Shop, order: Order, at: datetime) -> Period | None:
    """ATR-024: return the delay that now keeps back an order which is paid and still in the shop, None if it was told."""
    if order.state not in IN_THE_SHOP or order.state in UNPAID:
        return None
    told = {event.facts["from"] for event in order.events if event.kind == "delay_told"}
    return next((one for one in delays_at(shop, at) if one.first.isoformat() not in told), None)
