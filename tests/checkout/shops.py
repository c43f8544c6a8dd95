"""Any of the five shops at work: its own terms, and one item of its own to sell."""

from __future__ import annotations

from shop.release import Offer
from shop.terms import Shop
from tests.builders import HONEY, a_release, a_shop, an_offer
from tests.fakes import World


def an_item(
    shop: Shop,
    price: int,
    product_class: str = "",
    *,
    sku: str = HONEY,
    title: str = "کالای نمونه",
    weight: int = 620,
    stock: int = 12,
    maximum: int = 5,
    seller: str = "",
) -> Offer:
    """Return an item at this price in rials, of the shop's own unless a seller is named."""
    return an_offer(
        sku,
        title=title,
        variant="",
        product_class=product_class or shop.classes[0].id,
        price=price,
        weight=weight,
        stock=stock,
        maximum=maximum,
        seller=seller or shop.name,
    )


def opened(world: World, name: str, *offers: Offer, price: int = 2_400_000, **tables: object) -> Shop:
    """Let a shop of that name serve these offers, or one item at ``price``; tables given are laid over its terms."""
    shop = a_shop(name, **tables)
    world.releases.serve(a_release(*(offers or (an_item(shop, price),)), shop=shop))
    return shop
