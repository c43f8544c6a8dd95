"""While a declared period lasts, no alarm sounds and nothing lapses; what is owed stays owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.declare_force_majeure import (
    as_it_runs,
    declare,
    declared_periods,
    end_period,
    force_majeure_now,
)
from checkout.use_cases.desk_orders import duties_now
from checkout.use_cases.jobs import end_holds, expire_orders, tell_delays
from shop.calendar import read_date
from shop.errors import BadInput, DeadlinePassed, NotFound
from shop.rules.refund import refund_by
from shop.rules.running import clocks
from tests.builders import a_shop, in_tehran
from tests.checkout.life import an_order_at, ordered, sent
from tests.checkout.shops import an_item, opened
from tests.checkout.staff import gives_back, move, reports
from tests.fakes import DownStore, World

FIRST, AFTER = in_tehran("1405/09/14", "00:00"), in_tehran("1405/09/17", "00:00")
MICROSECOND = timedelta(microseconds=1)
RULE = {"clause": "terms#force-majeure"}


def declared(world: World, first: str = "1405/09/14", last: str = "1405/09/16") -> str:
    """Let Sara declare snow; return the period's id."""
    declare(world.ports, read_date(first), read_date(last), "راه‌ها با برف بسته است", "sara")
    return next(one.id for one in declared_periods(world.ports) if one.first == read_date(first) and not one.ended_at)


def due(world: World) -> list[tuple[str, bool]]:
    return [(duty.clock.name, duty.over) for duty in duties_now(world.ports)]


def test_BAK_130_from_14_to_16_azar_alarms_pause_and_refunds_owed_stay_on_the_list(world: World) -> None:
    """T-BAK-26."""
    item = an_item(a_shop("bakala"), 2_400_000, seller="فروشنده‌ی همکار")
    opened(world, "bakala", item)
    # Of three orders of Wednesday 11 Azar one is cancelled; a seller starts late on one, and one is sent at once.
    cancelled = ordered(world, "bakala", item)
    ordered(world, "bakala", item, mobile="09350000001")
    sent(world, ordered(world, "bakala", item, mobile="09350000002"))
    owed = move(world, cancelled, "cancelled", why="stock")
    assert refund_by(owed) == in_tehran("1405/09/14", "10:00")
    declared(world)

    world.clock.now = FIRST - MICROSECOND
    assert due(world) == [("seller_starts", True), ("refund", False)]
    world.clock.now = FIRST
    assert due(world) == [("refund", False)]
    world.clock.now = in_tehran("1405/09/15", "10:00")
    assert due(world) == [("refund", False)]
    world.clock.now = AFTER - MICROSECOND
    assert due(world) == [("refund", False)]
    world.clock.now = AFTER
    assert sorted(due(world)) == [("arrival", True), ("arrival", True), ("refund", True), ("seller_starts", True)]
    assert refund_by(world.order(cancelled.code)) == in_tehran("1405/09/14", "10:00")

    gives_back(world, cancelled, reference="BACK")
    assert "refund" not in dict(due(world))


def test_BAK_130_a_refund_is_paid_back_in_the_period_as_at_any_time(world: World) -> None:
    order = move(world, an_order_at(world, "bakala"), "cancelled", why="stock")
    declared(world)
    world.clock.now = in_tehran("1405/09/15", "10:00")
    assert due(world) == [("refund", False)]
    gives_back(world, order, reference="BACK")
    assert due(world) == []


def test_BAK_130_buyers_are_told_of_a_delay_only_when_the_period_is_over(world: World) -> None:
    delay = {"from": "1405/09/15", "to": "1405/09/20", "note": "راه‌ها کند است."}
    order = an_order_at(
        world, "bakala", week={"weekend": ["friday"], "clause": "ordering#working-days", "delay": [delay]}
    )
    declared(world)
    told = len(world.texts(order))
    world.clock.now = AFTER - MICROSECOND
    assert tell_delays(world.ports) == 0
    assert len(world.texts(order)) == told
    world.clock.now = AFTER
    assert tell_delays(world.ports) == 1
    assert "راه‌ها کند است" in world.texts(order)[-1]


def test_BAK_130_an_unpaid_order_does_not_lapse_and_gets_the_time_back(world: World) -> None:
    world.clock.now = in_tehran("1405/09/13", "12:00")
    opened(world, "baqiyat", force_majeure=RULE)
    order = ordered(world, "baqiyat", an_item(a_shop(), 2_400_000), pays="transfer")
    declared(world)
    for at in (in_tehran("1405/09/14", "12:00:01"), AFTER - MICROSECOND, in_tehran("1405/09/17", "12:00")):
        world.clock.now = at
        assert expire_orders(world.ports) == 0
    assert choose_method(world.ports, order.code, "card_to_card") is None
    held = as_it_runs(world.ports, world.order(order.code))
    assert [(one.name, one.at) for one in clocks(a_shop(), held)] == [("finalise", in_tehran("1405/09/17", "12:00"))]

    world.clock.go_on(seconds=1)
    with pytest.raises(DeadlinePassed) as told:
        reports(world, order.code, order.due, "R1")
    assert told.value.ended_at == in_tehran("1405/09/17", "12:00")
    with pytest.raises(DeadlinePassed):
        choose_method(world.ports, order.code, "transfer")
    assert expire_orders(world.ports) == 1
    assert world.order(order.code).state == "expired"


def test_BAK_130_a_transfer_is_reported_in_the_time_that_came_back(world: World) -> None:
    world.clock.now = in_tehran("1405/09/13", "12:00")
    opened(world, "baqiyat", force_majeure=RULE)
    order = ordered(world, "baqiyat", an_item(a_shop(), 2_400_000), pays="transfer")
    declared(world)
    world.clock.now = in_tehran("1405/09/17", "12:00")
    assert reports(world, order.code, order.due, "R1").events[-1].kind == "transfer_reported"


def test_BAK_130_a_parcel_at_the_depot_is_kept_as_many_days_longer(world: World) -> None:
    order = sent(world, an_order_at(world, "atrebeheshti"))
    opened(world, "atrebeheshti", force_majeure=RULE)
    move(world, order, "delivery_failed")
    move(world, order, "delivery_failed")
    assert world.order(order.code).deadlines["depot"] == in_tehran("1405/09/14", "23:59:59")
    declared(world)
    for at in (in_tehran("1405/09/15", "00:00"), in_tehran("1405/09/17", "23:59:59")):
        world.clock.now = at
        assert end_holds(world.ports) == 0
    world.clock.go_on(seconds=1)
    assert end_holds(world.ports) == 1


def test_BAK_130_what_was_declared_is_on_record_with_who_and_when_and_its_early_end(world: World) -> None:
    opened(world, "bakala")
    period, at = declared(world), world.clock()
    (kept,) = declared_periods(world.ports)
    assert (kept.first, kept.last, kept.reason) == (
        read_date("1405/09/14"), read_date("1405/09/16"), "راه‌ها با برف بسته است",
    )  # fmt: skip
    assert (kept.by, kept.at, kept.ended_by, kept.ended_at) == ("sara", at, "", None)

    world.clock.now = in_tehran("1405/09/15", "09:00")
    assert force_majeure_now(world.ports) == kept
    end_period(world.ports, period, "ali")
    assert force_majeure_now(world.ports) is None
    ended = declared_periods(world.ports)
    assert [(one.by, one.ended_by, one.ended_at) for one in ended] == [("sara", "ali", world.clock())]

    world.clock.go_on(hours=1)
    end_period(world.ports, period, "sara")
    assert declared_periods(world.ports) == ended


def test_BAK_130_a_period_that_is_over_is_not_ended(world: World) -> None:
    opened(world, "bakala")
    period = declared(world)
    world.clock.now = AFTER
    before = world.everything()
    end_period(world.ports, period, "ali")
    with pytest.raises(NotFound):
        end_period(world.ports, "nobody's", "ali")
    assert world.everything() == before


def test_BAK_130_alarms_sound_from_the_moment_it_is_ended(world: World) -> None:
    sent(world, an_order_at(world, "bakala"))
    period = declared(world)
    world.clock.now = in_tehran("1405/09/15", "09:00")
    assert due(world) == []
    end_period(world.ports, period, "sara")
    assert due(world) == [("arrival", True)]


def test_BAK_130_overlapping_days_are_refused_and_nothing_is_kept_of_them(world: World) -> None:
    opened(world, "bakala")
    declared(world)
    before = world.everything()
    with pytest.raises(BadInput) as told:
        declared(world, "1405/09/16", "1405/09/18")
    assert (told.value.problem, world.everything()) == ("declared_already", before)


def test_BAK_130_a_shop_without_the_rule_declares_nothing_and_an_earlier_period_is_void(world: World) -> None:
    sent(world, an_order_at(world, "bakala"))
    period = declared(world)
    opened(world, "bakala", force_majeure=None)
    before = world.everything()
    with pytest.raises(NotFound):
        declared(world, "1405/10/01", "1405/10/02")
    with pytest.raises(NotFound):
        end_period(world.ports, period, "sara")
    assert world.everything() == before
    world.clock.now = in_tehran("1405/09/15", "09:00")
    assert force_majeure_now(world.ports) is None
    assert due(world) == [("arrival", True)]


def test_BAK_130_a_shop_without_the_rule_does_not_ask_its_store(world: World) -> None:
    assert declared_periods(replace(world.ports, store=DownStore())) == ()
