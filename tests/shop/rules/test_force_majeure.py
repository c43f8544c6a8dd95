"""Which moments a declared period holds, which days may be declared, and what time it gives back to buyers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from shop.calendar import read_date
from shop.errors import BadInput
from shop.order_chain import happened
from shop.rules.force_majeure import ForceMajeure, check_days, period_at, with_time_back
from tests.builders import PLACED_AT, a_draft, in_tehran

MICROSECOND = timedelta(microseconds=1)


def a_period(first: str = "1405/09/14", last: str = "1405/09/16", ended_at: datetime | None = None) -> ForceMajeure:
    """Return a period that Sara declared, of snow from 14 to 16 Azar."""
    return ForceMajeure(
        id=first, first=read_date(first), last=read_date(last), reason="برف", by="sara", at=PLACED_AT, ended_at=ended_at
    )


@pytest.mark.parametrize(
    ("at", "held"),
    [
        pytest.param(in_tehran("1405/09/14", "00:00") - MICROSECOND, False, id="the instant before"),
        pytest.param(in_tehran("1405/09/14", "00:00"), True, id="its first instant"),
        pytest.param(in_tehran("1405/09/17", "00:00") - MICROSECOND, True, id="its last instant"),
        pytest.param(in_tehran("1405/09/17", "00:00"), False, id="the instant after"),
    ],
)
def test_BAK_130_a_period_is_whole_days_of_tehran(at: datetime, held: bool) -> None:
    period = a_period()
    assert period_at([a_period("1405/08/01", "1405/08/02"), period], at) == (period if held else None)


def test_BAK_130_a_period_that_was_ended_holds_until_that_moment() -> None:
    noon = in_tehran("1405/09/15", "12:00")
    ended = a_period(ended_at=noon)
    assert (period_at([ended], noon - MICROSECOND), period_at([ended], noon)) == (ended, None)
    before = a_period(ended_at=in_tehran("1405/09/13", "12:00"))
    assert not any(period_at([before], in_tehran(f"1405/09/{day}", "12:00")) for day in (13, 14, 15))


@pytest.mark.parametrize(
    ("first", "last", "field", "problem"),
    [
        pytest.param("1405/09/20", "1405/09/19", "last_day", "backwards", id="backwards"),
        pytest.param("1405/09/09", "1405/09/10", "last_day", "all_past", id="over since yesterday"),
        pytest.param("1405/09/12", "1405/09/14", "first_day", "declared_already", id="into the first day"),
        pytest.param("1405/09/16", "1405/09/18", "first_day", "declared_already", id="from the last day"),
        pytest.param("1405/09/15", "1405/09/15", "first_day", "declared_already", id="inside"),
        pytest.param("1405/09/12", "1405/09/20", "first_day", "declared_already", id="around"),
    ],
)
def test_BAK_130_days_that_may_not_be_declared(first: str, last: str, field: str, problem: str) -> None:
    with pytest.raises(BadInput) as told:
        check_days([a_period()], read_date(first), read_date(last), PLACED_AT)
    assert (told.value.field, told.value.problem) == (field, problem)
    if problem == "declared_already":
        assert told.value.facts == {"since": read_date("1405/09/14"), "until": read_date("1405/09/16")}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param("1405/09/11", "1405/09/11", id="today"),
        pytest.param("1405/09/09", "1405/09/11", id="begun before, over today"),
        pytest.param("1405/09/12", "1405/09/13", id="up to the day before"),
        pytest.param("1405/09/17", "1405/09/17", id="from the day after"),
    ],
)
def test_BAK_130_days_beside_a_period_may_be_declared(first: str, last: str) -> None:
    check_days([a_period()], read_date(first), read_date(last), PLACED_AT)


def test_BAK_130_a_period_that_was_ended_may_be_declared_anew() -> None:
    ended = a_period(ended_at=in_tehran("1405/09/14", "12:00"))
    check_days([ended], ended.first, ended.last, in_tehran("1405/09/14", "12:01"))


@pytest.mark.parametrize(
    ("periods", "window", "until"),
    [
        pytest.param([], ("1405/09/12", "1405/09/15"), "1405/09/15 12:00", id="normal times"),
        pytest.param([a_period()], ("1405/09/12", "1405/09/13"), "1405/09/13 12:00", id="closed before"),
        pytest.param([a_period()], ("1405/09/17", "1405/09/18"), "1405/09/18 12:00", id="opened after"),
        pytest.param([a_period()], ("1405/09/12", "1405/09/15"), "1405/09/18 12:00", id="closed in it"),
        pytest.param([a_period()], ("1405/09/15", "1405/09/16"), "1405/09/18 00:00", id="opened and closed in it"),
        pytest.param([a_period()], ("1405/09/12", "1405/09/19"), "1405/09/22 12:00", id="around it"),
        pytest.param(
            [a_period("1405/09/18", "1405/09/18"), a_period()],
            ("1405/09/12", "1405/09/15"),
            "1405/09/19 12:00",
            id="what it gives back is taken by the next",
        ),
        pytest.param(
            [a_period(ended_at=in_tehran("1405/09/15", "00:00")), a_period("1405/09/14", "1405/09/14")],
            ("1405/09/12", "1405/09/15"),
            "1405/09/16 12:00",
            id="declared twice, counted once",
        ),
    ],
)
def test_BAK_130_a_buyers_window_gets_back_what_the_periods_took(
    periods: list[ForceMajeure], window: tuple[str, str], until: str
) -> None:
    opened, closes = (in_tehran(day, "12:00") for day in window)
    order = happened(a_draft(placed_at=opened), "registered", at=opened, by="buyer", deadlines={"claim:x": closes})
    held = with_time_back(order, periods, order.placed_at)
    assert held.deadlines == {"claim:x": in_tehran(*until.split())}


@pytest.mark.parametrize(
    ("closes", "until"),
    [
        pytest.param(in_tehran("1405/09/13", "23:59:59"), in_tehran("1405/09/13", "23:59:59"), id="the second before"),
        pytest.param(in_tehran("1405/09/14", "00:00"), in_tehran("1405/09/17", "00:00"), id="its first instant"),
        pytest.param(in_tehran("1405/09/16", "23:59:59"), in_tehran("1405/09/19", "23:59:59"), id="its last second"),
    ],
)
def test_BAK_130_a_window_that_closes_at_the_edge_of_a_period(closes: datetime, until: datetime) -> None:
    order = replace(a_draft(placed_at=in_tehran("1405/09/12", "12:00")), finalise_by=closes)
    assert with_time_back(order, [a_period()], order.placed_at).finalise_by == until


def test_BAK_130_the_windows_to_finalise_and_to_collect_are_the_buyers_and_refunds_keep_their_date() -> None:
    at, closes = in_tehran("1405/09/13", "12:00"), in_tehran("1405/09/14", "12:00")
    dated = {"depot": closes, "refund": closes, "arrival": closes, "seller_starts": closes}
    order = happened(a_draft(placed_at=at), "registered", at=at, by="buyer", deadlines=dated)
    held = with_time_back(order, [a_period()], order.placed_at)
    later = in_tehran("1405/09/17", "12:00")
    assert held.finalise_by == later
    assert held.deadlines == {**dated, "depot": later}
