"""A price that falls after the order: it reaches the orders of one shop until they leave, and of no other."""

from __future__ import annotations

import pytest

from checkout.use_cases.jobs import reprice_orders
from shop.errors import BadInput
from shop.order import Order
from shop.order_chain import check_chain
from shop.order_lines import lines_now
from shop.rules.refund import refund_by
from tests.builders import SAFFRON, a_shop, in_tehran
from tests.checkout.life import an_order_at, pay, sent
from tests.checkout.shops import an_item, opened
from tests.checkout.staff import gives_back, move, reports
from tests.fakes import World


def priced(world: World, name: str, price: int) -> int:
    """Let the shop build a release with another price and the job run; return how many lines fell."""
    opened(world, name, price=price)
    return reprice_orders(world.ports)


def test_BAK_119_a_prepaid_buyer_gets_the_difference_back(world: World) -> None:
    order = an_order_at(world, "bakala", price=5_000_000)
    world.clock.now = in_tehran("1405/09/11", "12:00")
    assert priced(world, "bakala", 4_500_000) == 1
    now = world.order(order.code)
    assert (lines_now(now)[0].price, now.total, now.owed_back, now.due) == (4_500_000, 4_500_000, 500_000, 0)
    assert now.events[-1].by == "clock"
    assert refund_by(now) == in_tehran("1405/09/14", "12:00")
    assert "ارزان شد" in world.texts(order)[-1]
    check_chain(now)
    assert gives_back(world, order, reference="BACK").owed_back == 0


def test_BAK_119_a_rise_changes_nothing_and_a_drop_is_booked_once(world: World) -> None:
    order = an_order_at(world, "bakala", price=5_000_000)
    before = world.order(order.code)
    assert priced(world, "bakala", 5_500_000) == 0
    assert world.order(order.code) == before
    assert priced(world, "bakala", 4_999_999) == 1
    assert reprice_orders(world.ports) == 0
    assert priced(world, "bakala", 5_000_000) == 0
    assert world.order(order.code).owed_back == 1


def test_BAK_119_whoever_pays_at_the_door_simply_owes_less(world: World) -> None:
    order = an_order_at(world, "bakala", price=5_000_000, pays="cash_on_delivery")
    priced(world, "bakala", 4_500_000)
    now = world.order(order.code)
    assert (now.due, now.owed_back, "refund" in now.deadlines) == (4_500_000, 0, False)
    assert "هنگام تحویل ۴٬۵۰۰٬۰۰۰" in world.texts(order)[-1]


def test_BAK_119_an_order_that_is_not_paid_yet_is_paid_at_the_new_price(world: World) -> None:
    order = an_order_at(world, "bakala", price=5_000_000, pays="")
    priced(world, "bakala", 4_500_000)
    assert (pay(world, order).paid, world.order(order.code).owed_back) == (4_500_000, 0)


def test_BAK_119_a_transfer_reported_before_the_drop_is_confirmed_whole(world: World) -> None:
    order = an_order_at(world, "bakala", price=5_000_000, pays="card_to_card")
    reports(world, order.code, 5_000_000, "R-1")
    priced(world, "bakala", 4_500_000)
    confirmed = move(world, order, "transfer_confirmed", reference="R-1")
    assert (confirmed.paid, confirmed.owed_back) == (5_000_000, 500_000)


@pytest.mark.parametrize(
    ("amount", "back"),
    [(5_000_000, 500_000), (4_600_000, 100_000), (4_500_000, 0), (4_999_999, None), (4_550_000, None)],
)
def test_BAK_119_BAQ_013_a_transfer_made_before_the_drop_may_be_reported_after_it(
    world: World, amount: int, back: int | None
) -> None:
    """BAK-119: 5,000,000 fell to 4,600,000 and 4,500,000; who transferred one of them says so, and the rest goes back."""
    order = an_order_at(world, "bakala", price=5_000_000, pays="card_to_card")
    priced(world, "bakala", 4_600_000)
    priced(world, "bakala", 4_500_000)
    if back is None:
        with pytest.raises(BadInput, match="wrong_amount"):
            reports(world, order.code, amount, "R-1")
        return
    reports(world, order.code, amount, "R-1")
    confirmed = move(world, order, "transfer_confirmed", reference="R-1")

    assert (confirmed.paid, confirmed.owed_back) == (amount, back)
    assert ("به شما برمی‌گردد" in world.texts(confirmed)[-1]) is (back > 0)


@pytest.mark.parametrize("steps", [0, 1])
def test_BAK_119_T_BAK_04_until_dispatch(world: World, steps: int) -> None:
    order = an_order_at(world, "bakala", price=5_000_000)
    if steps:
        move(world, order, "prepared")
    assert priced(world, "bakala", 4_500_000) == 1


def gone(world: World) -> Order:
    return sent(world, an_order_at(world, "bakala", price=5_000_000))


def delivered(world: World) -> Order:
    return move(world, gone(world), "delivered", identity_checked=True)


def cancelled(world: World) -> Order:
    return move(world, an_order_at(world, "bakala", price=5_000_000), "cancelled", note="x")


@pytest.mark.parametrize("until", [gone, delivered, cancelled])
def test_T_BAK_04_from_dispatch_on_the_price_stands(world: World, until: object) -> None:
    assert callable(until)
    order = until(world)
    before = world.order(order.code)
    assert priced(world, "bakala", 4_500_000) == 0
    assert world.order(order.code) == before


@pytest.mark.parametrize("price", [45_000_000, 55_000_000])
@pytest.mark.parametrize("name", ["chistatech", "baqiyat", "payatel", "atrebeheshti"])
def test_CHI_002_elsewhere_the_price_is_locked_both_ways(world: World, name: str, price: int) -> None:
    order = an_order_at(world, name, price=50_000_000, delivery="by-shop" if name == "atrebeheshti" else "")
    assert priced(world, name, price) == 0
    assert (world.order(order.code), order.total) == (order, 50_000_000)


def test_BAK_119_each_line_that_fell_is_booked_on_its_own(world: World) -> None:
    shop = a_shop("bakala")
    dear = an_item(shop, 5_000_000), an_item(shop, 1_000_000, sku=SAFFRON)
    order = an_order_at(world, "bakala", *dear)
    opened(world, "bakala", an_item(shop, 4_000_000), an_item(shop, 900_000, sku=SAFFRON))
    assert reprice_orders(world.ports) == 2
    now = world.order(order.code)
    assert [event.facts["change"] for event in now.events[-2:]] == ["-1000000", "-100000"]
    assert now.owed_back == 1_100_000
