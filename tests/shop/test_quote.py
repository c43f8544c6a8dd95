"""A cart priced now, with every option allowed or refused and why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shop.cart import CartLine
from shop.errors import NotFound, OptionRefused
from shop.money import Rials
from shop.places import Place
from shop.quote import (
    PaymentOption,
    Quote,
    check_lines,
    choose_delivery,
    choose_payment,
    delivery_options,
    finalise_by,
    payment_options,
    price,
)
from shop.release import Sku
from shop.rules.delivery import OutsideZone
from shop.rules.payment import FreightIsPrepaid
from shop.verdict import Allowed, Refused
from tests.builders import (
    HONEY,
    ISFAHAN,
    PARDISAN,
    PLACED_AT,
    QOM,
    SAFFRON,
    TEHRAN,
    a_bill,
    a_parcel,
    a_release,
    a_shop,
    an_offer,
)

SHOP = a_shop()


def a_cart(**quantities: int) -> tuple[CartLine, ...]:
    return tuple(
        CartLine(sku=Sku(sku), quantity=quantity, seen_price=Rials(100)) for sku, quantity in quantities.items()
    )


def quoted(place: Place, delivery: str) -> Quote:
    release = a_release(an_offer("A", price=1_000_000), an_offer("B", price=500_000))
    lines = check_lines(a_cart(A=2, B=1), release, {Sku("A"): 9, Sku("B"): 9})
    return price(lines, choose_delivery(SHOP, a_parcel(place), delivery, PLACED_AT))


def methods(options: tuple[PaymentOption, ...]) -> list[tuple[str, bool]]:
    return [(option.payment.kind, option.verdict.allowed) for option in options]


def test_each_line_is_held_against_the_release_and_what_is_left() -> None:
    lines = check_lines(a_cart(**{HONEY: 1, SAFFRON: 2, "GONE": 3}), a_release(), {HONEY: 4})

    assert [(line.line.sku, line.offer and line.offer.sku, line.available) for line in lines] == [
        (HONEY, HONEY, 4),
        (SAFFRON, SAFFRON, 0),
        ("GONE", None, 0),
    ]


def test_BAQ_062_one_line_no_longer_for_sale_leaves_the_others() -> None:
    """BAQ-062: the quote is blocked, and only that line is at fault."""
    quote = price(check_lines(a_cart(**{"GONE": 1, HONEY: 1}), a_release(), {HONEY: 1}), None)

    assert quote.blocked
    assert [line.vanished for line in quote.lines] == [True, False]
    assert quote.goods == 2_400_000


@pytest.mark.parametrize(
    ("place", "delivery", "payable"),
    [
        pytest.param(QOM, "free-courier", 2_500_000, id="free"),
        pytest.param(ISFAHAN, "courier", 3_450_000, id="950,000 rials of carriage"),
        pytest.param(ISFAHAN, "freight", 2_500_000, id="carriage collected at the door"),
    ],
)
def test_BAQ_004_a_quote_is_the_goods_and_the_carriage(place: Place, delivery: str, payable: int) -> None:
    """BAQ-004, BAQ-003: 2 of 1,000,000 and 1 of 500,000."""
    quote = quoted(place, delivery)

    assert (quote.goods, quote.payable, quote.blocked) == (2_500_000, payable, False)
    assert quote.delivery is not None
    assert quote.delivery.delivery.id == delivery
    assert quote.delivery.collect is (delivery == "freight")


def test_without_a_delivery_chosen_a_quote_is_the_goods() -> None:
    release = a_release(an_offer("A", price=1_000_000))
    quote = price(check_lines(a_cart(A=1), release, {Sku("A"): 1}), None)

    assert (quote.goods, quote.delivery, quote.payable) == (1_000_000, None, 1_000_000)


@pytest.mark.parametrize(
    ("place", "offered"),
    [
        (QOM, [("free-courier", True), ("courier", False), ("freight", False)]),
        (ISFAHAN, [("courier", True), ("freight", True), ("free-courier", False)]),
    ],
    ids=["Qom", "Isfahan"],
)
def test_BAQ_004_every_delivery_is_listed_the_allowed_ones_first(place: Place, offered: list[tuple[str, bool]]) -> None:
    """BAQ-003, BAQ-004."""
    options = delivery_options(SHOP, a_parcel(place), PLACED_AT)

    assert [(option.delivery.id, option.verdict.allowed) for option in options] == offered


def test_BAQ_004_a_delivery_of_another_place_cannot_be_posted() -> None:
    """BAQ-004, BAQ-003: refused with the clause it comes from."""
    with pytest.raises(OptionRefused) as refused:
        choose_delivery(SHOP, a_parcel(ISFAHAN), "free-courier", PLACED_AT)

    assert refused.value.option == "پیک رایگان"
    assert refused.value.verdict == Refused(OutsideZone(ISFAHAN, ("قم", "پردیسان")), SHOP.delivery[0].clause)


def test_a_delivery_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        choose_delivery(SHOP, a_parcel(QOM), "pigeon", PLACED_AT)
    with pytest.raises(NotFound):
        choose_delivery(SHOP, a_parcel(QOM), "", PLACED_AT)


@pytest.mark.parametrize(
    ("place", "by_freight", "offered"),
    [
        pytest.param(PARDISAN, False, {"gateway", "transfer", "card_to_card", "cash_on_delivery"}, id="Pardisan"),
        pytest.param(QOM, False, {"gateway", "transfer", "card_to_card", "cash_on_delivery"}, id="Qom"),
        pytest.param(TEHRAN, False, {"gateway", "transfer", "card_to_card"}, id="Tehran by courier"),
        pytest.param(TEHRAN, True, {"gateway", "card_to_card"}, id="Tehran by freight"),
    ],
)
def test_BAQ_006_four_ways_of_payment_are_listed_each_with_its_verdict(
    place: Place, *, by_freight: bool, offered: set[str]
) -> None:
    """BAQ-006, BAQ-019."""
    listed = methods(payment_options(SHOP, a_bill(place, by_freight=by_freight)))

    assert [kind for kind, _ in listed] == ["gateway", "transfer", "card_to_card", "cash_on_delivery"]
    assert {kind for kind, allowed in listed if allowed} == offered


def test_BAQ_007_the_gateway_comes_first_and_is_the_one_recommended() -> None:
    """BAQ-007."""
    first, *rest = payment_options(SHOP, a_bill(TEHRAN))

    assert (first.payment.kind, first.payment.recommended, first.verdict) == ("gateway", True, Allowed())
    assert not any(option.payment.recommended for option in rest)


def test_BAQ_006_a_way_of_payment_that_is_refused_cannot_be_posted() -> None:
    """BAQ-006, BAQ-015, BAQ-019."""
    with pytest.raises(OptionRefused) as refused:
        choose_payment(SHOP, a_bill(TEHRAN, by_freight=True), "cash_on_delivery")

    assert refused.value.option == "پرداخت هنگام تحویل"
    assert refused.value.verdict == Refused(
        FreightIsPrepaid(("درگاه بانکی سایت", "کارت به کارت")), SHOP.payment[3].freight_clause
    )


def test_a_way_of_payment_that_is_allowed_is_returned() -> None:
    assert choose_payment(SHOP, a_bill(QOM), "cash_on_delivery") == SHOP.payment[3]
    with pytest.raises(NotFound):
        choose_payment(SHOP, a_bill(QOM), "cheque")


def test_BAQ_028_an_order_is_made_definitive_within_clock_hours_whatever_the_day() -> None:
    """BAQ-028: from Thursday morning to Friday morning, when the shop is closed."""
    thursday = PLACED_AT + timedelta(days=1)

    assert finalise_by(SHOP, thursday) == thursday + timedelta(hours=24)
    assert finalise_by(a_shop(finalise={"within": "1 hour"}), thursday) == thursday + timedelta(hours=1)
    assert finalise_by(a_shop(finalise=None), thursday) is None
