"""Nobody takes the parcel: tries, calls, the depot, the way back, and sending it again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from checkout.use_cases.desk_orders import duties_now
from checkout.use_cases.jobs import end_holds
from shop.errors import BadInput
from shop.order import Order
from shop.rules.handover import NotSettled
from shop.rules.late import due_at
from tests.builders import HONEY, in_tehran
from tests.checkout.life import an_order_at, last, pay, sent
from tests.checkout.staff import gives_back, move, moves, not_now, refused
from tests.fakes import World


def brought_twice(world: World) -> Order:
    """Return an order of Atr Beheshti that nobody took twice, the second time on Tuesday 10 Azar at 11:00."""
    world.clock.now = in_tehran("1405/09/07", "10:00")
    order = sent(world, an_order_at(world, "atrebeheshti", price=2_320_000))
    world.clock.now = in_tehran("1405/09/09", "11:00")
    move(world, order, "delivery_failed")
    world.clock.now = in_tehran("1405/09/10", "11:00")
    return move(world, order, "delivery_failed")


def test_ATR_017_after_the_first_try_one_is_left_and_after_the_second_it_waits_at_the_post(world: World) -> None:
    order = sent(world, an_order_at(world, "atrebeheshti"))
    once = move(world, order, "delivery_failed")
    assert (once.state, once.events[-1].facts) == ("dispatched", {"try": "1"})
    assert "۱ نوبت دیگر" in world.texts(order)[-1]
    said = len(world.texts(order))
    twice = move(world, order, "delivery_failed")
    assert (twice.state, [event.kind for event in twice.events[-2:]]) == (
        "at_depot",
        ["delivery_failed", "held_at_depot"],
    )
    assert len(world.texts(order)) == said + 1
    not_now(world, order, "delivery_failed")


def test_ATR_018_the_depot_keeps_it_three_days_and_the_last_one_is_named(world: World) -> None:
    order = brought_twice(world)
    assert order.deadlines["depot"] == in_tehran("1405/09/13", "23:59:59")
    assert "تا پایان جمعه ۱۳ آذر ۱۴۰۵" in world.texts(order)[-1]


@pytest.mark.parametrize(
    ("day", "time", "state"),
    [("1405/09/13", "23:59:59", "at_depot"), ("1405/09/14", "00:00", "returning")],
)
def test_ATR_018_ATR_019_on_the_day_after_it_goes_back(world: World, day: str, time: str, state: str) -> None:
    order = brought_twice(world)
    world.clock.now = in_tehran(day, time)
    assert end_holds(world.ports) == (state == "returning")
    now = world.order(order.code)
    assert now.state == state
    if state == "returning":
        assert (now.events[-1].by, now.events[-1].facts) == ("clock", {"why": "absent"})
        assert "به فروشگاه برمی‌گردد: کسی آن را تحویل نگرفت" in world.texts(order)[-1]
        assert end_holds(world.ports) == 0


def test_ATR_018_a_parcel_collected_in_time_is_delivered(world: World) -> None:
    order = brought_twice(world)
    assert move(world, order, "delivered").state == "delivered"
    world.clock.go_on(days=9)
    assert end_holds(world.ports) == 0


def back_in_the_shop(world: World) -> Order:
    order = brought_twice(world)
    world.clock.now = in_tehran("1405/09/14", "00:00")
    end_holds(world.ports)
    return move(world, order, "came_back")


def test_ATR_019_back_in_the_shop_it_is_sent_again_or_cancelled(world: World) -> None:
    order = back_in_the_shop(world)
    assert order.state == "returned"
    assert moves(world, order) == ("resend_agreed", "cancelled")


def test_ATR_016_sending_it_again_costs_a_fee_that_is_due_before_it_leaves(world: World) -> None:
    order = back_in_the_shop(world)
    again = move(world, order, "resend_agreed")
    assert (again.state, again.due, again.total - order.total) == ("preparing", 800_000, 800_000)
    assert due_at(again) == in_tehran("1405/09/19", "23:59:59")
    assert "۸۰٬۰۰۰" in world.texts(order)[-1]
    assert refused(world, order, "dispatched", tracking="2", looked_over=True) == NotSettled(again.due)
    assert pay(world, order).due == 0
    gone = move(world, order, "dispatched", tracking="2", looked_over=True)
    assert gone.state == "dispatched"
    once = move(world, order, "delivery_failed")
    assert (once.state, once.events[-1].facts) == ("dispatched", {"try": "1"})


def test_ATR_016_ATR_045_or_the_buyer_gives_it_up_and_the_fees_are_kept(world: World) -> None:
    order = back_in_the_shop(world)
    ended = move(world, order, "cancelled", why="buyer", intact=True)
    assert (ended.owed_back, world.stock(HONEY)) == (order.total, 12)
    back = gives_back(world, order, reference="BACK")
    assert int(back.events[-1].facts["deducted"]) > 0


@pytest.mark.parametrize(
    ("why", "fee"),
    [
        pytest.param("address", 800_000, id="ATR-041"),
        pytest.param("identity", 800_000, id="ATR-044"),
        pytest.param("refused_at_door", 0, id="damaged"),
    ],
)
def test_ATR_041_ATR_044_why_it_came_back_decides_whether_sending_it_again_costs(
    world: World, why: str, fee: int
) -> None:
    order = sent(world, an_order_at(world, "atrebeheshti"))
    back = move(world, order, "sent_back", why=why)
    assert (back.state, back.events[-1].facts) == ("returning", {"why": why})
    move(world, order, "came_back")
    assert move(world, order, "resend_agreed").due == fee


def test_BAQ_041_refused_at_the_door_it_is_examined_and_sent_again_at_no_fee(world: World) -> None:
    order = sent(world, an_order_at(world, "baqiyat"))
    back = move(world, order, "sent_back", why="refused_at_door", report="R-5")
    assert (back.state, back.events[-1].facts) == ("returning", {"why": "refused_at_door", "report": "R-5"})
    move(world, order, "came_back", note="شیشه شکسته است")
    again = move(world, order, "resend_agreed")
    assert (again.due, again.owed_back, "بی‌هزینه" in world.texts(order)[-1]) == (0, 0, True)
    gone = move(world, order, "dispatched")
    assert (gone.state, world.stock(HONEY)) == ("dispatched", 11)


def test_CHI_023_the_dispatch_says_how_to_refuse_and_staff_record_it_with_the_report(world: World) -> None:
    order = sent(world, an_order_at(world, "chistatech"))
    assert "گزارش کتبی" in world.texts(order)[-1]
    world.clock.now = in_tehran("1405/09/11", "14:00")
    back = move(world, order, "sent_back", why="refused_at_door", report="CR-1")
    assert back.events[-1].facts == {"why": "refused_at_door", "report": "CR-1"}
    assert back.events[-1].deadlines == {"claim:refused-at-door": in_tehran("1405/09/12", "14:00")}


def test_a_parcel_comes_back_for_one_of_the_known_reasons(world: World) -> None:
    order = sent(world, an_order_at(world, "baqiyat"))
    before = world.everything()
    for form in ({}, {"why": "?"}, {"why": "other"}):
        with pytest.raises(BadInput):
            move(world, order, "sent_back", **form)
    assert world.everything() == before


def test_CHI_019_a_prepaid_buyer_is_called_and_has_24_hours(world: World) -> None:
    order = sent(world, an_order_at(world, "chistatech"))
    world.clock.now = in_tehran("1405/09/11", "11:00")
    failed = move(world, order, "delivery_failed")
    assert failed.events[-1].deadlines == {"answer": in_tehran("1405/09/12", "11:00")}
    assert "تا پنج‌شنبه ۱۲ آذر ۱۴۰۵، ساعت ۱۱:۰۰" in world.texts(order)[-1]
    assert [duty.clock.name for duty in duties_now(world.ports)] == ["answer"]
    move(world, order, "answered")
    assert duties_now(world.ports) == []
    assert move(world, order, "delivered", identity_checked=True).state == "delivered"


def test_CHI_019_whoever_pays_at_the_door_starts_no_clock(world: World) -> None:
    order = sent(world, an_order_at(world, "chistatech", pays="cash_on_delivery"))
    failed = move(world, order, "delivery_failed")
    assert (failed.events[-1].deadlines, failed.state) == ({}, "dispatched")
    assert "answered" not in moves(world, order)


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "payatel"])
def test_shops_whose_terms_are_silent_about_absence_record_none(world: World, name: str) -> None:
    order = sent(world, an_order_at(world, name))
    not_now(world, order, "delivery_failed")


def test_ATR_018_the_hold_is_counted_from_the_second_try_again_after_a_resend(world: World) -> None:
    order = back_in_the_shop(world)
    move(world, order, "resend_agreed")
    pay(world, order)
    move(world, order, "dispatched", tracking="2", looked_over=True)
    move(world, order, "delivery_failed")
    held = move(world, order, "delivery_failed")
    assert (last(world, order), held.deadlines["depot"]) == (
        "held_at_depot",
        in_tehran("1405/09/17", "23:59:59"),
    )
    assert held.deadlines["depot"] - world.clock() < timedelta(days=4)
