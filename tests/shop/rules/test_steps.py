"""What may happen to an order next: the shop's own steps in turn, and only the rights its terms have."""

from __future__ import annotations

import pytest

from shop.lifecycle import EventKind, State
from shop.order import Order
from shop.rules.steps import next_events, next_step
from shop.rules.waiting import asks_buyer, is_waiting, open_question, open_report, open_request
from shop.terms import Shop
from tests.builders import PLACED_AT, SHOPS, TEHRAN, a_chosen_delivery, a_shop, an_order, chosen, dated, paid, then
from tests.shop.order_paths import in_state, told

BAQIYAT, BAKALA, PAYATEL, CHISTA, ATRE = (a_shop(name) for name in SHOPS)


def may(shop: Shop, order: Order, event: EventKind) -> bool:
    return event in next_events(shop, order, PLACED_AT)


@pytest.mark.parametrize(
    ("done", "step"), [((), "confirmed"), (("confirmed",), "prepared"), (("confirmed", "prepared"), "dispatched")]
)
def test_ATR_001_an_order_is_confirmed_then_prepared_and_only_then_leaves(
    done: tuple[EventKind, ...], step: EventKind
) -> None:
    """ATR-001: a paid order that the order unit has not confirmed does not leave."""
    order = then(paid(an_order()), *done)

    assert next_step(ATRE, order) == step
    assert [one for one in ("confirmed", "prepared", "dispatched") if may(ATRE, order, one)] == [step]


@pytest.mark.parametrize("name", [name for name in SHOPS if name != "atrebeheshti"])
def test_ATR_001_the_other_shops_confirm_nothing(name: str) -> None:
    shop, order = a_shop(name), paid(an_order())

    assert next_step(shop, order) == "prepared"
    assert not may(shop, order, "confirmed")
    assert next_step(shop, then(order, "prepared")) == "dispatched"


def test_ATR_001_a_shop_may_turn_its_steps_round_or_have_none() -> None:
    turned = a_shop("atrebeheshti", order={"steps": ["prepared", "confirmed"]})
    none = a_shop("atrebeheshti", order={"steps": []})
    order = paid(an_order())

    assert (next_step(turned, order), next_step(turned, then(order, "prepared"))) == ("prepared", "confirmed")
    assert may(none, order, "dispatched")


def test_ATR_016_what_came_back_is_not_confirmed_anew() -> None:
    order = then(in_state("returned"), "resend_agreed")

    assert next_step(ATRE, order) == "dispatched"


@pytest.mark.parametrize("name", SHOPS)
def test_BAQ_079_BAK_046_PAY_013_an_order_that_waits_for_an_answer_goes_no_further(name: str) -> None:
    """BAQ-079, BAK-046, PAY-013: it resumes after the answer."""
    shop = a_shop(name)
    asked = then(paid(an_order()), "information_asked")
    step = shop.order.steps[0]
    again = then(asked, "information_given")

    assert is_waiting(asked)
    assert (may(shop, asked, step), may(shop, asked, "information_asked")) == (False, False)
    assert may(shop, asked, "information_given")
    assert open_question(again) is None
    assert (may(shop, again, step), may(shop, again, "information_given")) == (True, False)
    assert not may(shop, in_state("dispatched"), "information_asked")


@pytest.mark.parametrize(
    ("shop", "follows"), [(BAKALA, True), (BAQIYAT, False), (PAYATEL, False), (CHISTA, False), (ATRE, False)]
)
def test_BAK_119_CHI_002_only_where_a_drop_reaches_orders_is_one_booked(shop: Shop, *, follows: bool) -> None:
    assert may(shop, paid(an_order()), "repriced") is follows


def test_ATR_026_a_way_is_set_only_where_it_is_the_shops_to_choose() -> None:
    free = an_order(place=TEHRAN, delivery=a_chosen_delivery("by-shop", by_shop=True))

    assert may(ATRE, paid(free), "method_set")
    assert not may(ATRE, paid(an_order()), "method_set")


@pytest.mark.parametrize(
    ("shop", "failures", "again", "depot"),
    [(ATRE, 0, True, False), (ATRE, 1, True, False), (ATRE, 2, False, True), (CHISTA, 3, True, False)],
)
def test_ATR_017_ATR_018_CHI_019_tries_and_depot_follow_the_shops_terms(
    shop: Shop, failures: int, *, again: bool, depot: bool
) -> None:
    failed: tuple[EventKind, ...] = ("delivery_failed",)
    order = then(in_state("dispatched"), *failed * failures)

    assert (may(shop, order, "delivery_failed"), may(shop, order, "held_at_depot")) == (again, depot)


def test_CHI_020_an_answer_is_noted_once_and_only_where_one_is_waited_for() -> None:
    failed = dated(CHISTA, in_state("dispatched"), "delivery_failed", PLACED_AT)

    assert may(CHISTA, failed, "answered")
    assert not may(CHISTA, then(failed, "answered"), "answered")
    assert not may(CHISTA, in_state("dispatched"), "answered")
    assert not may(ATRE, dated(ATRE, in_state("dispatched"), "delivery_failed", PLACED_AT), "answered")


def test_PAY_035_a_date_is_proposed_where_the_terms_have_it_and_answered_once() -> None:
    order = paid(an_order())
    asked = told(order, "date_proposed", until=PLACED_AT.isoformat())

    assert (may(PAYATEL, order, "date_proposed"), may(BAQIYAT, order, "date_proposed")) == (True, False)
    assert (may(PAYATEL, order, "date_accepted"), may(PAYATEL, order, "date_declined")) == (False, False)
    assert (may(PAYATEL, asked, "date_accepted"), may(PAYATEL, asked, "date_declined")) == (True, True)
    assert not may(PAYATEL, then(asked, "date_declined"), "date_accepted")


def test_ATR_005_ATR_027_a_request_to_cancel_is_made_and_refused_once() -> None:
    order = paid(an_order())
    asked = then(order, "cancel_requested")

    assert (may(ATRE, order, "cancel_requested"), may(ATRE, order, "cancel_refused")) == (True, False)
    assert (may(ATRE, asked, "cancel_requested"), may(ATRE, asked, "cancel_refused")) == (False, True)
    assert open_request(then(asked, "cancel_refused")) is None


def test_BAQ_074_one_offer_of_another_product_at_a_time() -> None:
    facts = {"sku": "BAQ-ASAL-500", "quantity": "1", "new_sku": "X", "price": "1"}
    offered = told(paid(an_order()), "substitute_offered", **facts)

    assert may(BAQIYAT, paid(an_order()), "substitute_offered")
    assert not may(BAQIYAT, paid(an_order()), "substitute_accepted")
    assert not may(BAQIYAT, offered, "substitute_offered")
    assert may(BAQIYAT, offered, "substitute_accepted")
    assert may(BAQIYAT, offered, "substitute_declined")
    assert not may(BAQIYAT, offered, "prepared")


def test_BAQ_074_BAQ_079_PAY_035_a_question_an_offer_or_a_date_is_the_buyers_to_answer() -> None:
    order = paid(an_order())
    facts = {"sku": "BAQ-ASAL-500", "quantity": "1", "new_sku": "X", "price": "1"}
    asked = then(order, "information_asked")

    assert not asks_buyer(order)
    assert asks_buyer(asked)
    assert not asks_buyer(then(asked, "information_given"))
    assert asks_buyer(told(order, "substitute_offered", **facts))
    assert asks_buyer(told(order, "date_proposed", until=PLACED_AT.isoformat()))


def test_BAQ_073_a_line_is_closed_only_where_something_is_left() -> None:
    assert not may(BAQIYAT, paid(an_order()), "line_closed")


def test_BAQ_013_CHI_016_a_report_is_rejected_once_and_another_way_of_paying_takes_it_back() -> None:
    """BAQ-013, CHI-016."""
    promised = chosen(an_order(), "card_to_card")
    reported = told(promised, "transfer_reported", reported="2400000", reference="9")

    assert (may(CHISTA, promised, "transfer_rejected"), may(CHISTA, reported, "transfer_rejected")) == (False, True)
    assert open_report(then(reported, "transfer_rejected")) is None
    assert open_report(told(reported, "method_chosen", method="gateway")) is None
    assert open_report(told(reported, "transfer_promised", method="deposit")) is None
    assert open_report(told(reported, "transfer_confirmed", paid="2400000")) is None


def test_PAY_037_money_is_taken_at_the_door_while_something_is_due_there() -> None:
    door = then(chosen(an_order(place=TEHRAN), "cash_on_delivery"), "prepared", "dispatched")
    all_of_it = told(door, "door_payment_taken", paid=str(door.due))

    assert may(PAYATEL, door, "door_payment_taken")
    assert may(PAYATEL, told(door, "door_payment_taken", paid=str(door.due - 1)), "door_payment_taken")
    assert not may(PAYATEL, all_of_it, "door_payment_taken")
    assert not may(PAYATEL, in_state("dispatched"), "door_payment_taken")


@pytest.mark.parametrize(("state", "owed"), [("queued", False), ("needs_refund", True), ("cancelled", False)])
def test_BAQ_075_money_is_paid_back_only_where_some_is_owed(state: State, *, owed: bool) -> None:
    assert may(BAQIYAT, in_state(state), "refunded") is owed
    assert may(BAQIYAT, paid(paid(an_order()), 1), "refunded")


def test_BAQ_009_PAY_037_what_no_term_speaks_of_is_allowed_where_the_table_has_it() -> None:
    """BAQ-009, PAY-037: money at the bank in any state; a parcel on its way is delivered or comes back."""
    for name in SHOPS:
        on_the_way = next_events(a_shop(name), in_state("dispatched"), PLACED_AT)
        assert {"paid", "delivered", "sent_back"} <= set(on_the_way)


@pytest.mark.parametrize(("state", "ends"), [("delivered", False), ("dispatched", True), ("at_depot", False)])
def test_BAQ_076_an_order_is_cancelled_where_some_reason_is_open(state: State, *, ends: bool) -> None:
    assert may(BAQIYAT, in_state(state), "cancelled") is ends
