"""An order that is to be paid at the door, when what it costs changes before it leaves."""

from __future__ import annotations

import pytest

from checkout.use_cases.jobs import reprice_orders
from shop.order import Order
from shop.release import Offer
from shop.rules.difference import owes_difference
from shop.rules.handover import NotSettled
from tests.builders import HONEY, a_release, a_shop
from tests.checkout.life import accept_offer, an_order_at, ordered, pay, sent
from tests.checkout.shops import an_item, opened
from tests.checkout.staff import move, refused
from tests.fakes import World

OTHER, THIRD = "OTHER-1", "THIRD-1"


def items(name: str, *prices: int) -> tuple[Offer, ...]:
    return tuple(
        an_item(a_shop(name), price, sku=sku) for sku, price in zip((HONEY, OTHER, THIRD), prices, strict=False)
    )


def replaced(world: World, name: str, first: int, old: int, new: int) -> Order:
    """Order two items at the door, and take another product for the second."""
    sold = items(name, first, old, new)
    opened(world, name, *sold)
    order = ordered(world, name, *sold[:2], pays="cash_on_delivery")
    move(world, order, "substitute_offered", sku=OTHER, new_sku=THIRD)
    return accept_offer(world, order)


@pytest.mark.parametrize(
    ("name", "first", "old", "new", "at_door"),
    [
        ("bakala", 29_000_000, 900_000, 1_000_000, True),
        ("bakala", 29_000_000, 900_000, 1_000_001, False),
        ("bakala", 29_000_000, 900_000, 100_000, True),
        ("payatel", 2_500_000, 1_500_000, 1_500_000, True),
        ("payatel", 2_500_000, 1_500_000, 1_500_001, False),
        ("payatel", 2_500_000, 1_500_000, 1_499_999, False),
        ("baqiyat", 2_500_000, 1_500_000, 90_000_000, True),
    ],
)
def test_BAK_054_BAK_055_PAY_022_PAY_023_PAY_024_past_the_limits_another_product_is_settled_before_dispatch(
    world: World, name: str, first: int, old: int, new: int, *, at_door: bool
) -> None:
    order = replaced(world, name, first, old, new)
    told = world.texts(order)[-1]

    assert owes_difference(a_shop(name), order) is not at_door
    assert ("هنگام تحویل پرداخت نمی‌شود" in told, "هنگام تحویل" in told) == (not at_door, True)
    move(world, order, "prepared")
    if not at_door:
        assert refused(world, order, "dispatched", tracking="1") == NotSettled(order.due)
        assert pay(world, order).due == 0
    assert move(world, order, "dispatched", tracking="1").state == "dispatched"


def test_PAY_023_PAY_024_a_line_that_ran_out_may_bring_it_below_the_least_amount(world: World) -> None:
    sold = items("payatel", 2_500_000, 1_500_000)
    opened(world, "payatel", *sold)
    order = ordered(world, "payatel", *sold, pays="cash_on_delivery")
    closed = move(world, order, "line_closed", sku=OTHER, why="stock")
    told = world.texts(closed)[-1]
    move(world, order, "prepared")

    assert "۲۵۰٬۰۰۰\u00a0تومان را پیش از ارسال بپردازید" in told
    assert refused(world, order, "dispatched") == NotSettled(closed.due)


def test_PAY_036_PAY_037_what_has_left_the_shop_is_paid_as_it_left(world: World) -> None:
    """PAY-036: an item refused before signing takes the order below the least amount, at the door."""
    sold = items("payatel", 2_500_000, 1_500_000)
    opened(world, "payatel", *sold)
    order = sent(world, ordered(world, "payatel", *sold, pays="cash_on_delivery"))
    left = move(world, order, "line_closed", sku=OTHER, why="refused_at_door")

    assert (left.due, owes_difference(a_shop("payatel"), left)) == (2_500_000, False)
    move(world, order, "door_payment_taken", amount=2_500_000)
    assert move(world, order, "delivered").state == "delivered"


def test_BAK_119_a_price_that_fell_leaves_an_order_at_the_door_there(world: World) -> None:
    """BAK-119: it simply owes 4,500,000."""
    order = an_order_at(world, "bakala", price=5_000_000, pays="cash_on_delivery")
    world.releases.serve(a_release(*items("bakala", 4_500_000), shop=a_shop("bakala")))
    reprice_orders(world.ports)
    fallen = world.order(order.code)

    assert (fallen.due, owes_difference(a_shop("bakala"), fallen)) == (4_500_000, False)
    assert "هنگام تحویل ۴٬۵۰۰٬۰۰۰\u00a0ریال می‌پردازید." in world.texts(fallen)[-1]
