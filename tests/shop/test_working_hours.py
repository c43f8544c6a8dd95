"""How working hours are counted: all hours of a working day, or the shop's office hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.calendar import TEHRAN
from shop.terms import Shop
from shop.working_time import add_working_hours
from tests.builders import a_shop, in_tehran
from tests.shop.calendar_oracle import Walk
from tests.shop.working_shops import MINUTES, OFFICE, SAT_THU, SAT_WED, shops


@pytest.mark.parametrize(
    ("shop", "day", "first", "last"),
    [
        pytest.param(SAT_THU, "1405/09/11", "1405/09/12", "1405/09/14", id="over Friday"),
        pytest.param(SAT_THU, "1405/11/21", "1405/11/24", "1405/11/25", id="over 22 Bahman and Friday"),
        pytest.param(SAT_WED, "1405/09/11", "1405/09/14", "1405/09/15", id="over Thursday and Friday"),
    ],
)
def test_BAQ_075_BAK_040_PAY_006_money_is_back_within_24_to_48_working_hours(
    shop: Shop, day: str, first: str, last: str
) -> None:
    """BAQ-075, BAK-040 (Saturday to Thursday), PAY-006 (Saturday to Wednesday): cancelled at 10:00."""
    cancelled = in_tehran(day, "10:00")
    limit = add_working_hours(shop, cancelled, 48)

    assert add_working_hours(shop, cancelled, 24) == in_tehran(first, "10:00")
    assert limit == in_tehran(last, "10:00")
    assert limit.tzinfo is UTC


@pytest.mark.parametrize(("day", "limit"), [("1405/09/12", "1405/09/14"), ("1405/11/21", "1405/11/24")])
def test_BAK_069_damage_is_reported_within_24_working_hours(day: str, limit: str) -> None:
    """BAK-069."""
    assert add_working_hours(SAT_THU, in_tehran(day, "14:00"), 24) == in_tehran(limit, "14:00")


@pytest.mark.parametrize(
    ("shop", "limit"), [pytest.param(SAT_THU, "1405/09/14", id="Thu"), pytest.param(SAT_WED, "1405/09/15", id="Wed")]
)
def test_CHI_004_ATR_039_ATR_052_money_is_back_within_72_working_hours(shop: Shop, limit: str) -> None:
    """CHI-004, ATR-039, ATR-052: from Tuesday 10 Azar at 12:00."""
    assert add_working_hours(shop, in_tehran("1405/09/10", "12:00"), 72) == in_tehran(limit, "12:00")


@pytest.mark.parametrize(
    ("day", "time", "hours", "then"),
    [
        pytest.param("1405/09/11", "10:00", 7, "1405/09/11 17:00", id="up to closing time"),
        pytest.param("1405/09/11", "10:00", 8, "1405/09/12 10:00", id="into the next day"),
        pytest.param("1405/09/12", "16:30", 1, "1405/09/14 09:30", id="over Friday"),
        pytest.param("1405/09/11", "08:00", 1, "1405/09/11 10:00", id="before opening"),
        pytest.param("1405/09/11", "17:00", 1, "1405/09/12 10:00", id="as it closes"),
        pytest.param("1405/09/12", "20:00", 48, "1405/09/19 17:00", id="48 hours are six days"),
        pytest.param("1405/09/13", "12:00", 0, "1405/09/14 09:00", id="none on Friday: when it next works"),
        pytest.param("1405/09/11", "17:00", 0, "1405/09/12 09:00", id="none as it closes: when it next works"),
        pytest.param("1405/09/11", "10:00", 0, "1405/09/11 10:00", id="none while it works: now"),
    ],
)
def test_BAQ_075_office_hours_count_only_while_the_shop_is_open(day: str, time: str, hours: int, then: str) -> None:
    """BAQ-075: the other reading of working hours, from 09:00 to 17:00."""
    assert add_working_hours(OFFICE, in_tehran(day, time), hours) == in_tehran(*then.split())


def test_BAQ_075_a_moment_of_any_clock_is_answered_in_utc() -> None:
    """BAQ-075."""
    cancelled = in_tehran("1405/09/11", "10:00")

    assert add_working_hours(SAT_THU, cancelled.astimezone(TEHRAN), 1).tzinfo is UTC


def test_BAQ_075_clock_is_all_hours_of_a_working_day() -> None:
    """BAQ-075: said or left out."""
    assert a_shop(week={"hours": "clock"}).week == SAT_THU.week
    assert a_shop(week={"hours": ["00:00", "24:00"]}).week == SAT_THU.week


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        pytest.param("1405/09/11 10:00", 48, "1405/09/14 10:00", id="over Friday"),
        pytest.param("1405/09/13 01:00", 1, "1405/09/14 01:00", id="Friday counts for nothing as it begins"),
        pytest.param("1405/09/13 22:00", 1, "1405/09/14 01:00", id="nor as it ends"),
        pytest.param("1405/09/11 10:00", 2, "1405/09/11 12:00", id="within a day"),
        pytest.param("1405/09/11 10:00", 0, "1405/09/11 10:00", id="no time"),
    ],
)
def test_BAQ_075_working_hours_end_at_a_moment_and_fill_the_time_to_it(start: str, hours: int, end: str) -> None:
    """BAQ-075: how much of a window is used up."""
    began, ended = in_tehran(*start.split()), in_tehran(*end.split())

    assert add_working_hours(SAT_THU, began, hours) == ended
    assert Walk(SAT_THU.week, SAT_THU.holidays).between(began, ended) == timedelta(hours=hours)


@given(shops(), MINUTES, st.integers(1, 80))
def test_BAQ_075_working_hours_are_those_that_a_walk_minute_by_minute_passes(
    shop: Shop, moment: datetime, hours: int
) -> None:
    """BAQ-075: over 20 years, any week, any office hours, any holidays of the shop's own."""
    walk = Walk(shop.week, shop.holidays)
    then = add_working_hours(shop, moment, hours)

    assert then == walk.ahead(moment, hours)
    assert walk.between(moment, then) == timedelta(hours=hours)


@given(shops(), MINUTES, st.integers(0, 20 * 24 * 60))
def test_BAQ_075_hours_fit_between_two_moments_as_often_as_a_walk_counts(
    shop: Shop, start: datetime, minutes: int
) -> None:
    """BAQ-075: over 20 years; all whole hours that a walk counts are over by then, and one more is not."""
    end = start + timedelta(minutes=minutes)
    hours = Walk(shop.week, shop.holidays).between(start, end) // timedelta(hours=1)

    assert add_working_hours(shop, start, hours + 1) > end
    if hours:
        assert add_working_hours(shop, start, hours) <= end


@given(shops(), MINUTES, st.integers(0, 59_999_999))
def test_BAQ_075_no_hours_lead_to_the_next_moment_at_work(shop: Shop, minute: datetime, microseconds: int) -> None:
    """BAQ-075: over 20 years, to the microsecond."""
    moment = minute + timedelta(microseconds=microseconds)
    walk = Walk(shop.week, shop.holidays)
    then = add_working_hours(shop, moment, 0)

    assert walk.at_work(then)
    assert walk.between(moment, then) == timedelta(0)
    assert (then == moment) is walk.at_work(moment)


@given(shops(), MINUTES, st.integers(0, 100), st.integers(0, 59_999_999))
def test_BAQ_075_a_window_is_used_up_at_its_end_and_not_a_moment_before(
    shop: Shop, minute: datetime, hours: int, microseconds: int
) -> None:
    """BAQ-075: to the microsecond."""
    moment = minute + timedelta(microseconds=microseconds)
    walk = Walk(shop.week, shop.holidays)
    end = add_working_hours(shop, moment, hours)

    assert walk.between(moment, end) == timedelta(hours=hours)
    if hours:
        just_before = timedelta(hours=hours) - timedelta(microseconds=1)
        assert walk.between(moment, end - timedelta(microseconds=1)) == just_before
