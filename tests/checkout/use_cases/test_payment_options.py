"""The ways of payment of the five shops, held against what an order costs in all and how it is sent."""

from __future__ import annotations

import pytest

from checkout.use_cases.choose_payment import choose_method, ways_to_pay
from checkout.use_cases.review_order import review
from shop.errors import OptionRefused
from shop.order import Order
from shop.places import Place
from shop.rules.payment import may_pay
from tests.builders import HONEY, ISFAHAN, TEHRAN, a_bill, a_shop
from tests.checkout.shopper import Shopper
from tests.checkout.shops import an_item, opened
from tests.fakes import World

COD = "cash_on_delivery"


def ordered(world: World, name: str, goods: int, way: str, place: Place = TEHRAN) -> Order:
    opened(world, name, price=goods)
    return Shopper(world).add().sign_in().live_at(place).send_by(way).order()


def refusal(world: World, order: Order, kind: str = COD) -> str:
    """Return why a way of payment is refused, '' if it is not, after checking that a refusal keeps nothing."""
    before = world.everything()
    try:
        choose_method(world.ports, order.code, kind)
    except OptionRefused as error:
        assert world.everything() == before
        return error.verdict.reason.code
    assert world.order(order.code).payment == kind
    return ""


@pytest.mark.parametrize(
    ("goods", "way", "place", "why"),
    [
        pytest.param(3_999_990, "courier", TEHRAN, "below_minimum", id="PAY-023 399,999 toman"),
        pytest.param(4_000_000, "courier", TEHRAN, "", id="PAY-022 400,000 toman"),
        pytest.param(4_000_001, "courier", TEHRAN, "above_maximum", id="PAY-022 one rial more"),
        pytest.param(4_000_010, "courier", TEHRAN, "above_maximum", id="PAY-022 400,001 toman"),
        pytest.param(4_000_000, "express", TEHRAN, "above_maximum", id="PAY-022 the express fee counts"),
        pytest.param(3_400_000, "express", TEHRAN, "", id="PAY-022 400,000 toman with the express fee"),
        pytest.param(4_000_000, "freight", ISFAHAN, "freight_is_prepaid", id="PAY-021 freight"),
    ],
)
def test_PAY_021_PAY_022_PAY_023_at_the_door_at_one_amount_in_tehran_alone(
    world: World, goods: int, way: str, place: Place, why: str
) -> None:
    assert refusal(world, ordered(world, "payatel", goods, way, place)) == why


def test_PAY_023_of_all_whole_toman_totals_up_to_a_million_one_is_open_at_the_door() -> None:
    shop = a_shop("payatel")
    (payment,) = [one for one in shop.payment if one.kind == COD]
    totals = range(10, 10_000_001, 10)
    found = [total for total in totals if may_pay(shop, payment, a_bill(TEHRAN, payable=total)).allowed]
    assert found == [4_000_000]


@pytest.mark.parametrize(
    ("goods", "way", "place", "why"),
    [
        pytest.param(29_999_999, "express", TEHRAN, "", id="BAK-054 one rial below"),
        pytest.param(30_000_000, "express", TEHRAN, "", id="BAK-054 the limit"),
        pytest.param(30_000_001, "express", TEHRAN, "above_maximum", id="BAK-054 one rial more"),
        pytest.param(5_000_000, "express", TEHRAN, "", id="BAK-053 express"),
        pytest.param(5_000_000, "carrier-rah", TEHRAN, "freight_is_prepaid", id="BAK-053 freight in Tehran"),
        pytest.param(5_000_000, "carrier-kavir", ISFAHAN, "freight_is_prepaid", id="BAK-053 freight elsewhere"),
    ],
)
def test_BAK_053_BAK_054_at_the_door_up_to_the_limit_and_never_by_freight(
    world: World, goods: int, way: str, place: Place, why: str
) -> None:
    assert refusal(world, ordered(world, "bakala", goods, way, place)) == why


@pytest.mark.parametrize(
    ("name", "goods", "way", "place", "open_ways"),
    [
        pytest.param("bakala", 8_000_000, "carrier-rah", ISFAHAN, ["gateway", "card_to_card"], id="BAK-055"),
        pytest.param("payatel", 3_500_000, "courier", TEHRAN, ["gateway", "card_to_card"], id="PAY-024"),
        pytest.param("payatel", 4_000_000, "freight", ISFAHAN, ["gateway", "card_to_card"], id="PAY-024 freight"),
        pytest.param("atrebeheshti", 900_000, "tipax", ISFAHAN, ["gateway"], id="ATR-006"),
        pytest.param(
            "chistatech",
            900_000_000,
            "carrier",
            ISFAHAN,
            ["gateway", "card_to_card", "deposit", COD],
            id="CHI-033 all four in every city at any amount",
        ),
    ],
)
def test_BAK_055_PAY_024_CHI_033_ATR_006_these_ways_are_open(  # noqa: PLR0917
    world: World, name: str, goods: int, way: str, place: Place, open_ways: list[str]
) -> None:
    shop = opened(world, name, price=goods)
    shopper = Shopper(world).add().sign_in().live_at(place).send_by(way)
    told = review(world.ports, shopper.id).cart.payments
    assert [one.payment.kind for one in told if one.verdict.allowed] == open_ways
    if goods <= 100_000_000:
        order = shopper.order()
        assert [one.payment.kind for one in ways_to_pay(shop, order) if one.verdict.allowed] == open_ways


@pytest.mark.parametrize("kind", ["deposit", "card_to_card"])
def test_CHI_033_a_deposit_waits_for_staff_like_a_transfer(world: World, kind: str) -> None:
    order = ordered(world, "chistatech", 900_000, "carrier")
    assert choose_method(world.ports, order.code, kind) is None
    assert (world.order(order.code).state, world.order(order.code).payment) == ("awaiting_transfer", kind)


def test_PAY_031_a_new_price_that_closes_a_way_of_payment_is_told_at_the_review(world: World) -> None:
    opened(world, "payatel", price=4_000_000)
    shopper = Shopper(world).add().sign_in().live_at(TEHRAN).send_by("courier")
    assert review(world.ports, shopper.id).cart.withdrawn == ()
    opened(world, "payatel", price=4_005_000)
    told = review(world.ports, shopper.id)
    assert told.cart.quote.payable == 4_005_000
    assert [(one.payment.kind, one.verdict.allowed) for one in told.cart.withdrawn] == [(COD, False)]
    order = shopper.order()
    assert order.payable == 4_005_000
    assert refusal(world, order) == "above_maximum"


def test_PAY_031_what_was_open_before_counts_carriage_too(world: World) -> None:
    opened(world, "payatel", price=3_400_000)
    shopper = Shopper(world).add().sign_in().live_at(TEHRAN).send_by("express")
    opened(world, "payatel", price=3_400_010)
    assert [one.payment.kind for one in review(world.ports, shopper.id).cart.withdrawn] == [COD]


def test_PAY_031_a_new_price_that_closes_nothing_withdraws_nothing(world: World) -> None:
    opened(world, "payatel", price=4_100_000)
    shopper = Shopper(world).add().sign_in().live_at(TEHRAN).send_by("courier")
    opened(world, "payatel", price=4_000_000)
    assert review(world.ports, shopper.id).cart.withdrawn == ()
    opened(world, "payatel", an_item(a_shop("payatel"), 4_200_000, sku=HONEY))
    assert review(world.ports, shopper.id).cart.withdrawn == ()


def test_PAY_022_a_way_closed_after_the_order_is_its_own_still_and_no_other_orders(world: World) -> None:
    opened(world, "payatel", price=4_000_000)
    placed = Shopper(world).add().sign_in().live_at(TEHRAN).send_by("courier").order()
    opened(world, "payatel", price=4_000_000, payment=_without_the_door())
    later = Shopper(world).add().sign_in("09121110002").live_at(TEHRAN).send_by("courier").order()

    assert choose_method(world.ports, placed.code, COD) is None
    with pytest.raises(OptionRefused):
        choose_method(world.ports, later.code, COD)


def _without_the_door() -> list[dict[str, object]]:
    prepaid: dict[str, object] = {
        "kind": "gateway",
        "name": "آنلاین",
        "provider": "zarinpal",
        "clause": "delivery#prepaid",
    }
    door: dict[str, object] = {
        "kind": COD,
        "name": "هنگام تحویل",
        "zones": ["elsewhere"],
        "clause": "delivery#at-the-door",
    }
    return [prepaid, door]
