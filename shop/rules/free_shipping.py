"""Free carriage: from some value of the goods the shop itself chooses how they are sent."""

from __future__ import annotations

from shop.goods import Goods
from shop.terms import Delivery, Free, FreeShipping, Shop

BY_SHOP = "by-shop"
"""The id under which an order keeps that the shop chooses its delivery."""


def is_free(shop: Shop, goods: Goods) -> bool:
    """ATR-026: is carriage free for these goods, and its way the shop's to choose?"""
    return shop.free_shipping is not None and goods.value >= shop.free_shipping.minimum


def deliveries_for(shop: Shop, goods: Goods) -> tuple[Delivery, ...]:
    """ATR-026: return what a buyer chooses among: every delivery of the shop, or the shop's own choice alone."""
    return (_by_shop(shop, shop.free_shipping),) if shop.free_shipping and is_free(shop, goods) else shop.delivery


def _by_shop(shop: Shop, terms: FreeShipping) -> Delivery:
    """Return the delivery that stands for whichever the shop will choose; it promises the slowest of them."""
    among = [delivery for delivery in shop.delivery if delivery.id in terms.deliveries]
    return Delivery(
        id=BY_SHOP,
        name=terms.name,
        fee=Free(),
        working_days=(
            min(delivery.working_days[0] for delivery in among),
            max(delivery.working_days[1] for delivery in among),
        ),
        clause=terms.clause,
    )
