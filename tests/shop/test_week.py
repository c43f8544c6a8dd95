"""What a shop may say of its working time, and what is refused."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from shop.release import decode, encode, release_id
from shop.term_types import YearDay
from shop.verdict import Clause
from shop.week import Delay, Holidays, MarkedDay, Week
from tests.builders import a_release, a_shop

NOWRUZ = {"from": "1405/12/15", "to": "1405/12/29", "days": 5, "note": "شلوغی پایان سال"}
YEARLY = {"from": "12/15", "to": "12/30", "not_before": "01/14", "note": "نوروز"}
MOVED = {"day": "1405/10/17", "note": "مبعث"}


def test_a_week_that_states_only_its_weekend_ends_at_midnight_and_works_all_hours() -> None:
    shop = a_shop()

    assert shop.week == Week(
        weekend=("friday",),
        cutoff=timedelta(hours=24),
        hours=(timedelta(0), timedelta(hours=24)),
        delay=(),
        clause=Clause("ordering#working-days"),
    )
    assert shop.holidays == Holidays()


def test_times_and_days_are_read_in_any_digits() -> None:
    shop = a_shop(
        week={"cutoff": "۱۶:۰۰", "hours": ["9:00", "١٧:٣٠"], "delay": [NOWRUZ | {"to": "۱۴۰۵-۱۲-۲۹"}]},
        holidays={"add": [MOVED], "remove": [{"day": "2027-01-06", "note": "مبعث فرداست"}]},
    )

    assert shop.week.cutoff == timedelta(hours=16)
    assert shop.week.hours == (timedelta(hours=9), timedelta(hours=17, minutes=30))
    assert shop.week.delay == (Delay(from_=date(2027, 3, 6), to=date(2027, 3, 20), days=5, note="شلوغی پایان سال"),)
    assert shop.holidays == Holidays(
        add=(MarkedDay(day=date(2027, 1, 7), note="مبعث"),),
        remove=(MarkedDay(day=date(2027, 1, 6), note="مبعث فرداست"),),
    )


@pytest.mark.parametrize("clock", ["00:00", "09:59", "19:00", "23:59", "24:00"])
def test_a_cut_off_is_any_minute_of_the_day(clock: str) -> None:
    hour, minute = map(int, clock.split(":"))

    assert a_shop(week={"cutoff": clock}).week.cutoff == timedelta(hours=hour, minutes=minute)


def test_a_delay_may_last_one_day() -> None:
    assert a_shop(week={"delay": [NOWRUZ | {"to": NOWRUZ["from"]}]}).week.delay[0].days == 5


def test_a_delay_of_every_year_names_days_without_a_year_and_may_add_none() -> None:
    shop = a_shop(week={"delay": [YEARLY | {"from": "۱۲/۱۵", "clause": "shipping#nowruz"}]})

    assert shop.week.delay == (
        Delay(
            from_=YearDay(12, 15),
            to=YearDay(12, 30),
            not_before=YearDay(1, 14),
            days=0,
            note="نوروز",
            clause=Clause("shipping#nowruz"),
        ),
    )
    assert a_shop(week={"delay": [NOWRUZ | {"not_before": "1406/01/14"}]}).week.delay[0].not_before == date(2027, 4, 3)


@pytest.mark.parametrize("day", ["1/1", "06/31", "7-30", "12.30"])
def test_a_day_of_every_year_is_any_day_that_some_year_has(day: str) -> None:
    month, number = (int(part) for part in re.split("[-/.]", day))

    delay = {"from": day, "to": "12/30", "note": "شلوغی"}

    assert a_shop(week={"delay": [delay]}).week.delay[0].from_ == YearDay(month, number)


@pytest.mark.parametrize(
    ("first", "last", "until", "is_read"),
    [
        ("12/15", "12/30", "01/14", True),
        ("12/15", "12/30", "12/30", False),
        ("12/15", "12/30", "12/20", False),
        ("12/15", "12/30", "12/15", False),
        ("12/15", "12/30", "12/14", True),  # of the year after
        ("12/15", "01/05", "01/06", True),
        ("12/15", "01/05", "01/05", False),
        ("12/15", "01/05", "12/29", False),
    ],
)
def test_ATR_023_a_yearly_delay_does_not_hold_its_own_not_before(
    first: str, last: str, until: str, is_read: bool
) -> None:
    delay = {"from": first, "to": last, "not_before": until, "note": "نوروز"}

    if is_read:
        assert a_shop(week={"delay": [delay]}).week.delay[0].not_before
    else:
        with pytest.raises(ValidationError, match="end_before_start"):
            a_shop(week={"delay": [delay]})


@pytest.mark.parametrize(
    "week",
    [
        pytest.param({"weekend": None}, id="no weekend"),
        pytest.param(
            {"weekend": ["saturday", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday"]},
            id="never open",
        ),
        pytest.param({"cutoff": "24:01"}, id="past midnight"),
        pytest.param({"cutoff": "16:60"}, id="sixty minutes"),
        pytest.param({"cutoff": "16"}, id="no minutes"),
        pytest.param({"cutoff": 16}, id="a bare number"),
        pytest.param({"cutoff": "PT16H"}, id="a release's own form"),
        pytest.param({"hours": "office"}, id="hours in words"),
        pytest.param({"hours": ["09:00"]}, id="no closing time"),
        pytest.param({"hours": ["17:00", "09:00"]}, id="closing before opening"),
        pytest.param({"hours": ["09:00", "09:00"]}, id="open for no time"),
        pytest.param({"delay": [NOWRUZ | {"to": "1405/12/14"}]}, id="an end before the start"),
        pytest.param({"delay": [NOWRUZ | {"to": "1405/12/30"}]}, id="no such day"),
        pytest.param({"delay": [NOWRUZ | {"from": date(1405, 12, 15)}]}, id="a date of TOML's"),
        pytest.param({"delay": [NOWRUZ | {"days": -1}]}, id="days less than none"),
        pytest.param({"delay": [NOWRUZ | {"note": " "}]}, id="no reason"),
        pytest.param({"delay": [NOWRUZ | {"not_before": "1405/12/28"}]}, id="arriving before its end"),
        pytest.param({"delay": [NOWRUZ | {"not_before": "01/14"}]}, id="a year in some of its days"),
        pytest.param({"delay": [YEARLY | {"to": "1405/12/29"}]}, id="a year in its end alone"),
        pytest.param({"delay": [YEARLY | {"from": "12/31"}]}, id="no such day of any year"),
        pytest.param({"delay": [YEARLY | {"from": "07/31"}]}, id="no such day of Mehr"),
        pytest.param({"delay": [YEARLY | {"to": "13/01"}]}, id="no such month"),
        pytest.param({"delay": [YEARLY | {"to": "00/01"}]}, id="no month at all"),
        pytest.param({"delay": [YEARLY | {"from": 1215}]}, id="a day as a number"),
        pytest.param({"delay": [NOWRUZ | {"until": "1406/01/14"}]}, id="an unknown key"),
        pytest.param({"delay": [NOWRUZ | {"clause": "nowruz"}]}, id="a clause without its page"),
    ],
)
def test_a_week_that_cannot_be_is_refused(week: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        a_shop(week=week)


@pytest.mark.parametrize(
    "holidays",
    [
        pytest.param({"add": [MOVED], "remove": [MOVED]}, id="added and removed"),
        pytest.param({"add": [{"day": "1405/10/17"}]}, id="no reason"),
        pytest.param({"add": ["1405/10/17"]}, id="a bare day"),
        pytest.param({"add": [MOVED | {"day": "1405/10/31"}]}, id="no such day"),
    ],
)
def test_holidays_that_cannot_be_are_refused(holidays: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        a_shop(holidays=holidays)


def test_a_release_keeps_the_week_and_the_holidays() -> None:
    shop = a_shop(
        week={"cutoff": "16:00", "hours": ["09:00", "17:00"], "delay": [NOWRUZ, YEARLY]},
        holidays={"add": [MOVED], "remove": [MOVED | {"day": "1405/10/16"}]},
    )
    encoded = encode(a_release(shop=shop))

    assert decode(encoded, release_id(encoded)).shop == shop
    once, yearly = json.loads(encoded)["shop"]["week"]["delay"]
    assert once["from"] == "2027-03-06"
    assert yearly["not_before"] == {"month": 1, "day": 14}


def test_a_release_of_yesterday_that_states_only_a_weekend_is_read() -> None:
    today = a_release(shop=a_shop(week={"weekend": ["friday"], "clause": None}))
    plain = json.loads(encode(today))
    plain["shop"]["week"] = {"weekend": ["friday"]}
    del plain["shop"]["holidays"]
    yesterday = json.dumps(plain).encode()

    assert decode(yesterday, release_id(yesterday)) == today
