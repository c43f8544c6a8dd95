"""When an order that was paid for late arrives."""

from __future__ import annotations

from datetime import datetime

from shop.order import Order
from shop.promises import delays_at, promise
from shop.terms import Shop
from shop.working_time import end_of


def promised_anew(shop: Shop, order: Order, at: datetime) -> datetime | None:
    """BAK-013, BAQ-070: return the moment (UTC) by which an order made definitive at ``at`` arrives, if that is later.

    What was promised at registration holds for whoever pays within the shop's window. Where the shop sets none, or it
    was over, the shop counts from the day it may begin.
    """
    in_time = order.finalise_by is not None and at <= order.finalise_by
    if in_time or order.delivery.working_days is None:
        return None
    anew = promise(shop, at, order.delivery.working_days, order.delivery.lead_days).latest
    until = max(anew, *(end_of(one.not_before) for one in delays_at(shop, at) if one.not_before), order.delivery.latest)
    return until if until > promised_first(order) else None


def promised_first(order: Order) -> datetime:
    """T-ATR-14: return the moment (UTC) promised at registration: the later day, where a delay may keep it back."""
    delayed = order.delivery.not_before
    return max(order.delivery.latest, end_of(delayed)) if delayed else order.delivery.latest
