"""A bank gives a payment back within its window, once, whatever becomes of its answers; else staff pay."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from checkout.kinds import CAPTURES, ORDERS
from checkout.use_cases.claims import cancel_own
from checkout.use_cases.desk_orders import duties_now
from checkout.use_cases.refund_account import declare_account
from checkout.use_cases.reverse_payments import reverse_payments
from checkout.use_cases.settle_attempt import settle
from shop.errors import TransitionRefused
from shop.order import Order
from shop.order_chain import check_chain, happened
from shop.rules.refund_account import ReversalUnderWay
from tests.builders import SHOPS
from tests.checkout.books import stands
from tests.checkout.life import an_order_at, pay
from tests.checkout.shopper import at_the_bank
from tests.checkout.staff import SHEBA, gives_back, move, moves, refused
from tests.fakes import World, in_threads, unavailable

WINDOW = timedelta(minutes=30)


def owed(world: World, name: str = "baqiyat") -> Order:
    """Return an order that was paid at the bank just now and whose money is owed back whole."""
    return move(world, an_order_at(world, name), "cancelled", why="stock")


def silent(world: World, order: Order, *, silent: bool = True) -> None:
    (attempt,) = world.attempts(order.code)
    world.gateway.payments[attempt.authority].trouble = unavailable() if silent else None


def lost(_: str) -> None:
    """The bank did it, and its answer never came."""
    raise unavailable()


def kinds(world: World, order: Order) -> list[str]:
    return [event.kind for event in world.order(order.code).events]


@pytest.mark.parametrize("name", SHOPS)
def test_BAQ_077_CHI_031_what_the_shop_ends_soon_after_the_payment_goes_back_by_the_bank(
    world: World, name: str
) -> None:
    order = owed(world, name)
    assert reverse_payments(world.ports) == 1
    now = world.order(order.code)
    (attempt,) = world.attempts(order.code)
    assert (now.state, now.owed_back, kinds(world, order)[-2:]) == ("refunded", 0, ["reverse_asked", "refunded"])
    facts = now.events[-1].facts
    assert (facts["refunded"], facts["reference"]) == (str(order.paid), attempt.bank_reference)
    assert (facts["till"], facts["to"], facts["attempt"]) == ("gateway:zarinpal", "603799******1234", attempt.id)
    assert now.events[-1].by == "bank"
    check_chain(now)
    assert "به کارت منتهی به ۱۲۳۴ برگشت داده شد" in world.texts(order)[-1]
    assert stands(world, order) == {}
    with world.store.transaction() as tx:
        assert [one.status for one in tx.every(CAPTURES)] == ["reversed"]
    assert reverse_payments(world.ports) == 0
    assert world.gateway.reversals == [attempt.authority]


@pytest.mark.parametrize(("late", "asked"), [(timedelta(0), 1), (timedelta(seconds=1), 0)])
def test_the_bank_is_asked_up_to_the_last_second_of_its_window(world: World, late: timedelta, asked: int) -> None:
    order = owed(world)
    world.clock.now = world.order(order.code).events[-2].at + WINDOW + late
    assert reverse_payments(world.ports) == asked
    assert world.order(order.code).state == ("refunded" if asked else "cancelled")


def test_a_bank_that_gives_nothing_back_is_not_asked(world: World) -> None:
    order = owed(world)
    world.gateway.terms = replace(world.gateway.terms, reverse_within=None)
    before = world.everything()
    assert reverse_payments(world.ports) == 0
    assert world.everything() == before
    assert gives_back(world, order).owed_back == 0


def test_BAQ_077_who_has_stated_an_account_is_paid_there_and_not_by_the_bank(world: World) -> None:
    order = owed(world)
    declare_account(world.ports, order.code, SHEBA, "زهرا احمدی")
    before = world.everything()
    assert reverse_payments(world.ports) == 0
    assert world.everything() == before
    assert gives_back(world, order).owed_back == 0
    assert world.gateway.reversals == []


def test_ATR_040_where_a_fee_is_kept_staff_pay_because_a_bank_gives_back_the_whole(world: World) -> None:
    order = move(world, an_order_at(world, "atrebeheshti"), "cancelled", why="buyer")
    assert reverse_payments(world.ports) == 0
    assert (world.gateway.reversals, world.order(order.code).state) == ([], "cancelled")


def test_a_part_of_a_payment_is_not_the_banks_to_give_back(world: World) -> None:
    order = an_order_at(world, "bakala")
    world.keep_order(fell(world, order))
    assert world.order(order.code).owed_back == 400_000
    assert reverse_payments(world.ports) == 0


def fell(world: World, order: Order) -> Order:
    facts = {"sku": order.lines[0].sku, "price": "2000000", "change": "-400000"}
    return happened(world.order(order.code), "repriced", at=world.clock(), by="clock", facts=facts)


def test_of_an_order_that_was_paid_twice_the_second_payment_goes_back_and_the_order_lives(world: World) -> None:
    order = an_order_at(world, "baqiyat", pays="")
    first = at_the_bank(world, order)
    world.clock.go_on(minutes=21)
    world.gateway.payments[first.authority].trouble = unavailable()
    world.clock.go_on(minutes=10)
    second = at_the_bank(world, order)
    world.gateway.payments[first.authority].trouble = None
    for attempt in (first, second):
        world.gateway.pay(attempt.authority)
        settle(world.ports, attempt.id)
    assert world.order(order.code).owed_back == order.payable
    assert reverse_payments(world.ports) == 1
    now = world.order(order.code)
    assert (now.state, now.owed_back, now.paid, now.held) == ("queued", 0, 2 * order.payable, order.payable)
    assert now.events[-1].facts["of:excess"] == str(order.payable)
    assert world.gateway.reversals == [second.authority]


def test_an_answer_that_is_lost_is_asked_for_again_and_the_money_goes_back_once(world: World) -> None:
    order = owed(world)
    world.gateway.after_reversal = lost
    assert reverse_payments(world.ports) == 1
    assert (world.order(order.code).owed_back, kinds(world, order)[-1]) == (order.owed_back, "reverse_asked")
    assert reverse_payments(world.ports) == 0
    world.clock.go_on(seconds=15)
    assert reverse_payments(world.ports) == 1
    assert (world.order(order.code).state, len(world.gateway.reversals)) == ("refunded", 1)


def test_nobody_else_pays_while_the_bank_has_not_answered_and_the_desk_says_why(world: World) -> None:
    order = owed(world, "chistatech")
    silent(world, order)
    reverse_payments(world.ports)
    assert refused(world, order, "refunded", reference="BACK") == ReversalUnderWay()
    assert not {"account_declared", "account_asked", "reverse_refused"} & set(moves(world, order))
    assert [duty.clock.name for duty in duties_now(world.ports)] == ["refund"]
    for _ in range(20):
        world.clock.go_on(minutes=1)
        reverse_payments(world.ports)
    assert kinds(world, order)[-1] == "reverse_asked"
    silent(world, order, silent=False)
    world.clock.go_on(minutes=5)
    reverse_payments(world.ports)
    assert (world.order(order.code).state, len(world.gateway.reversals)) == ("refunded", 2)


def test_after_the_window_a_payment_that_stands_is_the_staffs_to_pay(world: World) -> None:
    order = owed(world)
    silent(world, order)
    reverse_payments(world.ports)
    silent(world, order, silent=False)
    world.clock.go_on(hours=1)
    assert reverse_payments(world.ports) == 1
    now = world.order(order.code)
    assert (now.events[-1].kind, now.events[-1].facts["said"], now.owed_back) == (
        "reverse_refused",
        "window_over",
        order.owed_back,
    )
    assert len(world.gateway.reversals) == 1
    assert gives_back(world, order).owed_back == 0


def test_after_the_banks_no_it_is_not_asked_again_and_staff_pay(world: World) -> None:
    order = owed(world)
    world.gateway.refuses_reversal = "-62"
    assert reverse_payments(world.ports) == 1
    assert world.order(order.code).events[-1].facts["said"] == "-62"
    world.gateway.refuses_reversal = ""
    world.clock.go_on(minutes=1)
    assert reverse_payments(world.ports) == 0
    assert gives_back(world, order).owed_back == 0
    assert len(world.gateway.reversals) == 1


def test_what_staff_gave_back_in_the_panel_before_is_booked_and_not_given_twice(world: World) -> None:
    order = owed(world)
    (attempt,) = world.attempts(order.code)
    world.gateway.payments[attempt.authority].status = "reversed"
    assert reverse_payments(world.ports) == 1
    assert (world.order(order.code).state, world.order(order.code).owed_back) == ("refunded", 0)


def test_staff_record_what_the_panel_shows_when_the_bank_never_answers(world: World) -> None:
    order = owed(world)
    silent(world, order)
    reverse_payments(world.ports)
    with pytest.raises(TransitionRefused):
        move(world, order, "reverse_refused", note="در پنل برگشت نخورده است")
    world.clock.go_on(minutes=41)
    assert "reverse_refused" in moves(world, order)
    move(world, order, "reverse_refused", note="در پنل برگشت نخورده است")
    assert gives_back(world, order).owed_back == 0
    assert reverse_payments(world.ports) == 0


def test_staff_record_that_the_panel_shows_it_given_back(world: World) -> None:
    order = owed(world)
    silent(world, order)
    reverse_payments(world.ports)
    back = move(world, order, "refunded", out_of="zarinpal", reference="PANEL-1")
    assert (back.state, back.owed_back, back.events[-1].facts["till"]) == ("refunded", 0, "gateway:zarinpal")
    silent(world, order, silent=False)
    world.clock.go_on(minutes=5)
    assert reverse_payments(world.ports) == 0
    assert world.order(order.code) == back


def test_ten_jobs_at_once_ask_the_bank_once(world: World) -> None:
    order = owed(world)
    in_threads(10, lambda _: reverse_payments(world.ports))
    assert (len(world.gateway.reversals), world.order(order.code).held) == (1, 0)
    assert kinds(world, order).count("refunded") == 1


def test_a_payment_that_comes_while_the_bank_is_asked_is_owed_on(world: World) -> None:
    order = owed(world)

    def pays_again(_: str) -> None:
        facts = {"method": "gateway", "paid": "1000000", "reference": "LATE", "attempt": "gone"}
        world.keep_order(happened(world.order(order.code), "paid", at=world.clock(), by="bank", facts=facts))

    world.gateway.after_reversal = pays_again
    reverse_payments(world.ports)
    now = world.order(order.code)
    assert (now.state, now.owed_back, now.events[-1].kind) == ("needs_refund", 1_000_000, "part_refunded")


def test_at_one_gateway_alone_and_what_nobody_runs_any_more_is_left_to_staff(world: World) -> None:
    order = owed(world)
    assert reverse_payments(world.ports, only="zibal") == 0
    world.ports = replace(world.ports, gateways={})
    assert reverse_payments(world.ports) == 0
    assert gives_back(world, order).owed_back == 0


def test_BAQ_030_a_buyer_who_cancels_at_once_has_the_money_back_at_once(world: World) -> None:
    order = an_order_at(world, "baqiyat", pays="")
    pay(world, order)
    assert cancel_own(world.ports, order.code).owed_back == order.payable
    assert reverse_payments(world.ports) == 1
    assert world.order(order.code).state == "refunded"
    with world.store.transaction() as tx:
        assert tx.find(ORDERS, "owed", "yes") == []
