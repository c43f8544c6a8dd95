"""Which ways of payment an order may choose."""

from __future__ import annotations

import pytest

from shop.places import Place
from shop.rules.delivery import OutsideZone
from shop.rules.payment import FreightIsPrepaid, NoAccount, may_pay
from shop.terms import Payment
from shop.verdict import Allowed, Refused
from tests.builders import ISFAHAN, KAHAK, MASHHAD, PARDISAN, QOM, TEHRAN, a_bill, a_shop

SHOP = a_shop()
GATEWAY, TRANSFER, CARD, DOOR = SHOP.payment
PREPAID_FREIGHT = FreightIsPrepaid(("درگاه بانکی سایت", "کارت به کارت"))


@pytest.mark.parametrize(
    ("place", "by_freight", "allowed"),
    [
        pytest.param(QOM, False, [GATEWAY, TRANSFER, CARD, DOOR], id="Qom"),
        pytest.param(PARDISAN, False, [GATEWAY, TRANSFER, CARD, DOOR], id="Pardisan"),
        pytest.param(KAHAK, False, [GATEWAY, TRANSFER, CARD], id="Kahak by courier"),
        pytest.param(TEHRAN, False, [GATEWAY, TRANSFER, CARD], id="Tehran by courier"),
        pytest.param(TEHRAN, True, [GATEWAY, CARD], id="Tehran by freight"),
        pytest.param(MASHHAD, True, [GATEWAY, CARD], id="Mashhad by freight"),
        pytest.param(QOM, True, [GATEWAY, CARD], id="freight to Qom, if it were sold"),
    ],
)
def test_BAQ_006_place_and_freight_decide_how_an_order_may_be_paid(
    place: Place, *, by_freight: bool, allowed: list[Payment]
) -> None:
    """BAQ-006, BAQ-015, BAQ-019: the whole table of the payment page."""
    paying = [
        payment for payment in SHOP.payment if may_pay(SHOP, payment, a_bill(place, by_freight=by_freight)).allowed
    ]

    assert paying == allowed


@pytest.mark.parametrize("place", [QOM, PARDISAN], ids=["Qom", "Pardisan"])
def test_BAQ_015_paying_at_the_door_is_open_in_qom_and_pardisan(place: Place) -> None:
    """BAQ-015: no amount is asked, so there is no ceiling."""
    assert may_pay(SHOP, DOOR, a_bill(place)) == Allowed()


@pytest.mark.parametrize("place", [TEHRAN, ISFAHAN, KAHAK], ids=["Tehran", "Isfahan", "Kahak"])
def test_BAQ_015_paying_at_the_door_is_refused_everywhere_else(place: Place) -> None:
    """BAQ-015: the recipient's city decides, whatever city the buyer lives in."""
    assert may_pay(SHOP, DOOR, a_bill(place)) == Refused(OutsideZone(place, ("قم", "پردیسان")), DOOR.clause)
    assert DOOR.clause == "payment#at-the-door"


@pytest.mark.parametrize("payment", [DOOR, TRANSFER], ids=["at the door", "PAYA"])
@pytest.mark.parametrize("place", [MASHHAD, QOM], ids=["Mashhad", "Qom"])
def test_BAQ_019_an_order_by_freight_is_settled_before_dispatch_by_gateway_or_card(
    place: Place, payment: Payment
) -> None:
    """BAQ-019: the refusal names the ways that are open, and its own clause."""
    assert may_pay(SHOP, payment, a_bill(place, by_freight=True)) == Refused(PREPAID_FREIGHT, payment.freight_clause)
    assert payment.freight_clause == "payment#freight-prepaid"
    assert PREPAID_FREIGHT.code == "freight_is_prepaid"


@pytest.mark.parametrize("payment", [GATEWAY, CARD], ids=["gateway", "card to card"])
def test_BAQ_019_gateway_and_card_are_open_for_freight(payment: Payment) -> None:
    """BAQ-019."""
    assert may_pay(SHOP, payment, a_bill(MASHHAD, by_freight=True)) == Allowed()


def test_BAQ_012_a_transfer_is_open_for_every_city_by_courier() -> None:
    """BAQ-012."""
    for place in (QOM, PARDISAN, TEHRAN, ISFAHAN):
        assert may_pay(SHOP, TRANSFER, a_bill(place)) == Allowed()


def test_BAQ_014_card_to_card_is_open_for_every_order() -> None:
    """BAQ-014."""
    for place in (QOM, PARDISAN, TEHRAN, ISFAHAN):
        for by_freight in (False, True):
            assert may_pay(SHOP, CARD, a_bill(place, by_freight=by_freight)) == Allowed()


@pytest.mark.parametrize(
    "card", ["", " ", "????", "0000000000000000", "9999990000001237", "99999900000012360"], ids=repr
)
def test_BAQ_021_card_to_card_is_not_offered_without_a_right_card_number(card: str) -> None:
    """BAQ-021: blank, filler, or a wrong check digit."""
    shop = a_shop(accounts={"card": card})

    assert may_pay(shop, CARD, a_bill(QOM)) == Refused(NoAccount(), CARD.clause)
    assert may_pay(shop, TRANSFER, a_bill(QOM)) == Allowed()
    assert NoAccount.code == "no_account"


@pytest.mark.parametrize("sheba", ["", "????", "IR780990000000000000012346", "780990000000000000012345"], ids=repr)
def test_BAQ_021_a_transfer_is_not_offered_without_a_right_sheba(sheba: str) -> None:
    """BAQ-021: the Sheba must pass its checksum."""
    shop = a_shop(accounts={"sheba": sheba})

    assert may_pay(shop, TRANSFER, a_bill(QOM)) == Refused(NoAccount(), TRANSFER.clause)
    assert may_pay(shop, CARD, a_bill(QOM)) == Allowed()


def test_BAQ_021_a_missing_account_is_told_before_any_other_reason() -> None:
    """BAQ-021: nobody is told to move to Qom for a method that is not there."""
    shop = a_shop(accounts={"sheba": ""})

    assert may_pay(shop, TRANSFER, a_bill(MASHHAD, by_freight=True)) == Refused(NoAccount(), TRANSFER.clause)


def test_gateway_and_door_need_no_account_of_the_shop() -> None:
    shop = a_shop(accounts={"sheba": "", "card": ""})

    assert may_pay(shop, GATEWAY, a_bill(QOM)) == Allowed()
    assert may_pay(shop, DOOR, a_bill(QOM)) == Allowed()
