"""Jalali dates at the edge, UTC inside."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.calendar import local_day, read_date, show_date, show_day, show_moment
from shop.errors import BadInput
from shop.text import persian_digits
from tests.shop.calendar_oracle import jalali_by_counting

MONTHS = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]


ORACLE = jalali_by_counting(1404, 1420)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        pytest.param("۱۴۰۵/۰۹/۰۷", date(2026, 11, 28), id="7 Azar 1405"),
        pytest.param("1405-9-7", date(2026, 11, 28), id="without zeros"),
        pytest.param("1405.09.07", date(2026, 11, 28), id="with dots"),
        pytest.param("١٤٠٥/٠٩/٠٧", date(2026, 11, 28), id="Arabic digits"),
        pytest.param(" \u200f۱۴۰۵/۰۶/۱۴ ", date(2026, 9, 5), id="marks and blanks around"),
        pytest.param("1405/11/22", date(2027, 2, 11), id="22 Bahman"),
        pytest.param("1405/12/29", date(2027, 3, 20), id="the last day of 1405"),
        pytest.param("1406/01/14", date(2027, 4, 3), id="14 Farvardin 1406"),
        pytest.param("1403/12/30", date(2025, 3, 20), id="the leap day of 1403"),
        pytest.param("1300/01/01", date(1921, 3, 21), id="the first Jalali year read"),
        pytest.param("1499/12/29", date(2121, 3, 20), id="the last Jalali year read"),
        pytest.param("2026-09-05", date(2026, 9, 5), id="Gregorian"),
        pytest.param("2024/02/29", date(2024, 2, 29), id="a Gregorian leap day"),
        pytest.param("1500-01-01", date(1500, 1, 1), id="past the Jalali years"),
        pytest.param("1299-12-29", date(1299, 12, 29), id="before the Jalali years"),
    ],
)
def test_a_date_is_read(typed: str, day: date) -> None:
    assert read_date(typed) == day


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("1405/12/30", id="no leap year"),
        pytest.param("1405/07/31", id="Mehr has 30 days"),
        pytest.param("1405/13/01", id="no such month"),
        pytest.param("1405/00/01", id="month 0"),
        pytest.param("1405/01/00", id="day 0"),
        pytest.param("2026-02-29", id="no Gregorian leap year"),
        pytest.param("0000-01-01", id="year 0"),
        pytest.param("05/06/14", id="a short year"),
        pytest.param("14/06/1405", id="day first"),
        pytest.param("1405/06", id="no day"),
        pytest.param("1405 06 14", id="blanks"),
        pytest.param("۱۴ شهریور ۱۴۰۵", id="words"),
        pytest.param("1405/06/14 10:00", id="a time"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_date(typed)

    assert (refused.value.field, refused.value.problem, refused.value.value) == ("date", "bad_date", typed)


def test_every_day_of_17_years_is_read_and_shown_as_counting_says() -> None:
    assert ORACLE[date(2026, 11, 28)] == (1405, 9, 7)
    for day, (year, month, number) in ORACLE.items():
        assert read_date(f"{year}/{month:02}/{number:02}") == day
        assert show_date(day) == persian_digits(f"{number} {MONTHS[month - 1]} {year}")


@given(st.dates(date(1921, 3, 21), date(2121, 3, 20)))
def test_a_day_shown_is_the_day_read(day: date) -> None:
    number, month, year = show_date(day).split()

    assert read_date(f"{year}/{MONTHS.index(month) + 1}/{number}") == day


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1405/09/07", "شنبه ۷ آذر ۱۴۰۵"),
        ("1405/09/08", "یک‌شنبه ۸ آذر ۱۴۰۵"),
        ("1405/09/09", "دوشنبه ۹ آذر ۱۴۰۵"),
        ("1405/09/10", "سه‌شنبه ۱۰ آذر ۱۴۰۵"),
        ("1405/09/11", "چهارشنبه ۱۱ آذر ۱۴۰۵"),
        ("1405/09/12", "پنج‌شنبه ۱۲ آذر ۱۴۰۵"),
        ("1405/09/13", "جمعه ۱۳ آذر ۱۴۰۵"),
    ],
)
def test_a_day_is_shown_with_its_weekday(typed: str, shown: str) -> None:
    assert show_day(read_date(typed)) == shown


def test_a_moment_is_shown_and_counted_as_tehran_has_it() -> None:
    midnight = datetime(2026, 12, 2, 20, 30, tzinfo=UTC)
    before = midnight - timedelta(seconds=1)

    assert show_moment(before) == "چهارشنبه ۱۱ آذر ۱۴۰۵، ساعت ۲۳:۵۹"
    assert show_moment(midnight) == "پنج‌شنبه ۱۲ آذر ۱۴۰۵، ساعت ۰۰:۰۰"
    assert (show_date(before), show_date(midnight)) == ("۱۱ آذر ۱۴۰۵", "۱۲ آذر ۱۴۰۵")
    assert (show_day(before), show_day(midnight)) == ("چهارشنبه ۱۱ آذر ۱۴۰۵", "پنج‌شنبه ۱۲ آذر ۱۴۰۵")
    assert (local_day(before), local_day(midnight)) == (date(2026, 12, 2), date(2026, 12, 3))
