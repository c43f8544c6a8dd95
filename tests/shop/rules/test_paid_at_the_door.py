"""An order at the door whose amount changed in the shop: paid there only while the terms still allow it."""

from __future__ import annotations

import pytest

from shop.lifecycle import EventKind
from shop.money import Rials
from shop.order import Order
from shop.rules.difference import is_paid_at_the_door, may_be_paid, owes_difference
from shop.rules.handover import Leaving, NotSettled, may_dispatch
from shop.terms import Shop
from shop.verdict import Allowed, Refused
from tests.builders import SHOPS, TEHRAN, a_shop, an_order, an_order_line, chosen, paid, then
from tests.shop.order_paths import told

BAKALA, PAYATEL = a_shop("bakala"), a_shop("payatel")
IN_THE_SHOP: tuple[tuple[EventKind, ...], ...] = ((), ("prepared",))


def at_the_door(total: int, change: int = 0) -> Order:
    """Return an order at the door of two lines; a line of it was closed or replaced for ``change`` rials."""
    lines = (an_order_line("A", price=total - 100_000), an_order_line("B", price=100_000))
    order = chosen(an_order(place=TEHRAN, lines=lines), "cash_on_delivery")
    return told(order, "line_closed", sku="B", quantity="0", why="stock", change=str(change)) if change else order


@pytest.mark.parametrize("events", IN_THE_SHOP)
@pytest.mark.parametrize(
    ("shop", "total", "change", "door"),
    [
        pytest.param(BAKALA, 29_900_000, 0, True, id="below the limit"),
        pytest.param(BAKALA, 29_900_000, 100_000, True, id="up to the limit itself"),
        pytest.param(BAKALA, 29_900_000, 100_001, False, id="one rial over it"),
        pytest.param(PAYATEL, 4_000_000, 0, True, id="the one amount"),
        pytest.param(PAYATEL, 4_000_000, -1, False, id="one rial less"),
        pytest.param(PAYATEL, 4_000_000, 1, False, id="one rial more"),
    ],
)
def test_BAK_054_BAK_055_PAY_022_PAY_023_PAY_024_what_the_door_takes_no_more_is_settled_before_dispatch(
    shop: Shop, total: int, change: int, door: bool, events: tuple[EventKind, ...]
) -> None:
    order = then(at_the_door(total, change), *events)
    leaving = may_dispatch(shop, order, Leaving())

    assert is_paid_at_the_door(shop, order) is door
    assert owes_difference(shop, order) is may_be_paid(shop, order) is not door
    assert leaving == (Allowed() if door else Refused(NotSettled(Rials(total + change))))
    assert may_dispatch(shop, paid(order), Leaving()) == Allowed()


def test_PAY_037_what_has_left_the_shop_is_paid_as_it_left() -> None:
    """PAY-037, PAY-036: an item refused at the door makes it less, and it is paid there all the same."""
    order = then(at_the_door(4_000_000), "prepared", "dispatched")
    less = told(order, "line_closed", sku="B", quantity="1", why="refused_at_door", change="-100000")

    assert is_paid_at_the_door(PAYATEL, less)
    assert not owes_difference(PAYATEL, less)


def test_BAK_054_terms_that_no_longer_have_the_door_do_not_reach_who_chose_it() -> None:
    without = a_shop("bakala", payment=[{"kind": "gateway", "name": "درگاه", "clause": "payment#prepaid"}])

    assert is_paid_at_the_door(without, at_the_door(29_900_000))


@pytest.mark.parametrize("name", SHOPS)
def test_PAY_024_who_chose_another_way_does_not_pay_at_the_door(name: str) -> None:
    assert not is_paid_at_the_door(a_shop(name), chosen(an_order(place=TEHRAN), "gateway"))
    assert not is_paid_at_the_door(a_shop(name), an_order(place=TEHRAN))
