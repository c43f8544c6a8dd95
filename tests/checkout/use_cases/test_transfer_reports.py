"""Transfers: what each shop asks of a report, what staff may say of it, and on which days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from checkout.use_cases.claims import report_transfer
from checkout.use_cases.desk_orders import duties_now
from shop.calendar import read_date
from shop.errors import BadInput
from shop.order import Order
from shop.rules.transfer import NotAWorkingDay, Report, looked_at_from
from tests.builders import a_shop, in_tehran
from tests.checkout.life import an_order_at
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
