"""Transfers: what each shop asks of a report, what staff may say of it, and on which days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.claims import report_transfer
from checkout.use_cases.declare_force_majeure import as_it_runs, declare
from checkout.use_cases.desk_orders import duties_now
from checkout.use_cases.expire_orders import expire_orders
from shop.calendar import read_date
from shop.errors import BadInput, DeadlinePassed
from shop.order import Order
from shop.rules.running import clocks
from shop.rules.transfer import NotAWorkingDay, Report, looked_at_from
from tests.builders import a_shop, in_tehran
from tests.checkout.life import an_order_at, ordered
from tests.checkout.shops import an_item, opened
from tests.checkout.staff import move, moves, not_now, refused, reports
from tests.fakes import World

GOOD = Report(amount=30_000_000, card="1234", holder="زهرا احمدی", paid_at=in_tehran("1405/09/11", "10:15"))


def promised(world: World, kind: str = "card_to_card") -> Order:
    """Return an order of Chistatech that waits for 30,000,000 rials, on Wednesday at 11:00."""
    world.clock.now = in_tehran("1405/09/11", "11:00")
    return an_order_at(world, "chistatech", price=30_000_000, pays=kind)


@pytest.mark.parametrize("kind", ["card_to_card", "deposit"])
def test_CHI_015_four_digits_holder_and_time_are_a_report(world: World, kind: str) -> None:
    order = promised(world, kind)
    told = report_transfer(world.ports, order.code, GOOD)
    assert (told.state, told.payment) == ("awaiting_transfer", kind)
    assert told.events[-1].facts == {
        "reported": "30000000",
        "card": "1234",
        "holder": "زهرا احمدی",
        "paid_at": in_tehran("1405/09/11", "10:15").isoformat(),
    }


def test_CHI_015_a_slip_number_instead_of_the_digits_is_a_report_too(world: World) -> None:
    order = promised(world)
    told = report_transfer(world.ports, order.code, replace(GOOD, card="", reference="55017"))
    assert told.events[-1].facts["reference"] == "55017"


@pytest.mark.parametrize(
    ("report", "problem"),
    [
        pytest.param(replace(GOOD, card="123"), "card: four_digits", id="three digits"),
        pytest.param(replace(GOOD, card="12345"), "card: four_digits", id="five digits"),
        pytest.param(replace(GOOD, card="۱۲۳۴"), "card: four_digits", id="digits that were not read"),
        pytest.param(replace(GOOD, card=""), "reference: slip_or_card", id="neither slip nor card"),
        pytest.param(replace(GOOD, holder=""), "holder: missing", id="no holder"),
        pytest.param(replace(GOOD, paid_at=None), "paid_at: missing", id="no time"),
        pytest.param(
            replace(GOOD, paid_at=in_tehran("1405/09/11", "11:00:01")), "paid_at: in_future", id="one second to come"
        ),
        pytest.param(replace(GOOD, amount=29_999_999), "amount: wrong_amount", id="one rial short"),
    ],
)
def test_CHI_015_what_is_missing_or_still_to_come_is_refused(world: World, report: Report, problem: str) -> None:
    order = promised(world)
    before = world.everything()
    with pytest.raises(BadInput, match=problem):
        report_transfer(world.ports, order.code, report)
    assert world.everything() == before


def test_CHI_015_this_very_moment_is_no_future(world: World) -> None:
    order = promised(world)
    now = replace(GOOD, paid_at=world.clock())
    assert report_transfer(world.ports, order.code, now).events[-1].kind == "transfer_reported"


@pytest.mark.parametrize(("name", "price"), [("baqiyat", 1_800_000), ("bakala", 1_800_000), ("payatel", 1_800_000)])
def test_BAQ_013_amount_and_reference_are_enough_elsewhere(world: World, name: str, price: int) -> None:
    order = an_order_at(world, name, price=price, pays="card_to_card")
    for amount, reference in ((price, ""), (price - 10, "123456")):
        before = world.everything()
        with pytest.raises(BadInput):
            reports(world, order.code, amount, reference)
        assert world.everything() == before
    assert reports(world, order.code, price, "123456").events[-1].facts == {
        "reported": str(price),
        "reference": "123456",
    }
    confirmed = move(world, order, "transfer_confirmed", reference="123456")
    assert (confirmed.state, confirmed.paid) == ("queued", price)


def test_CHI_016_staff_confirm_and_the_buyer_is_told_once(world: World) -> None:
    order = promised(world)
    report_transfer(world.ports, order.code, GOOD)
    assert [duty.clock.name for duty in duties_now(world.ports)] == ["transfer"]
    said = len(world.texts(order))
    confirmed = move(world, order, "transfer_confirmed", reference="B-1")
    assert (confirmed.state, confirmed.due) == ("queued", 0)
    assert len(world.texts(order)) == said + 1
    assert duties_now(world.ports) == []


def test_CHI_016_rejected_with_a_reason_the_buyer_may_report_anew(world: World) -> None:
    order = promised(world)
    not_now(world, order, "transfer_rejected", note="x")
    report_transfer(world.ports, order.code, GOOD)
    before = world.everything()
    with pytest.raises(BadInput, match="note: missing"):
        move(world, order, "transfer_rejected")
    assert world.everything() == before
    rejected = move(world, order, "transfer_rejected", note="چنین واریزی نیست")
    assert (rejected.state, rejected.paid) == ("awaiting_transfer", 0)
    assert "پذیرفته نشد: چنین واریزی نیست" in world.texts(order)[-1]
    assert "transfer_rejected" not in moves(world, order)
    again = report_transfer(world.ports, order.code, replace(GOOD, reference="9"))
    assert again.events[-1].kind == "transfer_reported"
    assert move(world, order, "transfer_confirmed", reference="9").state == "queued"


def on_friday(world: World, name: str) -> Order:
    world.clock.now = in_tehran("1405/09/13", "10:00")
    return an_order_at(world, name, price=30_000_000, pays="card_to_card")


def test_CHI_017_on_a_friday_nothing_is_confirmed_and_the_next_working_day_is_named(world: World) -> None:
    order = on_friday(world, "chistatech")
    report_transfer(world.ports, order.code, GOOD)
    saturday = read_date("1405/09/14")
    assert looked_at_from(a_shop("chistatech"), world.order(order.code), world.clock()) == saturday
    assert refused(world, order, "transfer_confirmed", reference="1") == NotAWorkingDay(saturday)
    world.clock.now = in_tehran("1405/09/13", "23:59:59")
    assert refused(world, order, "transfer_confirmed", reference="1") == NotAWorkingDay(saturday)
    world.clock.go_on(seconds=1)
    assert move(world, order, "transfer_confirmed", reference="1").state == "queued"


def test_CHI_017_a_payment_at_the_bank_is_booked_at_once_on_the_same_friday(world: World) -> None:
    world.clock.now = in_tehran("1405/09/13", "10:00")
    assert an_order_at(world, "chistatech").state == "queued"


@pytest.mark.parametrize(
    ("weekend", "opens"),
    [(["friday"], "1405/09/12"), (["thursday", "friday"], "1405/09/14")],
    ids=["works on Thursday", "rests on Thursday"],
)
def test_CHI_017_thursday_is_as_the_shops_week_says(world: World, weekend: list[str], opens: str) -> None:
    world.clock.now = in_tehran("1405/09/12", "10:00")
    week = {"weekend": weekend, "clause": "rules#working-days"}
    order = an_order_at(world, "chistatech", pays="card_to_card", week=week)
    shop = world.releases.current()[1].shop
    assert looked_at_from(shop, order, world.clock()) == read_date(opens)


def test_CHI_017_a_public_holiday_is_no_working_day(world: World) -> None:
    shop, order = a_shop("chistatech"), promised(world)
    eve = in_tehran("1405/11/22", "10:00")
    assert looked_at_from(shop, order, eve) == date(2027, 2, 13)


def test_CHI_017_elsewhere_a_transfer_is_confirmed_on_any_day(world: World) -> None:
    order = on_friday(world, "baqiyat")
    assert move(world, order, "transfer_confirmed", reference="1").state == "queued"
    assert world.clock() - order.placed_at < timedelta(days=1)


DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def waiting_for_staff(world: World, *, since: timedelta) -> Order:
    """Return an order of Baqiyat whose transfer was reported so long after it was placed."""
    order = an_order_at(world, "baqiyat", price=1_800_000, pays="transfer")
    world.clock.now = order.placed_at + since
    return reports(world, order.code, 1_800_000, "123456")


def is_open_until(world: World, order: Order, until: datetime) -> None:
    """Check that an order's window closes at that very moment, and that the buyer may report up to it."""
    for now, late in ((until, False), (until + SECOND, True)):
        world.clock.now = now
        assert as_it_runs(world.ports, world.order(order.code)).finalise_by == until
        assert expire_orders(world.ports) == late
    assert world.order(order.code).state == "expired"


@pytest.mark.parametrize("hours", [1, 23, 24, 30, 100])
def test_BAQ_028_the_window_stands_still_while_a_report_waits_and_goes_on_when_it_is_rejected(
    world: World, hours: int
) -> None:
    order = waiting_for_staff(world, since=timedelta(hours=20))
    world.clock.go_on(hours=hours)
    assert expire_orders(world.ports) == 0
    assert [clock.name for clock in clocks(a_shop(), as_it_runs(world.ports, world.order(order.code)))] == ["transfer"]
    move(world, order, "transfer_rejected", note="چنین واریزی نیست")
    is_open_until(world, order, world.clock() + timedelta(hours=4))


def test_BAQ_028_CHI_016_a_new_report_is_taken_up_to_the_last_second_that_is_left(world: World) -> None:
    order = waiting_for_staff(world, since=DAY)
    world.clock.go_on(days=2)
    move(world, order, "transfer_rejected", note="چنین واریزی نیست")
    assert reports(world, order.code, 1_800_000, "9").events[-1].kind == "transfer_reported"
    world.clock.go_on(days=1)
    move(world, order, "transfer_rejected", note="این هم نیست")
    world.clock.go_on(seconds=1)
    before = world.everything()
    with pytest.raises(DeadlinePassed) as told:
        reports(world, order.code, 1_800_000, "10")
    assert told.value.ended_at == order.placed_at + 4 * DAY
    assert world.everything() == before


def test_BAQ_028_a_second_report_does_not_start_the_wait_anew(world: World) -> None:
    order = waiting_for_staff(world, since=timedelta(hours=20))
    world.clock.go_on(hours=10)
    reports(world, order.code, 1_800_000, "123457")
    world.clock.go_on(hours=10)
    move(world, order, "transfer_rejected", note="چنین واریزی نیست")
    is_open_until(world, order, order.placed_at + timedelta(hours=44))


def test_BAQ_028_who_takes_a_report_back_has_the_time_that_was_left(world: World) -> None:
    order = waiting_for_staff(world, since=timedelta(hours=20))
    world.clock.go_on(hours=30)
    choose_method(world.ports, order.code, "card_to_card")
    is_open_until(world, order, order.placed_at + timedelta(hours=54))


def test_BAQ_028_a_wait_in_a_declared_period_counts_once(world: World) -> None:
    world.clock.now = in_tehran("1405/09/13", "12:00")
    opened(world, "baqiyat", price=1_800_000, force_majeure={"clause": "terms#force-majeure"})
    order = ordered(world, "baqiyat", an_item(a_shop(), 1_800_000), pays="transfer")
    declare(world.ports, read_date("1405/09/14"), read_date("1405/09/15"), "برف", "sara")
    world.clock.now = in_tehran("1405/09/13", "18:00")
    reports(world, order.code, 1_800_000, "123456")
    world.clock.now = in_tehran("1405/09/15", "12:00")
    move(world, order, "transfer_rejected", note="چنین واریزی نیست")
    is_open_until(world, order, in_tehran("1405/09/16", "18:00"))
