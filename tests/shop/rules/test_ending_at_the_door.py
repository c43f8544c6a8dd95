"""Orders that are ended at the door: not yet sent, nobody there, not paid."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from shop.order import Order
from shop.rules.cancel import NotThisReason, TooFarAlong
from shop.rules.ending import CancelReason, Ending, TooEarly, WindowOver, may_cancel
from shop.terms import Shop
from shop.verdict import Allowed, Refused
from tests.builders import PLACED_AT, TEHRAN, a_shop, an_order, chosen, dated, in_tehran, then
from tests.shop.order_paths import in_state, told

CHISTA = a_shop("chistatech")


def ended(shop: Shop, order: Order, why: CancelReason, at: datetime = PLACED_AT) -> Allowed | Refused:
    return may_cancel(shop, order, Ending(why=why), at)


def at_the_door(at: datetime = PLACED_AT, shop: Shop = CHISTA) -> Order:
    """Return an order of Wednesday 11 Azar at 10:00 whose buyer chose the door at ``at``."""
    return dated(shop, an_order(place=TEHRAN), "door_payment_accepted", at, method="cash_on_delivery")


@pytest.mark.parametrize("chosen_at", [in_tehran("1405/09/11", "10:00"), in_tehran("1405/09/11", "18:30")])
def test_CHI_018_the_shop_ends_an_order_at_the_door_up_to_24_hours_from_its_registration(chosen_at: datetime) -> None:
    """CHI-018: Thursday 12 Azar 10:00:00, not 10:00:01; the choice of the door starts nothing."""
    order, last = at_the_door(chosen_at), in_tehran("1405/09/12", "10:00")
    assert CHISTA.door_cancel is not None

    assert ended(CHISTA, order, "door", last) == Allowed()
    late = ended(CHISTA, order, "door", last + timedelta(seconds=1))
    assert late == Refused(WindowOver(last), CHISTA.door_cancel.clause)


def test_CHI_018_the_reason_is_for_orders_at_the_door_before_they_leave_and_for_shops_that_state_it() -> None:
    order = at_the_door()
    assert CHISTA.door_cancel is not None

    assert ended(CHISTA, in_state("queued"), "door") == Refused(NotThisReason())
    assert ended(CHISTA, then(order, "dispatched"), "door") == Refused(TooFarAlong(), CHISTA.door_cancel.clause)
    for name in ("baqiyat", "bakala", "payatel"):
        assert ended(a_shop(name), at_the_door(shop=a_shop(name)), "door") == Refused(NotThisReason())


def nobody_there(at: datetime, shop: Shop = CHISTA) -> Order:
    return dated(shop, in_state("dispatched"), "delivery_failed", at)


@pytest.mark.parametrize(
    ("time", "may"), [("11:00:00", True), ("11:00:01", True), ("10:59:59", False), ("09:00", False)]
)
def test_CHI_020_without_an_answer_for_24_hours_the_shop_may_cancel(time: str, *, may: bool) -> None:
    """CHI-019, CHI-020: from the first call on Wednesday 11:00 to Thursday 11:00, and not a second before."""
    order = nobody_there(in_tehran("1405/09/11", "11:00"))
    assert CHISTA.absence is not None
    verdict = ended(CHISTA, order, "no_answer", in_tehran("1405/09/12", time))

    begins = in_tehran("1405/09/12", "11:00")
    assert verdict == (Allowed() if may else Refused(TooEarly(begins), CHISTA.absence.clause))


def test_CHI_020_an_answer_ends_the_clock_and_another_failure_starts_a_new_one() -> None:
    order = nobody_there(in_tehran("1405/09/11", "11:00"))
    answered = then(order, "answered")
    again = dated(CHISTA, answered, "delivery_failed", in_tehran("1405/09/13", "11:00"))
    day_after = in_tehran("1405/09/12", "12:00")

    assert ended(CHISTA, answered, "no_answer", day_after) == Refused(NotThisReason())
    assert not ended(CHISTA, again, "no_answer", in_tehran("1405/09/14", "10:59:59")).allowed
    assert ended(CHISTA, again, "no_answer", in_tehran("1405/09/14", "11:00")).allowed
    assert ended(CHISTA, in_state("dispatched"), "no_answer", day_after) == Refused(NotThisReason())


def test_CHI_020_a_failure_noted_twice_puts_nothing_off() -> None:
    """CHI-020, T-CHI-12: the clock runs from the first contact; a parcel sent anew starts from the beginning."""
    order = nobody_there(in_tehran("1405/09/11", "11:00"))
    twice = dated(CHISTA, order, "delivery_failed", in_tehran("1405/09/11", "18:00"))
    anew = dated(
        CHISTA, then(twice, "sent_back", "came_back", "resend_agreed", "dispatched"), "delivery_failed", PLACED_AT
    )

    assert twice.deadlines["answer"] == in_tehran("1405/09/12", "11:00")
    assert ended(CHISTA, twice, "no_answer", in_tehran("1405/09/12", "11:00")) == Allowed()
    assert anew.deadlines["answer"] == PLACED_AT + timedelta(hours=24)


def test_CHI_020_where_the_post_tries_again_nobody_waits_for_an_answer() -> None:
    """CHI-020: Atr-e Beheshti's absence is of another kind; Baqiyat states none."""
    for name in ("atrebeheshti", "baqiyat"):
        shop = a_shop(name)
        order = nobody_there(PLACED_AT, shop)
        assert ended(shop, order, "no_answer", PLACED_AT + timedelta(days=9)) == Refused(NotThisReason())


def test_PAY_038_who_does_not_pay_at_the_door_gives_the_shop_the_right_to_end_it() -> None:
    """PAY-038: while it is at the door and something is due; never an order paid before."""
    shop = a_shop("payatel")
    order = then(chosen(an_order(place=TEHRAN), "cash_on_delivery"), "prepared", "dispatched")
    taken = told(order, "door_payment_taken", paid=str(order.due))
    one_short = told(order, "door_payment_taken", paid=str(order.due - 1))

    assert ended(shop, order, "unpaid_at_door") == Allowed()
    assert ended(shop, one_short, "unpaid_at_door") == Allowed()
    assert ended(shop, taken, "unpaid_at_door") == Refused(NotThisReason())
    assert ended(shop, in_state("dispatched"), "unpaid_at_door") == Refused(NotThisReason())
    before = chosen(an_order(place=TEHRAN), "cash_on_delivery")
    assert ended(shop, before, "unpaid_at_door") == Refused(NotThisReason())


def test_PAY_038_a_parcel_that_came_back_unpaid_may_be_ended_or_sent_again() -> None:
    """PAY-038, T-PAY-11: one chance; staff may rebook. What came back for another reason is not ended for this one."""
    shop = a_shop("payatel")
    order = then(chosen(an_order(place=TEHRAN), "cash_on_delivery"), "prepared", "dispatched")
    back = {why: then(told(order, "sent_back", why=why), "came_back") for why in ("unpaid", "address")}

    assert ended(shop, told(order, "sent_back", why="unpaid"), "unpaid_at_door") == Refused(NotThisReason())
    assert ended(shop, back["unpaid"], "unpaid_at_door") == Allowed()
    assert ended(shop, back["address"], "unpaid_at_door") == Refused(NotThisReason())
    again = then(back["unpaid"], "resend_agreed", "dispatched")
    assert ended(shop, then(told(again, "sent_back", why="address"), "came_back"), "unpaid_at_door") == Refused(
        NotThisReason()
    )


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "chistatech"])
def test_PAY_038_only_a_shop_that_states_the_right_has_it(name: str) -> None:
    order = then(chosen(an_order(place=TEHRAN), "cash_on_delivery"), "dispatched")
    stating = a_shop(name, door_unpaid={"clause": "x#y"})

    assert ended(a_shop(name), order, "unpaid_at_door") == Refused(NotThisReason())
    assert ended(stating, order, "unpaid_at_door") == Allowed()
