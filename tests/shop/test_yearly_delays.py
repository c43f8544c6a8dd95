"""Delays of every year: the last of Esfand, across the new year, and the day before which nothing may arrive."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from shop.calendar import local_day, read_date
from shop.promises import delays_at, promise
from shop.term_types import YearDay
from shop.terms import Shop
from shop.week import Delay, Period, periods
from tests.builders import a_shop, in_tehran
from tests.shop.calendar_oracle import Occurrence, occurrences, working_days
from tests.shop.working_shops import MINUTES, SAT_THU

ATRE = a_shop("atrebeheshti")
CHISTA = a_shop("chistatech")


def a_delay(first: str, last: str, not_before: str | None = None, days: int = 0) -> Delay:
    table = {"from": first, "to": last, "not_before": not_before, "days": days, "note": "شلوغی"}
    return a_shop(week={"delay": [table]}).week.delay[0]


def days_of(period: Period) -> tuple[date, date, date | None]:
    return period.first, period.last, period.not_before


@pytest.mark.parametrize(
    ("day", "time", "back"),
    [
        pytest.param("1405/12/14", "23:59:59", None, id="14 Esfand, the last second"),
        pytest.param("1405/12/15", "00:00", "1406/01/14", id="15 Esfand as it begins"),
        pytest.param("1405/12/29", "23:59:59", "1406/01/14", id="29 Esfand, the last day of the year"),
        pytest.param("1406/01/01", "00:00", None, id="1 Farvardin is an ordinary holiday"),
        pytest.param("1408/12/30", "23:59:59", "1409/01/14", id="30 Esfand of a leap year"),
        pytest.param("1409/01/01", "00:00", None, id="1 Farvardin after a leap year"),
        pytest.param("1412/12/15", "12:00", "1413/01/14", id="years later"),
    ],
)
def test_ATR_022_ATR_023_an_order_of_the_second_half_of_esfand_may_not_arrive_before_14_farvardin(
    day: str, time: str, back: str | None
) -> None:
    """ATR-022, ATR-023: every year, by one line of the shop's terms; and the usual promise stands beside it."""
    told = [period.not_before for period in delays_at(ATRE, in_tehran(day, time))]
    plain = replace(ATRE, week=replace(ATRE.week, delay=()))

    assert told == ([read_date(back)] if back else [])
    assert promise(ATRE, in_tehran(day, time), (2, 5)) == promise(plain, in_tehran(day, time), (2, 5))


@pytest.mark.parametrize(
    ("day", "told"),
    [("1405/12/19", False), ("1405/12/20", True), ("1405/12/29", True), ("1408/12/29", True), ("1408/12/30", False)],
)
def test_CHI_012_a_busy_period_comes_again_every_year(day: str, *, told: bool) -> None:
    """CHI-012: 20 to 29 Esfand."""
    assert [period.delay for period in delays_at(CHISTA, in_tehran(day))] == list(CHISTA.week.delay) * told


@pytest.mark.parametrize(
    ("delay", "asked", "found"),
    [
        pytest.param(
            a_delay("12/15", "12/30"), "1405/12/20", ("1405/12/15", "1405/12/29", None), id="30 Esfand, 29 that year"
        ),
        pytest.param(
            a_delay("12/15", "12/30"), "1408/12/20", ("1408/12/15", "1408/12/30", None), id="30 Esfand, a leap year"
        ),
        pytest.param(
            a_delay("12/30", "12/30"), "1405/12/29", ("1405/12/29", "1405/12/29", None), id="the last day of a year"
        ),
        pytest.param(
            a_delay("12/30", "12/30"), "1408/12/30", ("1408/12/30", "1408/12/30", None), id="and of a leap year"
        ),
        pytest.param(a_delay("12/30", "12/30"), "1408/12/29", None, id="which is not the 29th"),
        pytest.param(
            a_delay("12/20", "01/10"), "1405/12/25", ("1405/12/20", "1406/01/10", None), id="before the new year"
        ),
        pytest.param(
            a_delay("12/20", "01/10"), "1406/01/10", ("1405/12/20", "1406/01/10", None), id="after the new year"
        ),
        pytest.param(a_delay("12/20", "01/10"), "1406/01/11", None, id="the day after"),
        pytest.param(
            a_delay("12/20", "01/10", "01/14"),
            "1406/01/01",
            ("1405/12/20", "1406/01/10", "1406/01/14"),
            id="not before, of the year it ends in",
        ),
        pytest.param(
            a_delay("1405/12/20", "1406/01/10", "1406/01/14"),
            "1406/01/01",
            ("1405/12/20", "1406/01/10", "1406/01/14"),
            id="once",
        ),
        pytest.param(a_delay("1405/12/20", "1406/01/10"), "1407/01/01", None, id="once is not the year after"),
    ],
)
def test_ATR_022_where_a_period_begins_and_ends_in_a_year(
    delay: Delay, asked: str, found: tuple[str, str, str | None] | None
) -> None:
    """ATR-022, ATR-023."""
    day = read_date(asked)
    expected = [tuple(one and read_date(one) for one in found)] if found else []

    assert [days_of(period) for period in periods(delay, day, day)] == expected


def test_ATR_022_a_long_look_finds_each_year_in_turn_and_a_dated_period_once() -> None:
    """ATR-022: from the last day of one period to the first of another, both in it."""
    yearly, once = a_delay("12/15", "12/30"), a_delay("1406/12/15", "1406/12/29")
    first, last = read_date("1405/12/29"), read_date("1408/12/15")

    assert [period.first for period in periods(yearly, first, last)] == [
        read_date(f"{year}/12/15") for year in (1405, 1406, 1407, 1408)
    ]
    assert [period.first for period in periods(once, first, last)] == [read_date("1406/12/15")]


def test_ATR_022_a_release_keeps_days_of_every_year() -> None:
    """ATR-022."""
    terms = TypeAdapter(Shop)
    (delay,) = terms.validate_json(terms.dump_json(ATRE)).week.delay

    assert (delay.from_, delay.to, delay.not_before) == (YearDay(12, 15), YearDay(12, 30), YearDay(1, 14))
    assert delay == ATRE.week.delay[0]


YEAR_DAYS = st.integers(1, 12).flatmap(
    lambda month: st.builds(YearDay, st.just(month), st.integers(1, 31 if month <= 6 else 30))
)


@st.composite
def yearly_delays(draw: st.DrawFn) -> Delay:
    """Draw a delay of every year, whose earliest arrival does not lie inside it."""
    first, last = draw(YEAR_DAYS), draw(YEAR_DAYS)
    not_before = draw(st.none() | YEAR_DAYS)
    if not_before is not None:
        found = occurrences(first, last, not_before)
        assume(all((one.not_before or one.last) < after.first for one, after in pairwise(found)))
    return Delay(from_=first, to=last, days=draw(st.integers(0, 4)), not_before=not_before, note="شلوغی")


def walked(delay: Delay) -> tuple[Occurrence, ...]:
    """Return the oracle's periods of a delay of every year."""
    days = [delay.from_, delay.to, delay.not_before]
    first, last, back = (day if isinstance(day, YearDay) else None for day in days)
    assert first is not None
    assert last is not None
    return occurrences(first, last, back)


@given(yearly_delays(), MINUTES)
def test_ATR_022_ATR_023_a_day_is_in_the_periods_that_a_walk_through_the_years_finds(
    delay: Delay, moment: datetime
) -> None:
    """ATR-022, ATR-023, CHI-012: over 20 years, any two days of the year, also across the new year."""
    shop = replace(SAT_THU, week=replace(SAT_THU.week, delay=(delay,)))
    day = (moment + timedelta(hours=3, minutes=30)).date()
    found = [(one.first, one.last, one.not_before) for one in walked(delay) if one.first <= day <= one.last]

    assert [days_of(period) for period in delays_at(shop, moment)] == found


@given(st.lists(yearly_delays(), max_size=3), MINUTES, st.integers(1, 9), st.integers(0, 9))
def test_ATR_022_a_promise_takes_the_days_of_every_yearly_period_it_touches(
    delays: list[Delay], ordered: datetime, first: int, more: int
) -> None:
    """ATR-022: over 20 years, found by trying one working day after the other."""
    shop = replace(SAT_THU, week=replace(SAT_THU.week, delay=tuple(delays)))
    day = (ordered + timedelta(hours=3, minutes=30)).date()
    row = working_days(SAT_THU.week, SAT_THU.holidays)
    taken_up = bisect_left(row, day)
    touching = [(delay.days, one) for delay in delays for one in walked(delay) if one.last >= day]

    def tried(days: int) -> date:
        at = taken_up + days
        while at != taken_up + days + sum(extra for extra, one in touching if one.first <= row[at]):
            at += 1
        return row[at]

    promised = promise(shop, ordered, (first, first + more))

    assert (local_day(promised.earliest), local_day(promised.latest)) == (tried(first), tried(first + more))
