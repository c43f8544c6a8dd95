"""What a delivery is promised for: in an ordinary week, in a delay period, and over an estimated holiday."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.calendar import local_day, read_date
from shop.promises import delays_at, promise
from shop.quote import delivery_options
from shop.terms import Shop
from shop.week import Delay
from tests.builders import ISFAHAN, PLACED_AT, a_parcel, a_shop, in_tehran
from tests.shop.calendar_oracle import working_days
from tests.shop.working_shops import MINUTES, SAT_THU, SAT_WED

NOWRUZ = a_shop(
    week={"delay": [{"from": "1405/12/15", "to": "۱۴۰۵/۱۲/۲۹", "days": 5, "note": "شلوغی پایان سال"}]},
)
BUSY = a_shop(week={"delay": [{"from": "1405/12/20", "to": "1405/12/29", "days": 2, "note": "شلوغی"}]})
LEAP = a_shop(week={"delay": [{"from": "1408/12/15", "to": "1408/12/30", "days": 5, "note": "شلوغی"}]})


def days_of(shop: Shop, ordered: datetime, span: tuple[int, int]) -> tuple[date, date]:
    promised = promise(shop, ordered, span)
    return local_day(promised.earliest), local_day(promised.latest)


@pytest.mark.parametrize(
    ("shop", "sent", "span", "earliest", "latest"),
    [
        pytest.param(SAT_THU, "1405/09/07", (2, 5), "1405/09/09", "1405/09/12", id="priority, Sat to Thu"),
        pytest.param(SAT_WED, "1405/09/07", (2, 5), "1405/09/09", "1405/09/14", id="priority, Sat to Wed"),
        pytest.param(SAT_THU, "1405/09/11", (1, 3), "1405/09/12", "1405/09/15", id="special, Sat to Thu"),
        pytest.param(SAT_WED, "1405/09/11", (1, 3), "1405/09/14", "1405/09/16", id="special, Sat to Wed"),
    ],
)
def test_ATR_013_ATR_014_post_takes_2_to_5_working_days_and_special_post_1_to_3(
    shop: Shop, sent: str, span: tuple[int, int], earliest: str, latest: str
) -> None:
    """ATR-013, ATR-014."""
    assert days_of(shop, in_tehran(sent), span) == (read_date(earliest), read_date(latest))


@pytest.mark.parametrize(
    ("shop", "day", "time", "delayed"),
    [
        pytest.param(NOWRUZ, "1405/12/14", "23:59", False, id="14 Esfand, the last minute"),
        pytest.param(NOWRUZ, "1405/12/15", "00:00", True, id="15 Esfand as it begins"),
        pytest.param(NOWRUZ, "1405/12/29", "23:59:59", True, id="the last day of the year"),
        pytest.param(NOWRUZ, "1406/01/01", "00:00", False, id="1 Farvardin is an ordinary holiday"),
        pytest.param(LEAP, "1408/12/30", "12:00", True, id="30 Esfand of a leap year"),
    ],
)
def test_ATR_022_an_order_from_15_esfand_to_the_years_end_may_be_delayed(
    shop: Shop, day: str, time: str, *, delayed: bool
) -> None:
    """ATR-022."""
    assert bool(delays_at(shop, in_tehran(day, time))) is delayed


@pytest.mark.parametrize(("day", "notes"), [("1405/12/19", []), ("1405/12/20", ["شلوغی"])])
def test_CHI_012_a_busy_period_is_told_from_its_first_day(day: str, notes: list[str]) -> None:
    """CHI-012."""
    assert [period.delay.note for period in delays_at(BUSY, in_tehran(day))] == notes


@pytest.mark.parametrize(
    ("ordered", "span", "earliest", "latest"),
    [
        pytest.param("1405/12/13", (1, 1), "1405/12/15", "1405/12/15", id="without a delay"),
        pytest.param("1405/12/05", (1, 2), "1405/12/06", "1405/12/08", id="long before"),
        pytest.param("1405/12/16", (1, 2), "1405/12/18", "1405/12/22", id="inside"),
        pytest.param("1405/12/17", (1, 2), "1405/12/22", "1405/12/23", id="inside, over the feast and Friday"),
    ],
)
def test_ATR_022_a_promise_without_and_with_its_delay(
    ordered: str, span: tuple[int, int], earliest: str, latest: str
) -> None:
    """ATR-022: two days more where the promise touches 16 to 29 Esfand, none elsewhere."""
    shop = a_shop(week={"delay": [{"from": "1405/12/16", "to": "1405/12/29", "days": 1, "note": "شلوغی"}]})

    assert days_of(shop, in_tehran(ordered), span) == (read_date(earliest), read_date(latest))


@pytest.mark.parametrize(
    ("ordered", "first", "last", "delayed"),
    [
        pytest.param("1405/09/07", "1405/09/09", "1405/09/30", True, id="ends on the period's first day"),
        pytest.param("1405/09/07", "1405/09/10", "1405/09/30", False, id="ends the day before it"),
        pytest.param("1405/09/07", "1405/09/01", "1405/09/07", True, id="ordered on its last day"),
        pytest.param("1405/09/07", "1405/09/01", "1405/09/06", False, id="ordered the day after it"),
        pytest.param("1405/09/13", "1405/09/13", "1405/09/13", True, id="ordered on the one Friday in it"),
    ],
)
def test_ATR_022_a_promise_touches_a_period_from_its_order_to_its_last_day(
    ordered: str, first: str, last: str, *, delayed: bool
) -> None:
    """ATR-022: both days of the period are in it."""
    shop = a_shop(week={"delay": [{"from": first, "to": last, "days": 3, "note": "شلوغی"}]})
    plain, late = (days_of(one, in_tehran(ordered), (2, 5))[0] for one in (SAT_THU, shop))

    assert (late > plain) is delayed


def test_ATR_022_days_that_one_delay_adds_may_reach_into_the_next() -> None:
    """ATR-022: Saturday and 2 is Monday; 2 more, Wednesday, is in the next period, which adds 1."""
    periods = [
        {"from": "1405/09/08", "to": "1405/09/09", "days": 2, "note": "یکی"},
        {"from": "1405/09/11", "to": "1405/09/11", "days": 1, "note": "دیگری"},
    ]
    shop = a_shop(week={"delay": periods})

    assert days_of(shop, in_tehran("1405/09/07"), (2, 2))[1] == read_date("1405/09/12")


@pytest.mark.parametrize(
    ("ordered", "certain"),
    [
        pytest.param("1405/09/11", True, id="announced holidays only"),
        pytest.param("1405/10/12", True, id="ends two days before an estimated one"),
        pytest.param("1405/10/13", False, id="ends the day before it, where it may fall"),
        pytest.param("1405/10/15", False, id="over it"),
        pytest.param("1405/10/17", False, id="ordered the day after it, where it may fall"),
        pytest.param("1405/10/18", True, id="ordered two days after it"),
        pytest.param("1405/11/21", True, id="over 22 Bahman, which no Moon moves"),
    ],
)
def test_BAQ_069_a_promise_beside_an_estimated_holiday_is_not_certain(ordered: str, *, certain: bool) -> None:
    """BAQ-069: 16 Dey 1405 is estimated."""
    assert promise(SAT_THU, in_tehran(ordered), (1, 2)).certain is certain


def test_BAQ_069_what_the_owner_settles_is_certain() -> None:
    """BAQ-069."""
    shop = a_shop(holidays={"add": [{"day": "1405/10/16", "note": "اعلام شد"}]})

    assert promise(shop, in_tehran("1405/10/15"), (1, 2)).certain


def test_BAQ_069_a_quote_knows_whether_its_days_are_certain() -> None:
    """BAQ-069."""
    assert all(option.certain for option in delivery_options(SAT_THU, a_parcel(ISFAHAN), PLACED_AT))
    assert not any(option.certain for option in delivery_options(SAT_THU, a_parcel(ISFAHAN), in_tehran("1405/10/15")))


class Once(NamedTuple):
    """A period of one year alone, and the working days it adds."""

    first: date
    last: date
    days: int


@st.composite
def delays(draw: st.DrawFn, around: date) -> Once:
    begins = around + timedelta(days=draw(st.integers(-20, 40)))
    ends = begins + timedelta(days=draw(st.integers(0, 20)))
    return Once(begins, ends, draw(st.integers(1, 6)))


@given(MINUTES, st.integers(1, 9), st.integers(0, 9), st.data())
def test_ATR_022_a_promise_is_the_first_end_that_holds_the_days_of_all_it_touches(
    ordered: datetime, first: int, more: int, data: st.DataObject
) -> None:
    """ATR-022: over 20 years, found by trying one working day after the other."""
    day = (ordered + timedelta(hours=3, minutes=30)).date()
    periods = data.draw(st.lists(delays(day), max_size=4))
    delay = tuple(Delay(from_=one.first, to=one.last, days=one.days, note="شلوغی") for one in periods)
    shop = replace(SAT_THU, week=replace(SAT_THU.week, delay=delay))
    row = working_days(SAT_THU.week, SAT_THU.holidays)
    taken_up = bisect_left(row, day)

    def tried(days: int) -> date:
        at = taken_up + days
        while at != taken_up + days + sum(one.days for one in periods if one.first <= row[at] and one.last >= day):
            at += 1
        return row[at]

    promised = promise(shop, ordered, (first, first + more))

    assert (local_day(promised.earliest), local_day(promised.latest)) == (tried(first), tried(first + more))
    assert promised.earliest <= promised.latest
