"""Carts and orders of the five shops: no reservation, no hours, the recipient's own place, a code at the end."""

from __future__ import annotations

import pytest

from checkout.use_cases.change_cart import look_at_cart
from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.jobs import tidy_up
from checkout.use_cases.settle_attempt import settle
from shop.errors import CartChanged
from tests.builders import HONEY, TEHRAN, a_shop, in_tehran
from tests.checkout.shopper import Shopper
from tests.checkout.shops import an_item, opened
from tests.fakes import World

WAYS = {
    "baqiyat": "courier",
    "bakala": "express",
    "payatel": "courier",
    "chistatech": "carrier",
    "atrebeheshti": "tipax",
}
ALL = pytest.mark.parametrize("name", WAYS)


def ready(world: World, name: str, mobile: str = "09121234567") -> Shopper:
    return Shopper(world).add().sign_in(mobile).live_at(TEHRAN).send_by(WAYS[name])


@ALL
def test_BAK_061_PAY_030_the_last_item_in_two_carts_goes_to_who_orders_first(world: World, name: str) -> None:
    opened(world, name, an_item(a_shop(name), 900_000, stock=1))
    first, second = ready(world, name), ready(world, name, "09350000001")
    seen = second.reviewed()
    assert world.stock(HONEY) == 1
    first.order()
    assert look_at_cart(world.ports, second.id)[1][0].sold_out
    before = world.everything()
    with pytest.raises(CartChanged):
        second.order_reviewed(seen)
    assert world.everything() == before
    assert (len(world.orders()), world.stock(HONEY)) == (1, 0)


@ALL
def test_BAK_036_PAY_003_an_order_is_taken_at_three_on_a_friday_night(world: World, name: str) -> None:
    world.clock.now = in_tehran("1405/09/13", "03:00")
    opened(world, name)
    assert ready(world, name).order().placed_at == in_tehran("1405/09/13", "03:00")


@ALL
def test_BAK_065_PAY_034_a_cart_idle_for_the_shops_days_is_dropped_with_no_stock_effect(
    world: World, name: str
) -> None:
    shop = opened(world, name)
    assert shop.cart.keep_days == 30
    shopper = Shopper(world).add(quantity=5)
    world.clock.go_on(days=30)
    assert tidy_up(world.ports) == 0
    world.clock.go_on(seconds=1)
    assert tidy_up(world.ports) == 1
    assert (shopper.session.cart, world.stock(HONEY)) == ((), 12)


@pytest.mark.parametrize(
    ("name", "prefix"),
    [("baqiyat", "BQ-"), ("bakala", "BK-"), ("payatel", "PT-"), ("chistatech", "CH-"), ("atrebeheshti", "AB-")],
)
def test_BAK_064_PAY_033_a_verified_payment_makes_the_order_definitive_and_sends_its_code_once(
    world: World, name: str, prefix: str
) -> None:
    opened(world, name)
    order = ready(world, name).order()
    assert order.code.startswith(prefix)
    assert not any("قطعی است" in text for text in world.texts(order))
    attempt = choose_method(world.ports, order.code, "gateway")
    assert attempt is not None
    world.gateway.pay(attempt.authority)
    for _ in range(3):
        settle(world.ports, attempt.id)
    told = [text for text in world.texts(world.order(order.code)) if "قطعی است" in text]
    assert [order.code in text for text in told] == [True]


@ALL
def test_BAK_047_a_parcel_for_somebody_else_bears_their_data_and_the_news_go_to_the_buyer(
    world: World, name: str
) -> None:
    opened(world, name)
    order = ready(world, name, "09350000001").order()
    assert (order.recipient.mobile, order.recipient.name) == ("09121234567", "زهرا احمدی")
    assert {message.to for message in world.outbox(order.code) if message.channel == "sms"} == {"09350000001"}
