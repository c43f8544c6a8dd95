"""Which clocks start at which event, to the second."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from shop.lifecycle import EventKind
from shop.order import Order
from shop.terms import Shop
from tests.builders import SHOPS, TEHRAN, a_chosen_delivery, a_shop, an_order, dated, in_tehran, paid
from tests.shop.order_paths import in_state, of_class, told

BAKALA, CHISTA, ATRE = (a_shop(name) for name in ("bakala", "chistatech", "atrebeheshti"))


def delivered(shop: Shop, at: datetime, *classes: str) -> dict[str, datetime]:
    """Return the complaints that a delivery starts, by their ids."""
    lines = tuple(of_class(one, sku=f"ITEM-{n}") for n, one in enumerate(classes or ("",)))
    order = dated(shop, in_state("dispatched", an_order(place=TEHRAN, lines=lines)), "delivered", at)
    return {name.removeprefix("claim:"): until for name, until in order.deadlines.items()}


@pytest.mark.parametrize(
    ("day", "time", "damage", "seven"),
    [
        pytest.param(
            "1405/09/12", "14:00", ("1405/09/14", "14:00"), ("1405/09/19", "14:00"), id="Thursday, over Friday"
        ),
        pytest.param("1405/11/21", "14:00", ("1405/11/24", "14:00"), ("1405/11/28", "14:00"), id="over 22 Bahman"),
        pytest.param("1405/09/07", "14:00", ("1405/09/08", "14:00"), ("1405/09/14", "14:00"), id="Saturday"),
    ],
)
def test_BAK_069_BAK_072_damage_is_heard_for_24_working_hours_and_a_return_for_seven_days(
    day: str, time: str, damage: tuple[str, str], seven: tuple[str, str]
) -> None:
    heard = delivered(BAKALA, in_tehran(day, time))

    assert heard == {"transit-damage": in_tehran(*damage), "seven-day-test": in_tehran(*seven)}


def test_CHI_028_CHI_030_visible_faults_for_two_hours_and_technical_ones_for_seven_working_days() -> None:
    """CHI-028, CHI-030: Saturday 7 Azar 14:00 is heard to 16:00, and to the end of Sunday 15."""
    heard = delivered(CHISTA, in_tehran("1405/09/07", "14:00"))

    assert heard == {
        "visible-fault": in_tehran("1405/09/07", "16:00"),
        "technical-fault": in_tehran("1405/09/15", "23:59:59"),
    }


@pytest.mark.parametrize(
    ("classes", "heard"),
    [
        (("gram",), {"withdrawal"}),
        (("essence",), {"withdrawal"}),
        (("branded",), {"branded-return", "withdrawal"}),
        (("blend",), set()),
        (("gram", "branded"), {"branded-return", "withdrawal"}),
        (("blend", "gram"), {"withdrawal"}),
    ],
)
def test_ATR_029_ATR_033_ATR_036_ATR_050_ATR_057_a_complaint_is_open_to_its_own_classes(
    classes: tuple[str, ...], heard: set[str]
) -> None:
    """ATR-029, ATR-033, ATR-036: the guarantee of gram perfumes has no end, and so no clock; a blend has no claim."""
    at = in_tehran("1405/09/07", "14:00")
    until = {"branded-return": in_tehran("1405/09/09", "14:00"), "withdrawal": in_tehran("1405/09/15", "23:59:59")}

    assert delivered(ATRE, at, *classes) == {name: until[name] for name in heard}


@pytest.mark.parametrize(("why", "starts"), [("refused_at_door", True), ("absent", False), ("other", False)])
def test_CHI_024_a_parcel_refused_at_the_door_is_reported_within_a_day(why: str, *, starts: bool) -> None:
    """CHI-024: Wednesday 11 Azar 14:00 to Thursday 14:00, clock hours."""
    order = dated(CHISTA, in_state("dispatched"), "sent_back", in_tehran("1405/09/11", "14:00"), why=why)
    expected = {"claim:refused-at-door": in_tehran("1405/09/12", "14:00")} if starts else {}

    assert order.deadlines == expected


@pytest.mark.parametrize("name", ["baqiyat", "chistatech"])
def test_ATR_018_without_a_depot_in_the_terms_nothing_runs_there(name: str) -> None:
    """ATR-018: not where absence is not spoken of, nor where the shop calls instead."""
    assert dated(a_shop(name), in_state("dispatched"), "held_at_depot", in_tehran("1405/09/10")).deadlines == {}


def from_seller(*, seller: bool = True) -> Order:
    return an_order(place=TEHRAN, delivery=replace(a_chosen_delivery("express"), from_seller=seller))


@pytest.mark.parametrize("event", ["paid", "transfer_confirmed", "door_payment_accepted"])
def test_BAK_014_a_seller_takes_an_order_up_within_a_day_of_its_becoming_final(event: EventKind) -> None:
    """BAK-014: Wednesday 15:00 to Thursday 15:00."""
    order = from_seller()
    if event == "transfer_confirmed":
        order = told(order, "transfer_promised", method="card_to_card")
    order = dated(BAKALA, order, event, in_tehran("1405/09/11", "15:00"))

    assert order.deadlines == {"seller_starts": in_tehran("1405/09/12", "15:00")}


def test_BAK_014_a_difference_paid_later_starts_it_no_second_time_and_own_goods_not_at_all() -> None:
    at, later = in_tehran("1405/09/11", "15:00"), in_tehran("1405/09/12", "09:00")
    order = dated(BAKALA, from_seller(), "paid", at, paid="2400000")

    assert dated(BAKALA, order, "paid", later, paid="0").deadlines["seller_starts"] == in_tehran("1405/09/12", "15:00")
    assert dated(BAKALA, from_seller(seller=False), "paid", at, paid="2400000").deadlines == {}
    assert dated(a_shop("bakala", sellers=None), from_seller(), "paid", at, paid="2400000").deadlines == {}


@pytest.mark.parametrize("name", SHOPS)
def test_CHI_018_the_right_to_cancel_at_the_door_starts_with_the_registration_where_the_shop_states_it(
    name: str,
) -> None:
    shop, order = a_shop(name), an_order(place=TEHRAN)
    at = in_tehran("1405/09/11", "20:00")
    door = dated(shop, order, "door_payment_accepted", at, method="cash_on_delivery")
    expected = {"door_cancel": in_tehran("1405/09/12", "10:00")} if name == "chistatech" else {}

    assert door.deadlines == expected
    assert dated(shop, order, "paid", at, paid=str(order.due)).deadlines == {}


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("baqiyat", ("1405/09/14", "10:00")),
        ("bakala", ("1405/09/14", "10:00")),
        ("payatel", ("1405/09/15", "10:00")),
        ("chistatech", ("1405/09/15", "10:00")),
        ("atrebeheshti", ("1405/09/15", "10:00")),
    ],
)
def test_BAQ_075_BAK_040_PAY_006_CHI_004_ATR_039_money_is_due_back_in_the_shops_working_hours(
    name: str, by: tuple[str, str]
) -> None:
    """BAQ-075, BAK-040, PAY-006, CHI-004, ATR-039: of an order cancelled on Wednesday 11 Azar at 10:00."""
    order = dated(a_shop(name), paid(an_order()), "cancelled", in_tehran("1405/09/11", "10:00"), why="stock")

    assert order.deadlines["refund"] == in_tehran(*by)
