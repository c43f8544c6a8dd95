"""Prices that fall after an order was registered."""

from __future__ import annotations

from shop.lifecycle import IN_THE_SHOP
from shop.money import Rials
from shop.order import Order, OrderLine
from shop.order_lines import lines_now
from shop.release import Release


def fallen_prices(release: Release, order: Order) -> tuple[tuple[OrderLine, Rials], ...]:
    """BAK-119, CHI-002, T-BAK-04: return each line whose price (rials) is lower now, where the shop lets a drop reach its orders.

    A rise changes nothing. From dispatch on the invoice stands, and so does its price.
    """
    if release.shop.price.after_order == "locked" or order.state not in IN_THE_SHOP:
        return ()
    offers = release.offers
    return tuple(
        (line, offers[line.sku].price)
        for line in lines_now(order)
        if line.sku in offers and offers[line.sku].price < line.price
    )
