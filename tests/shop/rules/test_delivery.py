"""Which ways of delivery a place may choose, what they cost, when they arrive."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shop.calendar import local_day, read_date
from shop.places import Place
from shop.quote import choose_delivery, price
from shop.rules.carriage import carriage
from shop.rules.delivery import OutsideZone, PublicPlace, arrives, may_deliver, may_deliver_to_kind, outside
from shop.terms import Delivery
from shop.verdict import Allowed, Refused
from tests.builders import (
    ISFAHAN,
    KAHAK,
    MASHHAD,
    PARDISAN,
    PLACED_AT,
    QOM,
    SHIRAZ,
    TEHRAN,
    a_parcel,
    a_release,
    a_shop,
    an_offer,
)
from tests.shop.test_cart import a_checked_line

SHOP = a_shop()
FREE_COURIER, COURIER, FREIGHT = SHOP.delivery


@pytest.mark.parametrize("rials", [10_000, 500_000_000])
@pytest.mark.parametrize("place", [QOM, PARDISAN], ids=["Qom", "Pardisan"])
def test_BAQ_003_courier_is_free_in_qom_and_pardisan_at_any_amount(place: Place, rials: int) -> None:
    """BAQ-003: no purchase floor or ceiling."""
    quote = price(
        (a_checked_line(an_offer(price=rials)),),
        choose_delivery(SHOP, a_parcel(place, value=rials), "free-courier", PLACED_AT),
    )

    assert (quote.goods, quote.payable) == (rials, rials)
    assert quote.delivery is not None
    assert (quote.delivery.verdict, quote.delivery.carriage, quote.delivery.collect) == (Allowed(), 0, False)


@pytest.mark.parametrize("place", [KAHAK, ISFAHAN, TEHRAN], ids=["Kahak", "Isfahan", "Tehran"])
def test_BAQ_003_no_other_city_has_the_free_courier(place: Place) -> None:
    """BAQ-003: Kahak is in Qom province, and in neither city. The refusal names the cities and the clause."""
    assert may_deliver(SHOP, FREE_COURIER, a_parcel(place)) == Refused(
        OutsideZone(place, ("قم", "پردیسان")), FREE_COURIER.clause
    )
    assert FREE_COURIER.clause == "delivery#free-courier"
    assert OutsideZone.code == "outside_zone"


@pytest.mark.parametrize("place", [ISFAHAN, SHIRAZ, MASHHAD, KAHAK], ids=["Isfahan", "Shiraz", "Mashhad", "Kahak"])
def test_BAQ_004_elsewhere_an_order_goes_by_courier_or_freight_at_the_buyers_cost(place: Place) -> None:
    """BAQ-004: a carriage line above 0, or carriage marked as payable at the door."""
    parcel = a_parcel(place)
    allowed = [delivery for delivery in SHOP.delivery if may_deliver(SHOP, delivery, parcel).allowed]

    assert [delivery.id for delivery in allowed] == ["courier", "freight"]
    assert [carriage(SHOP, delivery, parcel) for delivery in allowed] == [950_000, 0]
    assert choose_delivery(SHOP, parcel, "freight", PLACED_AT).collect


@pytest.mark.parametrize("delivery", [COURIER, FREIGHT], ids=lambda delivery: delivery.id)
@pytest.mark.parametrize("place", [QOM, PARDISAN], ids=["Qom", "Pardisan"])
def test_BAQ_004_nobody_in_qom_or_pardisan_is_sold_a_paid_delivery(place: Place, delivery: Delivery) -> None:
    """BAQ-004: "elsewhere" names no city, so the refusal names none."""
    assert may_deliver(SHOP, delivery, a_parcel(place)) == Refused(OutsideZone(place, ()), delivery.clause)


def test_a_refusal_names_every_city_of_every_zone() -> None:
    shop = a_shop(zones={"qom": ["قم/قم"], "near": ["تهران/تهران", "البرز/کرج"]})
    zones = tuple(shop.zones)

    assert outside(shop, SHIRAZ, zones).cities == ("قم", "تهران", "کرج")
    assert outside(shop, SHIRAZ, (*zones, SHOP.identity.zones[0])).cities == ("قم", "تهران", "کرج")


@pytest.mark.parametrize("kind", ["کافه", "کافی‌نت", "رستوران", "هتل", "مکان عمومی دیگر"])
def test_BAQ_082_a_public_place_gets_no_delivery(kind: str) -> None:
    """BAQ-082."""
    assert SHOP.address is not None
    assert may_deliver_to_kind(SHOP, kind) == Refused(PublicPlace(kind), SHOP.address.clause)
    assert SHOP.address.clause == "delivery#public-places"
    assert PublicPlace.code == "public_place"


@pytest.mark.parametrize("kind", ["", "خانه", "محل کار", "هتل گلستان"])
def test_BAQ_082_a_home_or_a_workplace_does(kind: str) -> None:
    """BAQ-082: the kind of place is declared; a home on Hotel Street is a home."""
    assert may_deliver_to_kind(SHOP, kind) == Allowed()


def test_BAQ_084_the_free_courier_says_that_it_hands_over_at_the_main_door() -> None:
    """BAQ-084: shown with the method."""
    assert FREE_COURIER.hand_over == "جلوی در اصلی ساختمان"


@pytest.mark.parametrize(
    ("ordered", "delivery", "earliest", "latest"),
    [
        pytest.param("1405/09/11", FREE_COURIER, "1405/09/12", "1405/09/14", id="Wednesday, free courier"),
        pytest.param("1405/09/12", FREE_COURIER, "1405/09/14", "1405/09/15", id="Thursday, free courier"),
        pytest.param("1405/09/13", FREE_COURIER, "1405/09/15", "1405/09/16", id="Friday, free courier"),
        pytest.param("1405/11/21", FREE_COURIER, "1405/11/24", "1405/11/25", id="before 22 Bahman, free courier"),
        pytest.param("1405/09/07", COURIER, "1405/09/10", "1405/09/12", id="Saturday, courier"),
        pytest.param("1405/09/07", FREIGHT, "1405/09/11", "1405/09/15", id="Saturday, freight"),
    ],
)
def test_BAQ_070_a_delivery_is_promised_in_working_days(
    ordered: str, delivery: Delivery, earliest: str, latest: str
) -> None:
    """BAQ-069, BAQ-070: counted from the day the order is taken up."""
    day = read_date(ordered)
    noon = datetime(day.year, day.month, day.day, 8, 30, tzinfo=UTC)

    promised = arrives(SHOP, delivery, noon)

    assert (local_day(promised.earliest), local_day(promised.latest)) == (read_date(earliest), read_date(latest))


@pytest.mark.parametrize("day", range(7))
def test_BAQ_071_a_delivery_is_offered_at_any_hour_of_any_day(day: int) -> None:
    """BAQ-071: Fri 13 Azar at 03:00 and Thu 22 Bahman are as good as any other time."""
    for hour in range(24):
        at = PLACED_AT + timedelta(days=day, hours=hour)
        assert choose_delivery(SHOP, a_parcel(QOM), "free-courier", at).verdict == Allowed()
    holiday = datetime(2027, 2, 11, 6, tzinfo=UTC)
    assert choose_delivery(SHOP, a_parcel(QOM), "free-courier", holiday).verdict == Allowed()


def test_BAQ_080_the_recipients_city_decides_not_the_buyers() -> None:
    """BAQ-080: only the recipient's place is asked; a buyer in Tehran sends to Qom for free."""
    assert may_deliver(SHOP, FREE_COURIER, a_parcel(QOM)) == Allowed()
    assert a_release().shop.delivery[0] == FREE_COURIER
