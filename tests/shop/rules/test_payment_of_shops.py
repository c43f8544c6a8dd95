"""How an order may be paid in the shops besides Baqiyat: places, ways, amounts, at both ends of each limit."""

from __future__ import annotations

import pytest

from shop.money import Rials
from shop.places import Place
from shop.quote import payment_options, withdrawn
from shop.rules.delivery import NotForClasses, OutsideZone
from shop.rules.payment import AboveMaximum, BelowMinimum, Bill, FreightIsPrepaid, NoAccount, may_pay
from shop.terms import Payment, PaymentKind, Shop
from shop.verdict import Allowed, Clause, Refused
from tests.builders import ISFAHAN, MASHHAD, QOM, SHIRAZ, TEHRAN, a_bill, a_shop

BAKALA, PAYATEL, CHISTA, ATRE = (a_shop(name) for name in ("bakala", "payatel", "chistatech", "atrebeheshti"))
DOOR = Clause("payment#at-the-door")
TOMAN = 10


def method(shop: Shop, kind: PaymentKind) -> Payment:
    return next(one for one in shop.payment if one.kind == kind)


def door(shop: Shop, bill: Bill) -> Allowed | Refused:
    return may_pay(shop, method(shop, "cash_on_delivery"), bill)


def open_kinds(shop: Shop, bill: Bill) -> list[PaymentKind]:
    return [one.payment.kind for one in payment_options(shop, bill) if one.verdict.allowed]


@pytest.mark.parametrize("payable", [1, 5_000_000, 29_999_999, 30_000_000, 30_000_001, 30_000_010, 900_000_000])
def test_BAK_054_at_the_door_up_to_thirty_million_rials_and_not_one_more(payable: int) -> None:
    above = Refused(AboveMaximum(Rials(payable), Rials(30_000_000)), DOOR)

    assert door(BAKALA, a_bill(TEHRAN, payable=payable)) == (Allowed() if payable <= 30_000_000 else above)


@pytest.mark.parametrize("place", [TEHRAN, SHIRAZ, MASHHAD])
@pytest.mark.parametrize("payable", [1, 5_000_000, 30_000_000])
def test_BAK_053_BAK_055_freight_is_never_paid_at_the_door(place: Place, payable: int) -> None:
    bill = a_bill(place, by_freight=True, payable=payable)

    assert door(BAKALA, bill) == Refused(FreightIsPrepaid(("پرداخت آنلاین", "کارت به کارت")), DOOR)
    assert open_kinds(BAKALA, bill) == ["gateway", "card_to_card"]


@pytest.mark.parametrize(
    ("toman", "reason"),
    [
        (1, BelowMinimum(Rials(10), Rials(4_000_000))),
        (399_999, BelowMinimum(Rials(3_999_990), Rials(4_000_000))),
        (400_000, None),
        (400_001, AboveMaximum(Rials(4_000_010), Rials(4_000_000))),
    ],
)
def test_PAY_022_PAY_023_at_the_door_at_exactly_400_000_toman(
    toman: int, reason: BelowMinimum | AboveMaximum | None
) -> None:
    clause = method(PAYATEL, "cash_on_delivery").clause

    assert door(PAYATEL, a_bill(TEHRAN, payable=toman * TOMAN)) == (Refused(reason, clause) if reason else Allowed())


@pytest.mark.parametrize("rials", [3_999_999, 4_000_001])
def test_PAY_022_PAY_023_one_rial_beside_it_is_refused(rials: int) -> None:
    assert not door(PAYATEL, a_bill(TEHRAN, payable=rials)).allowed


def test_PAY_022_PAY_023_of_the_amounts_up_to_a_million_toman_exactly_one_is_accepted() -> None:
    """PAY-022, PAY-023: every whole toman around the one, every thousandth elsewhere."""
    payment = method(PAYATEL, "cash_on_delivery")
    scanned = sorted({*range(395_000, 405_000), *range(1, 1_000_001, 1_000), *range(1_000, 1_000_001, 1_000)})
    bills = (a_bill(TEHRAN, payable=toman * TOMAN) for toman in scanned)

    assert [bill.payable for bill in bills if may_pay(PAYATEL, payment, bill).allowed] == [4_000_000]


@pytest.mark.parametrize("place", [ISFAHAN, QOM, Place("البرز", "کرج")])
@pytest.mark.parametrize("by_freight", [True, False])
def test_PAY_021_outside_tehran_nothing_is_paid_at_the_door_whatever_the_amount(
    place: Place,
    by_freight: bool,
) -> None:
    bill = a_bill(place, by_freight=by_freight, payable=4_000_000)
    verdict = door(PAYATEL, bill)

    assert isinstance(verdict, Refused)
    assert isinstance(verdict.reason, FreightIsPrepaid if by_freight else OutsideZone)
    assert open_kinds(PAYATEL, bill) == ["gateway", "card_to_card"]


@pytest.mark.parametrize("payable", [3_500_000, 4_000_010, 50_000_000])
def test_PAY_024_what_is_not_paid_at_the_door_is_paid_by_card_or_online(payable: int) -> None:
    assert open_kinds(PAYATEL, a_bill(TEHRAN, payable=payable)) == ["gateway", "card_to_card"]


def test_PAY_031_a_price_that_moves_an_order_off_the_one_amount_withdraws_the_door() -> None:
    """PAY-031: from 400,000 to 400,500 toman; a way that was closed before is not withdrawn."""
    before, now = (a_bill(TEHRAN, payable=toman * TOMAN) for toman in (400_000, 400_500))

    options, options_before = payment_options(PAYATEL, now), payment_options(PAYATEL, before)

    assert [one.payment.kind for one in withdrawn(PAYATEL, before, options)] == ["cash_on_delivery"]
    assert withdrawn(PAYATEL, now, options) == ()
    assert withdrawn(PAYATEL, now, options_before) == ()


@pytest.mark.parametrize("place", [TEHRAN, QOM, SHIRAZ, Place("سیستان و بلوچستان", "زاهدان")])
@pytest.mark.parametrize("payable", [1, 100_000_001, 900_000_000])
@pytest.mark.parametrize("by_freight", [True, False])
def test_CHI_033_four_ways_of_payment_wherever_and_whatever(place: Place, payable: int, by_freight: bool) -> None:
    bill = a_bill(place, "laptop", by_freight=by_freight, payable=payable)

    assert open_kinds(CHISTA, bill) == ["gateway", "card_to_card", "deposit", "cash_on_delivery"]


@pytest.mark.parametrize("number", ["", "   "])
def test_CHI_033_a_deposit_without_an_account_is_not_offered(number: str) -> None:
    shop = a_shop("chistatech", accounts={"number": number})
    payment = method(shop, "deposit")

    assert may_pay(shop, payment, a_bill(TEHRAN)) == Refused(NoAccount(), payment.clause)


@pytest.mark.parametrize("place", [TEHRAN, QOM, MASHHAD])
def test_ATR_006_everything_is_paid_at_a_bank_gateway(place: Place) -> None:
    assert open_kinds(ATRE, a_bill(place, "gram")) == ["gateway"]
    assert [one.kind for one in ATRE.payment] == ["gateway"]


@pytest.mark.parametrize(("classes", "may"), [(("home",), True), (("digital",), False), (("home", "digital"), False)])
def test_BAK_054_a_class_may_be_kept_from_a_way_of_payment(classes: tuple[str, ...], *, may: bool) -> None:
    """BAK-054, of the same shape: a shop that takes no digital goods at the door."""
    terms = [
        {"kind": "cash_on_delivery", "name": "در محل", "except_classes": ["digital"], "clause": "payment#at-the-door"},
    ]
    verdict = door(a_shop("bakala", payment=terms), a_bill(TEHRAN, *classes))

    assert verdict == (Allowed() if may else Refused(NotForClasses(("دیجیتال",)), DOOR))
