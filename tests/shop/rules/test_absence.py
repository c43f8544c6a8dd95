"""Nobody takes the parcel: tries, depot, the way back, and what sending it again costs."""

from __future__ import annotations

import pytest

from shop.money import Rials
from shop.order import Order
from shop.rules.absence import goes_to_depot, may_try_again, resend_fee, return_reasons, tries, tries_left
from shop.rules.difference import owes_difference
from shop.rules.handover import Leaving, NotSettled, may_dispatch
from shop.verdict import Allowed, Refused
from tests.builders import PLACED_AT, SHOPS, TEHRAN, a_shop, an_order, chosen, dated, in_tehran, paid, then
from tests.shop.order_paths import in_state, told

ATRE, CHISTA = a_shop("atrebeheshti"), a_shop("chistatech")
FEE = Rials(800_000)


def failed(times: int, order: Order | None = None) -> Order:
    order = order or in_state("dispatched")
    for _ in range(times):
        order = then(order, "delivery_failed")
    return order


@pytest.mark.parametrize(
    ("times", "left", "again", "depot"), [(0, 2, True, False), (1, 1, True, False), (2, 0, False, True)]
)
def test_ATR_017_ATR_018_the_post_tries_twice_and_then_holds_the_parcel(
    times: int, left: int, *, again: bool, depot: bool
) -> None:
    order = failed(times)

    assert (tries(order), tries_left(ATRE, order)) == (times, left)
    assert (may_try_again(ATRE, order), goes_to_depot(ATRE, order)) == (again, depot)


@pytest.mark.parametrize("attempts", [1, 3])
def test_ATR_017_as_often_as_the_shop_names(attempts: int) -> None:
    shop = a_shop("atrebeheshti", absence={"attempts": attempts})

    assert [may_try_again(shop, failed(times)) for times in range(attempts + 1)] == [True] * attempts + [False]


def test_ATR_017_ATR_018_a_number_lowered_after_the_tries_leaves_none_and_sends_it_to_the_depot() -> None:
    lowered = a_shop("atrebeheshti", absence={"attempts": 1})

    assert (tries_left(lowered, failed(2)), goes_to_depot(lowered, failed(2))) == (0, True)
    assert not may_try_again(lowered, failed(2))


def test_ATR_017_what_is_sent_anew_is_tried_anew() -> None:
    """ATR-017: the tries before the way back do not count any more."""
    order = then(failed(2), "held_at_depot", "sent_back", "came_back", "resend_agreed", "dispatched")

    assert (tries(order), tries_left(ATRE, order)) == (0, 2)
    assert tries_left(ATRE, failed(1, order)) == 1


def test_CHI_019_a_shop_that_calls_tries_as_often_as_it_agrees_and_has_no_depot() -> None:
    """CHI-019: Chistatech names no number; the others say nothing of absence."""
    assert tries_left(CHISTA, failed(5)) is None
    assert may_try_again(CHISTA, failed(5))
    assert not goes_to_depot(CHISTA, failed(5))
    for name in ("baqiyat", "bakala", "payatel"):
        assert not may_try_again(a_shop(name), failed(0))
        assert not goes_to_depot(a_shop(name), failed(2))


@pytest.mark.parametrize(
    ("day", "time", "last"),
    [
        ("1405/09/10", "18:00", "1405/09/13"),
        ("1405/09/10", "00:00", "1405/09/13"),
        ("1405/12/28", "10:00", "1406/01/02"),
    ],
)
def test_ATR_018_the_depot_keeps_it_to_the_end_of_the_third_calendar_day(day: str, time: str, last: str) -> None:
    """ATR-018: Tuesday 10 Azar to Friday 13; over the year's end; holidays count."""
    held = dated(ATRE, failed(2), "held_at_depot", in_tehran(day, time))

    assert held.deadlines["depot"] == in_tehran(last, "23:59:59")


def back(why: str) -> Order:
    """Return a paid parcel that came back to the shop."""
    return then(told(in_state("dispatched"), "sent_back", why=why), "came_back")


@pytest.mark.parametrize(
    ("why", "fee"),
    [("absent", FEE), ("address", FEE), ("identity", FEE), ("refused_at_door", Rials(0)), ("other", Rials(0))],
)
def test_ATR_016_ATR_019_ATR_041_ATR_044_sending_again_is_paid_where_the_buyer_is_the_reason(
    why: str, fee: Rials
) -> None:
    """ATR-016, ATR-041, ATR-044, ATR-045."""
    assert resend_fee(ATRE, back(why)) == fee


def test_ATR_016_only_a_shop_that_names_a_fee_takes_one_and_only_of_what_came_back() -> None:
    assert resend_fee(ATRE, in_state("dispatched")) == 0
    for name in SHOPS:
        assert resend_fee(a_shop(name), back("absent")) == (FEE if name == "atrebeheshti" else 0)


def test_ATR_016_the_parcel_does_not_leave_again_before_the_fee_is_paid() -> None:
    """ATR-016: one rial short is not paid."""
    order = told(back("absent"), "resend_agreed", change=str(FEE))
    leaving = Leaving(looked_over=True)

    assert owes_difference(ATRE, order)
    assert may_dispatch(ATRE, order, leaving) == Refused(NotSettled(FEE))
    assert may_dispatch(ATRE, paid(order, FEE - 1), leaving) == Refused(NotSettled(Rials(1)))
    assert may_dispatch(ATRE, paid(order, FEE), leaving) == Allowed()


def test_CHI_019_the_buyers_day_to_answer_runs_for_prepaid_orders_alone() -> None:
    """CHI-019: from the first contact; at the door nothing was paid, and nothing runs."""
    at = in_tehran("1405/09/11", "11:00")
    prepaid = dated(CHISTA, in_state("dispatched"), "delivery_failed", at)
    door = then(chosen(an_order(place=TEHRAN), "cash_on_delivery"), "prepared", "dispatched")

    assert prepaid.deadlines["answer"] == in_tehran("1405/09/12", "11:00")
    assert "answer" not in dated(CHISTA, door, "delivery_failed", at).deadlines
    assert "answer" not in dated(ATRE, in_state("dispatched"), "delivery_failed", PLACED_AT).deadlines


def test_CHI_019_CHI_020_a_second_failure_before_an_answer_puts_the_day_off_no_further() -> None:
    """CHI-019, CHI-020, T-CHI-12: it runs from the first contact; an answer, or sending it anew, ends that."""
    at, later = in_tehran("1405/09/11", "11:00"), in_tehran("1405/09/11", "20:00")
    first = dated(CHISTA, in_state("dispatched"), "delivery_failed", at)
    anew = then(first, "sent_back", "came_back", "resend_agreed", "dispatched")

    assert dated(CHISTA, first, "delivery_failed", later).deadlines["answer"] == in_tehran("1405/09/12", "11:00")
    for ended in (then(first, "answered"), anew):
        assert dated(CHISTA, ended, "delivery_failed", later).deadlines["answer"] == in_tehran("1405/09/12", "20:00")


def test_PAY_038_only_what_was_to_be_paid_at_the_door_comes_back_unpaid() -> None:
    order = then(chosen(an_order(place=TEHRAN), "cash_on_delivery"), "dispatched")
    one_short = told(order, "door_payment_taken", paid=str(order.due - 1))
    settled = told(order, "door_payment_taken", paid=str(order.due))
    payatel = a_shop("payatel")

    assert return_reasons(payatel, order) == ("address", "identity", "refused_at_door", "unpaid", "other")
    assert "unpaid" in return_reasons(payatel, one_short)
    assert "unpaid" not in return_reasons(payatel, settled)
    assert "unpaid" not in return_reasons(payatel, in_state("dispatched"))
    assert return_reasons(CHISTA, in_state("dispatched")) == (
        "absent",
        "address",
        "identity",
        "refused_at_door",
        "other",
    )
