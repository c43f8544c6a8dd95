"""Paying at the bank: one paid event a payment, whatever the bank, the buyer and the clock do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from checkout.kinds import ATTEMPTS, ORDERS
from checkout.records import Attempt
from checkout.store import StoreUnavailable
from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.claims import cancel_own
from checkout.use_cases.jobs import expire_orders, reconcile
from checkout.use_cases.settle_attempt import find_attempt, returned, settle
from checkout.use_cases.start_payment import start_payment
from shop.errors import (
    DeadlinePassed,
    GatewayRefused,
    GatewayUnavailable,
    NotFound,
    ShopError,
    TransitionRefused,
)
from shop.lifecycle import EventKind
from shop.money import Rials
from shop.order import Order
from shop.order_chain import check_chain
from tests.builders import HONEY, a_release, an_offer, window_end
from tests.checkout.shopper import Shopper, an_ordered, at_the_bank
from tests.checkout.staff import gives_back, moves
from tests.fake_stores import RivalStore
from tests.fakes import World, in_threads, unavailable


def kinds(order: Order) -> list[EventKind]:
    return [event.kind for event in order.events]


def come_back(world: World, attempt: Attempt, status: str = "OK") -> Attempt:
    return returned(world.ports, attempt.id, {"Authority": attempt.authority, "Status": status})


def paid_at_bank(world: World, order: Order) -> Attempt:
    attempt = at_the_bank(world, order)
    world.gateway.pay(attempt.authority)
    return attempt


def test_the_attempt_is_stored_before_the_bank_is_asked(world: World) -> None:
    order = an_ordered(world)
    seen: list[tuple[str, bool]] = []

    def look(callback_url: str) -> None:
        (stored,) = world.attempts(order.code)
        seen.append((stored.state, callback_url == f"{world.ports.checkout_url}/payments/{stored.id}/return"))

    world.gateway.looking = look
    at_the_bank(world, order)
    assert seen == [("requesting", True)]


def test_BAQ_027_the_bank_is_asked_for_exactly_the_payable_amount_in_rials(world: World) -> None:
    order = an_ordered(world, quantity=3)
    attempt = at_the_bank(world, order)
    assert world.gateway.payments[attempt.authority].amount == order.payable == attempt.amount == 7_200_000
    assert attempt.state == "open"
    assert len(attempt.id) == 32


def test_BAQ_009_a_verified_return_pays_the_order_once_with_one_sms(world: World) -> None:
    """BAQ-088."""
    order = an_ordered(world)
    attempt = paid_at_bank(world, order)
    assert come_back(world, attempt).state == "paid"
    now = world.order(order.code)
    assert (now.state, now.due, now.payment) == ("queued", 0, "gateway")
    assert kinds(now) == ["registered", "method_chosen", "paid"]
    assert len(world.texts(order)) == 2
    check_chain(now)
    before = world.everything()
    assert come_back(world, attempt).state == "paid"
    assert world.everything() == before


def test_the_same_return_a_hundred_times_at_once_with_the_reconciler_pays_once(world: World) -> None:
    order = an_ordered(world)
    attempt = paid_at_bank(world, order)
    world.clock.go_on(minutes=1)
    came = in_threads(110, lambda n: come_back(world, attempt) if n % 11 else reconcile(world.ports))
    assert not [error for error in came if isinstance(error, ShopError)]
    assert world.attempt(attempt.id).state == "paid"
    now = world.order(order.code)
    assert kinds(now).count("paid") == 1
    assert now.paid == now.payable
    assert len(world.texts(order)) == 2
    assert world.stock(HONEY) == 11


def test_a_rival_return_that_is_booked_while_the_bank_is_asked_changes_nothing_more(world: World) -> None:
    order = an_ordered(world)
    attempt = paid_at_bank(world, order)

    def rival(_: str) -> None:
        world.gateway.before_verify = lambda _: None
        assert come_back(world, attempt).state == "paid"

    world.gateway.before_verify = rival
    assert come_back(world, attempt).state == "paid"
    assert len(world.gateway.asked) == 2
    assert world.attempt(attempt.id).state == "paid"
    assert kinds(world.order(order.code)) == ["registered", "method_chosen", "paid"]
    assert len(world.texts(order)) == 2


@pytest.mark.parametrize("trouble", [unavailable(), GatewayRefused("-12")])
def test_a_rivals_trouble_with_the_bank_does_not_undo_a_paid_attempt(world: World, trouble: ShopError) -> None:
    order = an_ordered(world)
    attempt = paid_at_bank(world, order)

    def rival(authority: str) -> None:
        world.gateway.before_verify = lambda _: None
        come_back(world, attempt)
        world.gateway.payments[authority].trouble = trouble

    world.gateway.before_verify = rival
    assert come_back(world, attempt).state == "paid"
    assert world.attempt(attempt.id).state == "paid"
    assert world.order(order.code).state == "queued"


def test_another_orders_authority_of_the_same_amount_changes_nothing(world: World) -> None:
    victim, thief = an_ordered(world), an_ordered(world, mobile="09350000001")
    paid, unpaid = paid_at_bank(world, victim), at_the_bank(world, thief)
    before = world.everything()
    for authority in (paid.authority, "", unpaid.authority.lower(), unpaid.authority[:-1]):
        answer = returned(world.ports, unpaid.id, {"Authority": authority, "Status": "OK"})
        assert answer.state == "open"
    assert world.everything() == before
    assert world.gateway.asked == []


def test_a_return_that_claims_failure_is_not_believed_either(world: World) -> None:
    order = an_ordered(world)
    assert come_back(world, paid_at_bank(world, order), "NOK").state == "paid"
    assert world.order(order.code).state == "queued"


def test_a_return_that_claims_success_without_money_pays_nothing(world: World) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    assert come_back(world, attempt).state == "open"
    world.gateway.cancel(attempt.authority)
    assert come_back(world, attempt).state == "failed"
    assert world.order(order.code).state == "registered"


def test_money_that_arrives_after_the_bank_said_no_is_booked(world: World) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.gateway.cancel(attempt.authority)
    come_back(world, attempt, "NOK")
    world.gateway.pay(attempt.authority)
    assert come_back(world, attempt).state == "paid"
    assert world.order(order.code).state == "queued"


@pytest.mark.parametrize("times", [1, 5])
def test_an_unknown_result_stays_open_and_never_becomes_failed(world: World, times: int) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.gateway.payments[attempt.authority].trouble = unavailable()
    for _ in range(times):
        world.clock.go_on(minutes=5)
        assert come_back(world, attempt).state == "open"
        assert reconcile(world.ports) == 0
    world.gateway.payments[attempt.authority].trouble = None
    world.gateway.pay(attempt.authority)
    world.clock.go_on(hours=1)
    assert reconcile(world.ports) == 1
    assert world.order(order.code).state == "queued"


def test_not_paid_without_a_final_word_of_the_bank_stays_open(world: World) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.clock.go_on(minutes=29)
    assert settle(world.ports, attempt.id).state == "open"


def test_a_verification_repeated_after_a_crash_still_pays_once(world: World) -> None:
    """The bank answers 101 when the process died between its first word and our booking it."""
    order = an_ordered(world)
    attempt = paid_at_bank(world, order)
    world.gateway.verify(authority=attempt.authority, amount=attempt.amount)
    assert come_back(world, attempt).state == "paid"
    assert come_back(world, attempt).state == "paid"
    assert kinds(world.order(order.code)).count("paid") == 1


def test_a_reused_bank_reference_needs_a_person_and_pays_nothing(world: World) -> None:
    first, second = an_ordered(world), an_ordered(world, mobile="09350000001")
    one, two = at_the_bank(world, first), at_the_bank(world, second)
    world.gateway.pay(one.authority, "77")
    world.gateway.pay(two.authority, "77")
    assert come_back(world, one).state == "paid"
    assert come_back(world, two).state == "needs_person"
    assert world.attempt(two.id).reason == "reference_reused"
    assert world.order(second.code).state == "registered"
    assert come_back(world, two).state == "needs_person"


def test_a_payment_whose_order_was_lost_needs_a_person_and_keeps_no_other_unasked(world: World) -> None:
    lost, kept = an_ordered(world), an_ordered(world, mobile="09350000001")
    one, two = paid_at_bank(world, lost), paid_at_bank(world, kept)
    with world.store.transaction() as tx:
        tx.delete(ORDERS, lost.code)
    world.clock.go_on(minutes=1)
    assert reconcile(world.ports) == 2
    assert (world.attempt(one.id).state, world.attempt(one.id).reason) == ("needs_person", "order_lost")
    assert world.attempt(one.id).bank_reference
    assert world.attempt(two.id).state == "paid"


def test_BAQ_008_another_amount_at_the_bank_needs_a_person_and_pays_nothing(world: World) -> None:
    order = an_ordered(world)
    attempt = paid_at_bank(world, order)
    world.gateway.payments[attempt.authority].amount = Rials(attempt.amount - 1)
    settled = come_back(world, attempt)
    assert (settled.state, settled.reason) == ("needs_person", "-50")
    assert world.order(order.code).paid == 0


def test_BAQ_028_a_payment_in_the_last_second_of_the_window_is_accepted_and_one_later_is_refused(world: World) -> None:
    order = an_ordered(world)
    world.clock.now = order.placed_at + timedelta(hours=24, seconds=1)
    before = world.everything()
    with pytest.raises(DeadlinePassed):
        choose_method(world.ports, order.code, "gateway")
    assert world.everything() == before
    world.clock.now = order.placed_at + timedelta(hours=24)
    assert expire_orders(world.ports) == 0
    come_back(world, paid_at_bank(world, order))
    assert world.order(order.code).state == "queued"


def test_BAQ_028_the_job_expires_one_second_after_the_window_and_returns_the_stock_once(world: World) -> None:
    order = an_ordered(world, quantity=4)
    world.clock.now = order.placed_at + timedelta(hours=24, seconds=1)
    assert expire_orders(world.ports) == 1
    assert expire_orders(world.ports) == 0
    assert (world.order(order.code).state, world.stock(HONEY)) == ("expired", 12)
    assert len(world.texts(order)) == 2
    with pytest.raises(DeadlinePassed):
        choose_method(world.ports, order.code, "gateway")


def test_expiry_and_cancel_at_once_return_the_stock_once(world: World) -> None:
    order = an_ordered(world, quantity=4)
    world.clock.now = order.placed_at + timedelta(hours=24, seconds=1)
    in_threads(20, lambda n: expire_orders(world.ports) if n % 2 else cancel_own(world.ports, order.code))
    assert world.stock(HONEY) == 12
    assert len(kinds(world.order(order.code))) == 2


def test_a_buyer_at_the_bank_is_waited_for_half_an_hour(world: World) -> None:
    order = an_ordered(world)
    world.clock.now = window_end(order)
    at_the_bank(world, order)
    world.clock.go_on(minutes=29, seconds=59)
    assert expire_orders(world.ports) == 0
    world.clock.go_on(seconds=1)
    assert expire_orders(world.ports) == 1


def test_a_late_payment_revives_the_order_while_its_stock_is_there(world: World) -> None:
    order = an_ordered(world, quantity=5)
    attempt = at_the_bank(world, order)
    world.clock.now = window_end(order) + timedelta(hours=1)
    expire_orders(world.ports)
    world.gateway.pay(attempt.authority)
    assert come_back(world, attempt).state == "paid"
    now = world.order(order.code)
    assert (now.state, now.owed_back, world.stock(HONEY)) == ("queued", 0, 7)
    assert kinds(now)[-1] == "revived"
    cancel_own(world.ports, order.code)
    assert world.stock(HONEY) == 12


def test_a_late_payment_whose_stock_is_gone_is_owed_back_and_shown_to_staff(world: World) -> None:
    world.releases.serve(a_release(an_offer(stock=1)))
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.clock.now = window_end(order) + timedelta(hours=1)
    expire_orders(world.ports)
    an_ordered(world, mobile="09350000001")
    world.gateway.pay(attempt.authority)
    assert come_back(world, attempt).state == "paid"
    now = world.order(order.code)
    assert (now.state, now.owed_back, world.stock(HONEY)) == ("needs_refund", now.payable, 0)
    assert moves(world, now) == ("account_asked", "account_declared", "refunded")
    assert "برمی‌گردد" in world.texts(order)[-1]


def test_two_late_payments_for_the_last_unit_revive_one_order(world: World) -> None:
    world.releases.serve(a_release(an_offer(stock=2)))
    one, two = an_ordered(world), an_ordered(world, mobile="09350000001")
    attempts = [at_the_bank(world, one), at_the_bank(world, two)]
    world.clock.now = window_end(one) + timedelta(hours=1)
    assert expire_orders(world.ports) == 2
    an_ordered(world, mobile="09360000001")
    for attempt in attempts:
        world.gateway.pay(attempt.authority)
    in_threads(2, lambda n: come_back(world, attempts[n]))
    assert sorted(world.order(order.code).state for order in (one, two)) == ["needs_refund", "queued"]
    assert world.stock(HONEY) == 0


def test_a_payment_for_a_cancelled_order_is_owed_back(world: World) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    cancel_own(world.ports, order.code)
    world.gateway.pay(attempt.authority)
    come_back(world, attempt)
    now = world.order(order.code)
    assert (now.state, now.owed_back, world.stock(HONEY)) == ("needs_refund", now.payable, 12)


def test_a_second_click_leads_to_the_same_attempt(world: World) -> None:
    order = an_ordered(world)
    first = at_the_bank(world, order)
    before = world.everything()
    assert at_the_bank(world, order) == first
    assert world.everything() == before
    assert len(world.gateway.requests) == 1


def test_who_comes_back_past_the_bank_s_time_and_has_paid_is_not_sent_to_pay_again(world: World) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.gateway.pay(attempt.authority)
    world.clock.now += world.gateway.terms.pay_within + timedelta(seconds=1)

    with pytest.raises(TransitionRefused):
        choose_method(world.ports, order.code, "gateway")
    assert [one.state for one in world.attempts(order.code)] == ["paid"]
    assert world.order(order.code).state == "queued"


def test_twenty_clicks_at_once_ask_the_bank_once(world: World) -> None:
    order = an_ordered(world)
    came = in_threads(20, lambda _: choose_method(world.ports, order.code, "gateway"))
    assert len({attempt.id for attempt in came if isinstance(attempt, Attempt)}) == 1
    assert len(world.gateway.requests) == 1
    assert kinds(world.order(order.code)) == ["registered", "method_chosen"]


def test_an_old_attempt_that_turns_out_paid_is_not_paid_again(world: World) -> None:
    order = an_ordered(world)
    attempt = paid_at_bank(world, order)
    world.clock.go_on(minutes=21)
    with pytest.raises(TransitionRefused):
        choose_method(world.ports, order.code, "gateway")
    assert world.attempt(attempt.id).state == "paid"
    assert len(world.gateway.requests) == 1


def test_an_old_attempt_that_failed_makes_room_for_a_new_one(world: World) -> None:
    order = an_ordered(world)
    first = at_the_bank(world, order)
    world.gateway.cancel(first.authority)
    world.clock.go_on(minutes=21)
    second = at_the_bank(world, order)
    assert second.id != first.id
    assert [attempt.state for attempt in world.attempts(order.code)] == ["failed", "open"]


def test_two_attempts_both_paid_leave_the_second_owed_back(world: World) -> None:
    order = an_ordered(world)
    first = at_the_bank(world, order)
    world.gateway.cancel(first.authority)
    come_back(world, first, "NOK")
    second = paid_at_bank(world, order)
    world.gateway.pay(first.authority)
    come_back(world, second)
    come_back(world, first)
    now = world.order(order.code)
    assert (now.state, now.paid, now.owed_back) == ("queued", 2 * now.payable, now.payable)
    assert world.stock(HONEY) == 11
    assert "refunded" in moves(world, now)
    back = gives_back(world, order, reference="BACK-1")
    assert (back.state, back.owed_back, back.due) == ("queued", 0, 0)
    assert "refunded" not in moves(world, back)


@pytest.mark.parametrize("settled", ["paid", "cancelled", "door", "expired"])
def test_an_order_past_paying_starts_no_payment(world: World, settled: str) -> None:
    order = an_ordered(world)
    if settled == "paid":
        come_back(world, paid_at_bank(world, order))
    elif settled == "cancelled":
        cancel_own(world.ports, order.code)
    elif settled == "door":
        choose_method(world.ports, order.code, "cash_on_delivery")
    else:
        world.clock.now = window_end(order) + timedelta(seconds=1)
        expire_orders(world.ports)
    before = world.everything()
    asked = len(world.gateway.requests)
    for kind in ("gateway", "transfer", "card_to_card", "cash_on_delivery"):
        with pytest.raises((TransitionRefused, DeadlinePassed)):
            choose_method(world.ports, order.code, kind)
    with pytest.raises(TransitionRefused):
        start_payment(world.ports, order.code, "zarinpal")
    assert world.everything() == before
    assert len(world.gateway.requests) == asked


@pytest.mark.parametrize("trouble", [unavailable(), GatewayRefused("-9", "validation")])
def test_a_bank_that_takes_no_payment_leaves_none_under_way(world: World, trouble: ShopError) -> None:
    order = an_ordered(world)
    world.gateway.trouble = trouble
    with pytest.raises(type(trouble)):
        choose_method(world.ports, order.code, "gateway")
    (attempt,) = world.attempts(order.code)
    assert (attempt.state, attempt.reason) == ("failed", trouble.code)
    world.gateway.trouble = None
    assert at_the_bank(world, order).state == "open"


def test_an_authority_the_bank_gave_before_is_refused(world: World) -> None:
    one, two = an_ordered(world), an_ordered(world, mobile="09350000001")
    world.gateway.repeated_authority = at_the_bank(world, one).authority
    with pytest.raises(GatewayRefused):
        choose_method(world.ports, two.code, "gateway")
    (attempt,) = world.attempts(two.code)
    assert (attempt.state, attempt.reason, attempt.authority) == ("failed", "repeated_authority", "")


def test_a_gateway_nobody_runs_is_unavailable(world: World) -> None:
    order = an_ordered(world)
    with pytest.raises(GatewayUnavailable):
        start_payment(world.ports, order.code, "saman")
    assert world.attempts(order.code) == []


def test_an_attempt_at_a_gateway_that_was_given_up_stays_open_and_stops_no_other(world: World) -> None:
    orphan, other = an_ordered(world), an_ordered(world, mobile="09350000001")
    lost = at_the_bank(world, orphan)
    with world.store.transaction() as tx:
        tx.put(ATTEMPTS, replace(lost, gateway="saman"))
    paid_at_bank(world, other)
    world.clock.go_on(minutes=1)
    assert reconcile(world.ports) == 2
    assert come_back(world, lost).state == "open"
    assert world.order(other.code).state == "queued"


def test_unknown_attempts_are_not_found(world: World) -> None:
    for work in (find_attempt, settle):
        with pytest.raises(NotFound):
            work(world.ports, "nothing")
    with pytest.raises(NotFound):
        returned(world.ports, "nothing", {"Authority": "A"})


def test_a_return_of_an_attempt_that_never_reached_the_bank_changes_nothing(world: World) -> None:
    order = an_ordered(world)
    world.gateway.trouble = unavailable()
    with pytest.raises(GatewayUnavailable):
        choose_method(world.ports, order.code, "gateway")
    (attempt,) = world.attempts(order.code)
    assert returned(world.ports, attempt.id, {"Authority": ""}).state == "failed"
    assert world.gateway.asked == []


def test_a_callback_that_never_comes_is_found_by_the_reconciler(world: World) -> None:
    orders = [an_ordered(world, mobile=f"09{n}0000001") for n in (12, 35, 36)]
    for order in orders:
        paid_at_bank(world, order)
    assert reconcile(world.ports) == 0
    world.clock.go_on(seconds=15)
    assert reconcile(world.ports) == 3
    assert reconcile(world.ports) == 0
    assert {world.order(order.code).state for order in orders} == {"queued"}


def test_young_attempts_are_asked_about_often_and_old_ones_seldom(world: World) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    asked = 0
    for _ in range(4 * 60):
        world.clock.go_on(seconds=15)
        asked += reconcile(world.ports)
    assert 30 < asked < 60
    assert world.attempt(attempt.id).state == "open"


def test_after_two_days_of_silence_a_person_looks(world: World) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.clock.go_on(days=2)
    reconcile(world.ports)
    assert world.attempt(attempt.id).state == "open"
    world.clock.go_on(days=1)
    reconcile(world.ports)
    now = world.attempt(attempt.id)
    assert (now.state, now.reason) == ("needs_person", "bank_never_decided")


def test_a_request_whose_answer_was_lost_is_closed_after_two_minutes(world: World) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    with world.store.transaction() as tx:
        tx.put(ATTEMPTS, replace(attempt, state="requesting", authority="", pay_url=""))
    world.clock.go_on(minutes=2)
    reconcile(world.ports)
    assert world.attempt(attempt.id).state == "requesting"
    assert settle(world.ports, attempt.id).state == "requesting"
    world.clock.go_on(seconds=1)
    reconcile(world.ports)
    assert world.attempt(attempt.id).state == "failed"


def test_two_hundred_open_attempts_are_all_settled(world: World) -> None:
    shopper = Shopper(world).ready()
    order = shopper.order()
    first = at_the_bank(world, order)
    with world.store.transaction() as tx:
        for n in range(200):
            authority = f"B{n:03d}"
            tx.put(ATTEMPTS, replace(first, id=f"x{n:03d}", authority=authority))
            world.gateway.payments[authority] = replace(world.gateway.payments[first.authority], status="failed")
    world.gateway.pay("B150")
    world.clock.go_on(minutes=1)
    assert reconcile(world.ports) == 201
    assert world.attempt("x150").state == "paid"
    assert world.order(order.code).state == "queued"


@pytest.mark.parametrize("lost", [2, 3])
def test_a_store_that_fails_after_the_bank_said_yes_loses_no_payment(world: World, lost: int) -> None:
    """The buyer reads that the store is down and not to pay again; the reconciler hears the yes a second time."""
    order = an_ordered(world)
    attempt = paid_at_bank(world, order)

    def fail() -> None:
        raise StoreUnavailable("/var/lib/hojreh", "Input/output error")

    failing = replace(world.ports, store=RivalStore(world.store, {lost: fail}))
    before = world.everything()
    with pytest.raises(StoreUnavailable):
        returned(failing, attempt.id, {"Authority": attempt.authority})
    assert world.everything() == before
    assert len(world.gateway.asked) == lost - 2
    world.clock.go_on(seconds=15)
    assert reconcile(world.ports) == 1
    assert world.attempt(attempt.id).state == "paid"
    assert kinds(world.order(order.code)).count("paid") == 1
    assert len(world.texts(order)) == 2


def test_who_chose_to_pay_at_the_door_and_pays_at_the_bank_all_the_same_owes_nothing_there(world: World) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    choose_method(world.ports, order.code, "cash_on_delivery")
    world.gateway.pay(attempt.authority)
    assert come_back(world, attempt).state == "paid"
    now = world.order(order.code)
    assert (now.state, now.due, now.owed_back) == ("queued", 0, 0)
    assert "door_payment_taken" not in moves(world, now)
