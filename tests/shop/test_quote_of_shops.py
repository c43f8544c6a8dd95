"""What the rules know of a cart: value, weight, classes and sellers' days of what can be sold; and what sending costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shop.cart import CartLine
from shop.money import Rials
from shop.quote import check_lines, choose_delivery, goods_of, price
from shop.release import Offer, Sku
from shop.terms import Shop
from tests.builders import PLACED_AT, SHIRAZ, TEHRAN, a_parcel, a_release, a_shop, an_offer

BAKALA = a_shop("bakala")
OWN = an_offer("OWN", price=1_000_000, weight=700, product_class="home", seller=BAKALA.name)
SELLERS = an_offer("SELLERS", price=500_000, weight=200, product_class="tools", seller="همکار یک")
SLOWER = replace(SELLERS, sku=Sku("SLOWER"), seller="همکار دو", lead_days=3)


def knows(
    shop: Shop, *offers: Offer, off: str = "", left: int = 9, **quantities: int
) -> tuple[int, int, set[str], int]:
    """Return value, weight, classes and lead days of a cart of these quantities."""
    cart = tuple(CartLine(sku=Sku(sku), quantity=units, seen_price=Rials(1)) for sku, units in quantities.items())
    stock = {offer.sku: left for offer in offers}
    lines = check_lines(cart, a_release(*offers, shop=shop), stock, switched_off=[Sku(off)] if off else ())
    goods = goods_of(shop, lines)
    return goods.value, goods.weight, set(goods.classes), goods.lead_days


def test_BAK_013_BAK_015_one_sellers_item_gives_the_whole_order_its_days_and_the_slowest_counts() -> None:
    """BAK-013, BAK-015: the shop's own goods need none; the default is one; an item may state its own."""
    assert knows(BAKALA, OWN, OWN=2) == (2_000_000, 1_400, {"home"}, 0)
    assert knows(BAKALA, OWN, SELLERS, OWN=1, SELLERS=2) == (2_000_000, 1_100, {"home", "tools"}, 1)
    assert knows(BAKALA, OWN, SELLERS, SLOWER, OWN=1, SELLERS=1, SLOWER=1)[3] == 3
    assert knows(BAKALA, SLOWER, SLOWER=1)[3] == 3


def test_BAK_015_another_default_is_another_lead_and_a_shop_without_sellers_has_none() -> None:
    assert knows(a_shop("bakala", sellers={"lead_days": 4}), SELLERS, SELLERS=1)[3] == 4
    assert knows(a_shop("bakala", sellers=None), SELLERS, SELLERS=1)[3] == 0


def test_BAK_042_BAQ_062_what_cannot_be_sold_is_no_part_of_what_the_rules_decide_by() -> None:
    """BAK-042, BAQ-062: not its weight, its class or its seller's days."""
    assert knows(BAKALA, OWN, SELLERS, off="SELLERS", OWN=1, SELLERS=1) == (1_000_000, 700, {"home"}, 0)
    assert knows(BAKALA, OWN, OWN=1, GONE=3) == (1_000_000, 700, {"home"}, 0)


def test_BAQ_085_BAQ_113_an_item_that_was_never_counted_is_sold_out() -> None:
    cart = (CartLine(sku=OWN.sku, quantity=1, seen_price=Rials(1)),)
    (line,) = check_lines(cart, a_release(OWN, shop=BAKALA), {})

    assert (line.available, line.sold_out, line.blocks, line.total) == (0, True, True, 0)


@pytest.mark.parametrize(("way", "payable"), [("carrier-rah", 5_370_000), ("carrier-kavir", 5_320_000)])
def test_BAK_120_what_is_payable_is_the_goods_the_carriage_and_each_charge(way: str, payable: int) -> None:
    """BAK-120: 5,000,000 of goods, 300,000 or 250,000 of carriage, 50,000 of packing, 20,000 of insurance."""
    cart = (CartLine(sku=OWN.sku, quantity=5, seen_price=Rials(1)),)
    lines = check_lines(cart, a_release(OWN, shop=BAKALA), {OWN.sku: 9})
    parcel = a_parcel(SHIRAZ, "home", value=5_000_000, weight=3_500)

    assert price(lines, choose_delivery(BAKALA, parcel, way, PLACED_AT)).payable == payable
    assert (
        price(lines, choose_delivery(BAKALA, replace(parcel, place=TEHRAN), "express", PLACED_AT)).payable == 5_000_000
    )
