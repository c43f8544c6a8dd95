"""What must be true before an order leaves the shop, and before it counts as delivered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shop.money import Rials
from shop.order import Order
from shop.order_chain import happened
from shop.places import Place
from shop.rules.handover import (
    CancelUndecided,
    Handing,
    IdentityNotChecked,
    Leaving,
    NotSettled,
    may_close,
    may_dispatch,
)
from shop.verdict import Allowed, Refused
from tests.builders import (
    MASHHAD,
    PARDISAN,
    PLACED_AT,
    QOM,
    SHIRAZ,
    a_shop,
    an_order,
    an_order_line,
    chosen,
    freight,
    paid,
    then,
)

SHOP = a_shop()
LATER = PLACED_AT + timedelta(hours=1)


def to_mashhad() -> Order:
    """Return a freight order of 5,000,000 rials, to be paid card to card."""
    return chosen(an_order(place=MASHHAD, lines=(an_order_line(price=5_000_000),), delivery=freight()), "card_to_card")


def at_the_door(place: Place, *amounts: int) -> Order:
    """Return an order of 3,000,000 rials at the door, with what the courier has taken."""
    order = chosen(an_order(place=place, lines=(an_order_line(price=3_000_000),)), "cash_on_delivery")
    order = then(order, "prepared", "dispatched")
    for amount in amounts:
        order = happened(order, "door_payment_taken", at=LATER, by="staff:ali", facts={"paid": str(amount)})
    return order


def test_BAQ_019_an_unpaid_freight_order_does_not_leave_the_shop() -> None:
    """BAQ-019, BAQ-020: 5,000,000 rials to Mashhad; a report alone settles nothing."""
    order = to_mashhad()
    assert may_dispatch(SHOP, order, Leaving()) == Refused(NotSettled(Rials(5_000_000)))
    assert NotSettled.code == "not_settled"

    order = happened(order, "transfer_reported", at=LATER, by="buyer", facts={"reported": "5000000", "reference": "9"})
    assert may_dispatch(SHOP, order, Leaving()) == Refused(NotSettled(Rials(5_000_000)))

    order = happened(order, "transfer_confirmed", at=LATER, by="staff:ali", facts={"paid": "5000000"})
    assert may_dispatch(SHOP, order, Leaving()) == Allowed()


def test_BAQ_031_ATR_005_goods_do_not_leave_while_a_request_to_cancel_is_open() -> None:
    """BAQ-031, ATR-005: staff cancel the order or refuse the request first."""
    asked = then(paid(to_mashhad()), "cancel_requested")

    assert may_dispatch(SHOP, asked, Leaving()) == Refused(CancelUndecided())
    assert may_dispatch(SHOP, then(asked, "cancel_refused"), Leaving()) == Allowed()


def test_BAQ_019_one_rial_short_is_not_settled() -> None:
    """BAQ-019."""
    assert may_dispatch(SHOP, paid(an_order(), 2_399_999), Leaving()) == Refused(NotSettled(Rials(1)))
    assert may_dispatch(SHOP, paid(an_order(), 2_400_000), Leaving()) == Allowed()


def test_an_order_paid_at_the_door_leaves_the_shop_unpaid() -> None:
    assert may_dispatch(SHOP, chosen(an_order(), "cash_on_delivery"), Leaving()) == Allowed()
    assert may_dispatch(SHOP, an_order(), Leaving()) == Refused(NotSettled(Rials(2_400_000)))


@pytest.mark.parametrize(
    ("amounts", "due"),
    [
        pytest.param((), 3_000_000, id="nothing taken"),
        pytest.param((2_900_000,), 100_000, id="100,000 short"),
        pytest.param((2_999_999,), 1, id="one rial short"),
        pytest.param((3_000_000,), 0, id="all at once"),
        pytest.param((1_000_000, 2_000_000), 0, id="part by card, part in cash"),
    ],
)
@pytest.mark.parametrize("place", [QOM, PARDISAN], ids=["Qom", "Pardisan"])
def test_BAQ_017_an_order_is_delivered_only_when_all_of_it_is_paid(
    place: Place, amounts: tuple[int, ...], due: int
) -> None:
    """BAQ-016, BAQ-017: by card or in cash; no identity card is asked at the door in Qom and Pardisan (BAQ-018)."""
    verdict = may_close(SHOP, at_the_door(place, *amounts), Handing())

    assert verdict == (Refused(NotSettled(Rials(due))) if due else Allowed())


@pytest.mark.parametrize("place", [QOM, SHIRAZ], ids=["Qom", "Shiraz"])
def test_BAQ_018_a_prepaid_order_is_delivered_only_when_the_card_was_seen(place: Place) -> None:
    """BAQ-018, BAQ-005."""
    order = then(paid(chosen(an_order(place=place), "gateway")), "prepared", "dispatched")

    assert may_close(SHOP, order, Handing()) == Refused(IdentityNotChecked(), SHOP.identity.clause)
    assert may_close(SHOP, order, Handing(identity_checked=True)) == Allowed()
    assert SHOP.identity.clause == "delivery#identity"
    assert IdentityNotChecked.code == "identity_not_checked"


def test_BAQ_018_paid_online_after_all_an_order_for_the_door_asks_for_the_card() -> None:
    """BAQ-018: how it was paid last decides."""
    order = then(paid(chosen(an_order(), "cash_on_delivery")), "prepared", "dispatched")

    assert may_close(SHOP, order, Handing()) == Refused(IdentityNotChecked(), SHOP.identity.clause)


def test_money_is_asked_for_before_the_card() -> None:
    order = at_the_door(SHIRAZ)

    assert may_close(SHOP, order, Handing()) == Refused(NotSettled(Rials(3_000_000)))
    assert may_close(SHOP, order, Handing(identity_checked=True)) == Refused(NotSettled(Rials(3_000_000)))
