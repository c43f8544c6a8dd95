"""Transfers, money at the door, freight: who may choose what, what staff confirm, and what each reference settles."""

from __future__ import annotations

from datetime import timedelta

import pytest

from checkout.use_cases.advance_order import MOST_EVENTS
from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.claims import cancel_own
from checkout.use_cases.desk_orders import find_orders, open_order, orders_in
from checkout.use_cases.jobs import expire_orders, send_messages
from checkout.use_cases.settle_attempt import settle
from shop.errors import BadInput, DeadlinePassed, NotFound, OptionRefused, OrderNotFound, TransitionRefused
from shop.lifecycle import EventKind
from shop.order import Order, OrderCode
from shop.order_chain import check_chain
from shop.places import Place
from shop.rules.handover import NotSettled
from tests.builders import (
    HONEY,
    MASHHAD,
    PARDISAN,
    SHIRAZ,
    TEHRAN,
    a_release,
    a_shop,
    an_order,
    freight,
    then,
    window_end,
)
from tests.checkout.shopper import an_ordered, at_the_bank
from tests.checkout.staff import gives_back, move, moves, reports
from tests.fakes import World, in_threads


def by_transfer(world: World, mobile: str = "09121234567", kind: str = "transfer") -> Order:
    order = an_ordered(world, mobile=mobile)
    choose_method(world.ports, order.code, kind)
    return world.order(order.code)


@pytest.mark.parametrize("kind", ["transfer", "card_to_card"])
def test_BAQ_012_BAQ_014_a_transfer_waits_for_staff_and_goes_no_further_alone(world: World, kind: str) -> None:
    order = by_transfer(world, kind=kind)
    assert (order.state, order.payment) == ("awaiting_transfer", kind)
    assert moves(world, order) == ("transfer_confirmed", "transfer_reported", "substitute_offered", "cancelled")
    with pytest.raises(TransitionRefused):
        move(world, order, "prepared")


def test_BAQ_013_a_reported_and_confirmed_transfer_enters_the_queue_and_tells_the_buyer(world: World) -> None:
    order = by_transfer(world)
    reported = reports(world, order.code, 2_400_000, "123456")
    assert (reported.state, reported.paid) == ("awaiting_transfer", 0)
    confirmed = move(world, order, "transfer_confirmed", reference="123456")
    assert (confirmed.state, confirmed.due, confirmed.events[-1].by) == ("queued", 0, "staff:sara")
    assert "تأیید" in world.texts(order)[-1]
    check_chain(confirmed)


@pytest.mark.parametrize("amount", [0, 2_399_999, 2_400_001, 240_000])
def test_BAQ_013_a_report_of_another_amount_is_refused(world: World, amount: int) -> None:
    order = by_transfer(world)
    before = world.everything()
    with pytest.raises(BadInput, match="wrong_amount"):
        reports(world, order.code, amount, "123456")
    assert world.everything() == before


@pytest.mark.parametrize("spelling", ["AB-123456", "ab123456", "AB ۱۲۳۴۵۶", "Ab١٢٣٤٥٦", "AB\u200c123.456"])
def test_BAQ_013_a_bank_reference_settles_one_order_however_it_is_spelt(world: World, spelling: str) -> None:
    one, two = by_transfer(world), by_transfer(world, "09350000001")
    move(world, one, "transfer_confirmed", reference="AB-123456")
    before = world.everything()
    with pytest.raises(BadInput, match="already_used"):
        move(world, two, "transfer_confirmed", reference=spelling)
    with pytest.raises(BadInput, match="already_used"):
        reports(world, two.code, 2_400_000, spelling)
    assert world.everything() == before


@pytest.mark.parametrize(
    "spelling",
    ["１２３４５６", "123–456", "123456#", "۱۲۳۴۵۶۔", "کد پیگیری: ۱۲۳۴۵۶", "№ 000123456", "१२३४५६", "123\u2011456"],
)
def test_BAQ_013_no_sign_width_or_script_makes_another_number_of_a_bank_reference(world: World, spelling: str) -> None:
    one, two = by_transfer(world), by_transfer(world, "09350000001")
    move(world, one, "transfer_confirmed", reference="123456")
    before = world.everything()
    with pytest.raises(BadInput, match="already_used"):
        move(world, two, "transfer_confirmed", reference=spelling)
    with pytest.raises(BadInput, match="already_used"):
        reports(world, two.code, 2_400_000, spelling)
    assert world.everything() == before


@pytest.mark.parametrize("typed", ["-", "…", "، /"])
def test_BAQ_013_a_dash_is_no_bank_reference(world: World, typed: str) -> None:
    order = by_transfer(world)
    before = world.everything()
    with pytest.raises(BadInput, match="missing"):
        move(world, order, "transfer_confirmed", reference=typed)
    with pytest.raises(BadInput, match="missing"):
        reports(world, order.code, 2_400_000, typed)
    assert world.everything() == before


def test_BAQ_013_one_reference_confirmed_for_two_orders_at_once_settles_one(world: World) -> None:
    orders = [by_transfer(world), by_transfer(world, "09350000001")]
    in_threads(10, lambda n: move(world, orders[n % 2], "transfer_confirmed", reference="7"))
    assert sorted(world.order(order.code).state for order in orders) == ["awaiting_transfer", "queued"]


def test_BAQ_013_a_confirmation_needs_the_banks_reference(world: World) -> None:
    order = by_transfer(world)
    with pytest.raises(BadInput, match="missing"):
        move(world, order, "transfer_confirmed")
    assert world.order(order.code).state == "awaiting_transfer"


def test_a_report_is_taken_only_while_a_transfer_is_waited_for(world: World) -> None:
    order = an_ordered(world)
    with pytest.raises(TransitionRefused):
        reports(world, order.code, 2_400_000, "1")
    with pytest.raises(OrderNotFound):
        reports(world, OrderCode("BQ-0"), 1, "1")


def test_BAQ_028_a_transfer_reported_in_time_pauses_the_window(world: World) -> None:
    reported, silent = by_transfer(world), by_transfer(world, "09350000001")
    world.clock.now = window_end(reported)
    reports(world, reported.code, 2_400_000, "1")
    world.clock.go_on(seconds=1)
    assert expire_orders(world.ports) == 1
    assert world.order(silent.code).state == "expired"
    world.clock.go_on(days=3)
    assert expire_orders(world.ports) == 0
    assert move(world, reported, "transfer_confirmed", reference="1").state == "queued"


def test_BAQ_028_a_report_after_the_window_is_too_late(world: World) -> None:
    order = by_transfer(world)
    world.clock.now = window_end(order) + timedelta(seconds=1)
    with pytest.raises(DeadlinePassed):
        reports(world, order.code, 2_400_000, "1")


def test_BAQ_028_staff_cancel_a_paused_order_whose_transfer_never_came(world: World) -> None:
    order = by_transfer(world)
    reports(world, order.code, 2_400_000, "1")
    assert move(world, order, "cancelled", note="واریز نیامد").state == "cancelled"
    assert world.stock(HONEY) == 12


def test_the_buyer_changes_between_transfer_card_and_bank(world: World) -> None:
    order = by_transfer(world)
    for kind in ("card_to_card", "transfer", "gateway", "card_to_card"):
        choose_method(world.ports, order.code, kind)
        assert world.order(order.code).payment == kind
    assert world.order(order.code).state == "awaiting_transfer"


def test_the_same_choice_again_adds_nothing_to_the_history(world: World) -> None:
    order = by_transfer(world)
    before = world.everything()
    choose_method(world.ports, order.code, "transfer")
    assert world.everything() == before


@pytest.mark.parametrize("place", [PARDISAN])
def test_BAQ_015_at_the_door_is_accepted_in_the_zone_and_final_at_once(world: World, place: Place) -> None:
    """BAQ-088."""
    order = an_ordered(world, place=place)
    choose_method(world.ports, order.code, "cash_on_delivery")
    now = world.order(order.code)
    assert (now.state, now.due) == ("queued", now.payable)
    world.clock.go_on(days=2)
    assert expire_orders(world.ports) == 0


def test_BAQ_015_BAQ_006_at_the_door_is_refused_elsewhere_when_posted_by_hand(world: World) -> None:
    order = an_ordered(world, place=TEHRAN, delivery="courier")
    before = world.everything()
    with pytest.raises(OptionRefused) as refused:
        choose_method(world.ports, order.code, "cash_on_delivery")
    assert refused.value.verdict.clause == "payment#at-the-door"
    assert world.everything() == before


def test_BAQ_019_freight_is_prepaid_at_the_bank_or_by_card(world: World) -> None:
    order = an_ordered(world, place=MASHHAD, delivery="freight")
    for kind in ("transfer", "cash_on_delivery"):
        with pytest.raises(OptionRefused):
            choose_method(world.ports, order.code, kind)
    choose_method(world.ports, order.code, "card_to_card")
    assert world.order(order.code).state == "awaiting_transfer"


def test_BAQ_020_freight_paid_by_card_waits_for_its_report_and_paid_at_the_bank_needs_none(world: World) -> None:
    by_card = an_ordered(world, place=MASHHAD, delivery="freight")
    choose_method(world.ports, by_card.code, "card_to_card")
    assert moves(world, by_card) == ("transfer_confirmed", "transfer_reported", "substitute_offered", "cancelled")
    reports(world, by_card.code, 2_400_000, "1")
    assert move(world, by_card, "transfer_confirmed", reference="1").state == "queued"
    at_bank = an_ordered(world, place=MASHHAD, delivery="freight", mobile="09350000001")
    attempt = at_the_bank(world, at_bank)
    world.gateway.pay(attempt.authority)
    settle(world.ports, attempt.id)
    assert "prepared" in moves(world, at_bank)


def test_a_method_the_shop_does_not_have_is_not_found(world: World) -> None:
    order = an_ordered(world)
    for kind in ("", "bitcoin", "cash_on_delivery\x00"):
        with pytest.raises(NotFound):
            choose_method(world.ports, order.code, kind)


def test_BAQ_021_without_a_card_number_card_to_card_is_refused(world: World) -> None:
    world.releases.serve(a_release(shop=a_shop(accounts={"card": "????"})))
    order = an_ordered(world)
    with pytest.raises(OptionRefused):
        choose_method(world.ports, order.code, "card_to_card")


def at_the_door(world: World) -> Order:
    order = an_ordered(world)
    choose_method(world.ports, order.code, "cash_on_delivery")
    move(world, order, "prepared")
    return move(world, order, "dispatched")


def test_a_buyers_own_presses_do_not_grow_an_order_for_ever(world: World) -> None:
    order = by_transfer(world)
    for n in range(MOST_EVENTS - len(order.events)):
        reports(world, order.code, 2_400_000, f"A{n}")
    with pytest.raises(TransitionRefused):
        reports(world, order.code, 2_400_000, "A")
    with pytest.raises(TransitionRefused):
        choose_method(world.ports, order.code, "card_to_card")
    assert move(world, order, "transfer_confirmed", reference="A0").state == "queued"


def test_a_parcel_cancelled_on_its_way_is_not_for_sale_before_it_is_back(world: World) -> None:
    order = at_the_door(world)
    left = [world.stock(line.sku) for line in order.lines]
    move(world, order, "cancelled", why="price_error", market_value=3_000_000)
    assert [world.stock(line.sku) for line in order.lines] == left


def test_BAQ_018_a_prepaid_order_is_handed_over_only_with_the_identity_card_seen(world: World) -> None:
    order = by_transfer(world)
    move(world, order, "transfer_confirmed", reference="1")
    move(world, order, "prepared")
    move(world, order, "dispatched")
    assert "کارت شناسایی" in world.texts(order)[-1]
    with pytest.raises(OptionRefused):
        move(world, order, "delivered")
    delivered = move(world, order, "delivered", identity_checked=True)
    assert delivered.events[-1].facts == {"identity": "checked"}


def test_BAQ_018_an_order_paid_at_the_door_in_qom_needs_no_identity_card(world: World) -> None:
    order = at_the_door(world)
    assert "کارت شناسایی" not in world.texts(order)[-1]
    move(world, order, "door_payment_taken", amount=2_400_000)
    assert move(world, order, "delivered").state == "delivered"


def test_BAQ_005_a_shipped_order_paid_by_card_asks_for_identity(world: World) -> None:
    order = an_ordered(world, place=SHIRAZ, delivery="freight")
    choose_method(world.ports, order.code, "card_to_card")
    move(world, order, "transfer_confirmed", reference="1")
    move(world, order, "prepared")
    with pytest.raises(BadInput, match="missing"):
        move(world, order, "dispatched")
    sent = move(world, order, "dispatched", tracking="۱۲۳")
    assert sent.events[-1].facts["tracking"] == "۱۲۳"
    assert "کد رهگیری: ۱۲۳" in world.texts(order)[-1]
    assert "کارت شناسایی" in world.texts(order)[-1]


def test_BAQ_019_nothing_leaves_the_shop_unpaid_but_what_is_paid_at_the_door(world: World) -> None:
    short = world.keep_order(then(an_order(place=MASHHAD, delivery=freight()), "paid", "prepared"))
    with pytest.raises(OptionRefused) as refused:
        move(world, short, "dispatched", tracking="1")
    assert refused.value.verdict.reason == NotSettled(short.due)
    assert world.order(short.code) == short
    assert at_the_door(world).due == 2_400_000


def test_BAQ_116_the_buyer_is_told_of_progress_without_asking(world: World) -> None:
    order = an_ordered(world)
    choose_method(world.ports, order.code, "cash_on_delivery")
    move(world, order, "prepared")
    send_messages(world.ports)
    assert any("در حال آماده‌سازی" in message.body for message in world.messenger.taken.values())


def test_BAQ_112_each_change_of_state_sends_one_sms(world: World) -> None:
    order = by_transfer(world)
    count = [len(world.texts(order))]
    steps: list[tuple[EventKind, dict[str, object]]] = [
        ("transfer_confirmed", {"reference": "1"}),
        ("prepared", {}),
        ("dispatched", {}),
        ("delivered", {"identity_checked": True}),
    ]
    for event, form in steps:
        move(world, order, event, **form)
        count.append(len(world.texts(order)))
    assert count == [1, 2, 3, 4, 5]


def test_BAQ_030_the_buyer_cancels_until_preparation_begins(world: World) -> None:
    order = an_ordered(world, quantity=3)
    choose_method(world.ports, order.code, "cash_on_delivery")
    cancelled = cancel_own(world.ports, order.code)
    assert (cancelled.state, world.stock(HONEY)) == ("cancelled", 12)
    before = world.everything()
    with pytest.raises(TransitionRefused):
        cancel_own(world.ports, order.code)
    assert world.everything() == before


def test_BAQ_030_BAQ_031_from_preparation_on_only_staff_cancel_and_say_why(world: World) -> None:
    """BAQ-115."""
    order = an_ordered(world)
    choose_method(world.ports, order.code, "cash_on_delivery")
    move(world, order, "prepared")
    with pytest.raises(TransitionRefused):
        cancel_own(world.ports, order.code)
    with pytest.raises(BadInput, match="missing"):
        move(world, order, "cancelled")
    assert move(world, order, "cancelled", note="خریدار زنگ زد").events[-1].note == "خریدار زنگ زد"
    assert world.stock(HONEY) == 12


def test_a_paid_order_that_is_cancelled_is_refunded_once_with_a_reference(world: World) -> None:
    """BAQ-073, BAQ-077."""
    order = by_transfer(world)
    move(world, order, "transfer_confirmed", reference="1")
    assert cancel_own(world.ports, order.code).owed_back == 2_400_000
    with pytest.raises(BadInput, match="missing"):
        gives_back(world, order, reference="")
    refunded = gives_back(world, order, reference="BACK-1")
    assert (refunded.state, refunded.owed_back) == ("refunded", 0)
    with pytest.raises(TransitionRefused):
        gives_back(world, order, reference="BACK-2")


def test_an_unpaid_order_that_is_cancelled_has_nothing_to_refund(world: World) -> None:
    order = an_ordered(world)
    cancel_own(world.ports, order.code)
    assert moves(world, order) == ()


def test_ten_presses_of_one_move_make_it_happen_once(world: World) -> None:
    order = by_transfer(world)
    move(world, order, "transfer_confirmed", reference="1")
    came = in_threads(10, lambda _: move(world, order, "prepared"))
    assert len([one for one in came if isinstance(one, Order)]) == 1
    assert len([one for one in came if isinstance(one, TransitionRefused)]) == 9


@pytest.mark.parametrize("event", ["paid", "expired", "revived", "registered", "transfer_reported"])
def test_staff_cannot_make_happen_what_is_the_banks_or_the_clocks(world: World, event: EventKind) -> None:
    order = an_ordered(world)
    with pytest.raises(TransitionRefused):
        move(world, order, event)


def test_the_desk_lists_orders_by_state_the_oldest_first(world: World) -> None:
    one = an_ordered(world)
    world.clock.go_on(minutes=2)
    two = an_ordered(world)
    assert [order.code for order in orders_in(world.ports, "registered").records] == [one.code, two.code]
    assert orders_in(world.ports, "queued").records == []
    attempt = at_the_bank(world, one)
    assert open_order(world.ports, one.code)[1] == [attempt]
    with pytest.raises(OrderNotFound):
        open_order(world.ports, OrderCode("BQ-1"))


def test_staff_find_an_order_by_its_code_or_its_buyers_mobile_in_any_spelling(world: World) -> None:
    one = an_ordered(world)
    world.clock.go_on(minutes=2)
    two = an_ordered(world)
    number = one.code.removeprefix("BQ-")
    for spelling in (one.code, one.code.lower(), number, f" {one.code} "):
        assert [order.code for order in find_orders(world.ports, spelling).records] == [one.code]
    for spelling in ("09121234567", "۰۹۱۲ ۱۲۳ ۴۵۶۷"):
        assert [order.code for order in find_orders(world.ports, spelling).records] == [two.code, one.code]
    assert find_orders(world.ports, "").records == []
