"""The clocks that still run of an order, and what staff have to see to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from shop.lifecycle import EventKind
from shop.order import Order
from shop.rules.running import Clock, clocks, duties, is_over
from shop.terms import Shop
from tests.builders import TEHRAN, a_chosen_delivery, a_shop, an_order, dated, in_tehran, paid, then, window_end
from tests.shop.order_paths import in_state, told

BAQIYAT, BAKALA, CHISTA, ATRE = (a_shop(name) for name in ("baqiyat", "bakala", "chistatech", "atrebeheshti"))
AT = in_tehran("1405/09/11", "15:00")
SECOND = timedelta(seconds=1)


def named(shop: Shop, order: Order) -> list[str]:
    return [clock.name for clock in clocks(shop, order)]


def due(shop: Shop, order: Order, at: datetime) -> list[str]:
    return [clock.name for clock in duties(shop, order, at)]


def test_BAQ_028_the_window_runs_while_the_order_is_not_definitive() -> None:
    order = an_order()

    assert clocks(BAQIYAT, order) == (Clock(name="finalise", at=window_end(order)),)
    assert clocks(BAQIYAT, replace(order, finalise_by=None)) == ()
    assert named(BAQIYAT, paid(order)) == ["arrival"]
    assert named(BAQIYAT, in_state("delivered")) == []


@pytest.mark.parametrize(
    ("after", "runs"),
    [
        ((), True),
        (("confirmed",), True),
        (("prepared",), False),
        (("prepared", "dispatched"), False),
        (("cancelled",), False),
    ],
)
def test_BAK_014_a_seller_who_has_not_begun_within_a_day_is_a_duty_of_staff(
    after: tuple[EventKind, ...], *, runs: bool
) -> None:
    """BAK-014: Thursday 15:00 is still in time, the next second is late; a begun order is not."""
    order = an_order(place=TEHRAN, delivery=replace(a_chosen_delivery(), from_seller=True, latest=AT + timedelta(9)))
    order = dated(BAKALA, order, "paid", AT, paid="2400000")
    order = then(order, *after)
    last = in_tehran("1405/09/12", "15:00")

    assert ("seller_starts" in named(BAKALA, order)) is runs
    assert "seller_starts" not in due(BAKALA, order, last)
    assert ("seller_starts" in due(BAKALA, order, last + SECOND)) is runs


def test_CHI_018_the_shops_right_to_cancel_runs_at_the_door_and_is_no_duty() -> None:
    order = dated(CHISTA, an_order(place=TEHRAN), "door_payment_accepted", AT, method="cash_on_delivery")
    sent = then(order, "prepared", "dispatched")

    assert "door_cancel" in named(CHISTA, order)
    assert "door_cancel" not in named(CHISTA, sent)
    assert "door_cancel" not in due(CHISTA, order, AT + timedelta(days=9))


def test_CHI_019_CHI_020_a_call_is_a_duty_at_once_and_lets_staff_end_the_order_at_the_very_moment() -> None:
    """CHI-019, CHI-020: Thursday 15:00, and not a second before; until there is an answer or the parcel comes back."""
    order = dated(CHISTA, in_state("dispatched"), "delivery_failed", AT)
    until = in_tehran("1405/09/12", "15:00")
    (clock,) = (one for one in clocks(CHISTA, order) if one.name == "answer")

    assert "answer" in due(CHISTA, order, AT)
    assert (clock.at, is_over(clock, until - SECOND), is_over(clock, until)) == (until, False, True)
    assert "answer" not in named(CHISTA, then(order, "answered"))
    assert "answer" not in named(CHISTA, then(order, "sent_back"))


def test_ATR_018_a_parcel_at_the_depot_has_a_last_day() -> None:
    order = dated(ATRE, in_state("dispatched"), "held_at_depot", AT)

    assert "depot" in named(ATRE, order)
    assert "depot" not in due(ATRE, order, AT + timedelta(days=9))
    assert "depot" not in named(ATRE, then(order, "sent_back"))


def test_BAQ_075_a_refund_is_a_duty_from_the_moment_it_is_owed_until_it_is_done() -> None:
    owed = dated(BAQIYAT, paid(an_order()), "cancelled", AT, why="stock")
    back = told(owed, "refunded", refunded="2400000")

    assert due(BAQIYAT, owed, AT) == ["refund"]
    assert (due(BAQIYAT, back, AT), named(BAQIYAT, back)) == ([], [])


def test_BAQ_013_BAQ_031_reports_and_requests_wait_for_staff_from_their_own_moment() -> None:
    """BAQ-013, BAQ-031, ATR-005: until they are decided, and they are never over."""
    reported = told(then(an_order(), "transfer_promised"), "transfer_reported", reference="9", reported="1")
    asked = then(in_state("preparing"), "cancel_requested")

    assert due(BAQIYAT, reported, AT) == ["transfer"]
    assert due(BAQIYAT, then(reported, "transfer_rejected"), AT) == []
    assert "request" in due(BAQIYAT, asked, asked.placed_at)
    assert "request" not in due(BAQIYAT, then(asked, "cancel_refused"), AT)
    assert named(BAQIYAT, then(asked, "cancelled")) == []
    assert not is_over(Clock(name="transfer", at=AT), AT + timedelta(days=9))
    assert not is_over(Clock(name="request", at=AT), AT + timedelta(days=9))


def test_PAY_035_a_promise_that_passed_is_a_duty_from_the_next_second_on() -> None:
    """PAY-035, BAQ-075: of every order that is definitive and has not arrived."""
    order = in_state("dispatched")
    last = order.delivery.latest

    assert due(BAQIYAT, order, last) == []
    assert due(BAQIYAT, order, last + SECOND) == ["arrival"]
    assert due(BAQIYAT, in_state("delivered"), last + SECOND) == []


def test_CHI_028_CHI_030_complaints_are_told_by_their_names_the_earliest_first() -> None:
    """CHI-028, CHI-030: one that the terms no longer have is left out."""
    order = dated(CHISTA, in_state("dispatched"), "delivered", AT)
    fewer = a_shop("chistatech", claim=[])

    assert [clock.claim for clock in clocks(CHISTA, order)] == ["ایراد ظاهری", "ایراد فنی (ضمانت هفت‌روزه)"]
    assert clocks(fewer, order) == ()
    assert due(CHISTA, order, AT + timedelta(days=30)) == []
