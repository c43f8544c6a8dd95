"""What an order is judged by: the terms it was placed under, and today's goods and prices."""

from __future__ import annotations

from dataclasses import replace

from checkout.ports import Ports
from shop.accepted import as_accepted
from shop.order import Order
from shop.release import Release
from shop.terms import Shop


def release_for(ports: Ports, order: Order) -> Release:
    """BAQ-058, BAK-005: return today's release with the terms that this order accepted in place of today's.

    Where the order's own release is not kept any more, today's terms stand in for it.
    """
    served_id, served = ports.releases.current()
    then = served.shop if order.release == served_id else ports.releases.terms(order.release)
    return replace(served, shop=as_accepted(then, served.shop)) if then else served


def terms_of(ports: Ports, order: Order) -> Shop:
    """BAQ-058, BAK-005: return the terms that this order accepted."""
    return release_for(ports, order).shop
