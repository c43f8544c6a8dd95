"""A small defect found before sending: the buyer is told, and the order waits for what they want."""

from __future__ import annotations

import pytest

from checkout.use_cases.answers import answer_question, turn_of
from tests.builders import SAFFRON, a_shop
from tests.checkout.life import an_order_at
from tests.checkout.shops import an_item
from tests.checkout.staff import move, moves, not_now
from tests.fakes import World

SCRATCH = "روی درِ ادکلن خط کوچکی هست. با همین بفرستیم، عوض کنیم یا لغو شود؟"


def branded(world: World, product_class: str = "branded") -> str:
    shop = a_shop("atrebeheshti")
    other = an_item(shop, 2_400_000, "branded", sku=SAFFRON, title="ادکلن دیگر")
    order = an_order_at(world, "atrebeheshti", an_item(shop, 2_400_000, product_class), other)
    move(world, order, "confirmed")
    return order.code


def test_ATR_055_the_buyer_is_told_of_a_scratch_and_the_order_waits(world: World) -> None:
    """ATR-055: it goes on as it is once they accept it."""
    order = world.order(branded(world))
    asked = move(world, order, "information_asked", note=SCRATCH)

    assert SCRATCH in world.texts(asked)[-1]
    not_now(world, asked, "prepared")
    not_now(world, asked, "dispatched", tracking="1", looked_over=True)
    answer_question(world.ports, asked.code, turn_of(asked, asked.events[-1]), "همین خوب است")
    assert move(world, asked, "prepared").state == "preparing"


@pytest.mark.parametrize("way", ["substitute_offered", "line_closed", "cancelled"])
def test_ATR_055_or_it_is_replaced_given_up_or_cancelled(world: World, way: str) -> None:
    order = world.order(branded(world))
    asked = move(world, order, "information_asked", note=SCRATCH)

    assert way in moves(world, asked)


def test_ATR_055_gram_perfumes_are_exempt(world: World) -> None:
    """ATR-055: nothing is asked, and nothing waits."""
    order = world.order(branded(world, "gram"))

    assert move(world, order, "prepared").state == "preparing"
    assert "information_asked" not in {event.kind for event in world.order(order.code).events}
