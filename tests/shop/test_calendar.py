"""Jalali dates at the edge, the shop's working days, UTC inside."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.calendar import (
    after_working_days,
    is_working_day,
    local_day,
    processing_day,
    read_date,
    show_date,
    show_day,
    show_moment,
)
from shop.errors import BadInput
from shop.terms import Week
from shop.text import persian_digits
from tests.builders import a_shop

BAQIYAT = a_shop().week
MONTHS = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]


def in_tehran(day: str, time: str = "12:00") -> datetime:
    """Return a moment in Tehran, whose clock has been 3:30 ahead of UTC since 1401 in summer too."""
    hour, minute = time.split(":")
    local = datetime.combine(read_date(day), datetime.min.time(), UTC) + timedelta(hours=int(hour), minutes=int(minute))
    return local - timedelta(hours=3, minutes=30)


def jalali_by_counting() -> dict[date, tuple[int, int, int]]:
    """An oracle of its own: count days from 1 Farvardin 1404, with the leap years 1403, 1408, 1412 and so on."""
    leap = {1403, 1408, 1412, 1416, 1420}
    days: dict[date, tuple[int, int, int]] = {}
    day = date(2025, 3, 21)
    for year in range(1404, 1421):
        for month in range(1, 13):
            length = 31 if month <= 6 else 30 if month <= 11 or year in leap else 29
            for number in range(1, length + 1):
                days[day] = (year, month, number)
                day += timedelta(days=1)
    return days


ORACLE = jalali_by_counting()


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
        ("1405/09/08", "یکشنبه ۸ آذر ۱۴۰۵"),
        ("1405/09/09", "دوشنبه ۹ آذر ۱۴۰۵"),
        ("1405/09/10", "سه‌شنبه ۱۰ آذر ۱۴۰۵"),
        ("1405/09/11", "چهارشنبه ۱۱ آذر ۱۴۰۵"),
        ("1405/09/12", "پنجشنبه ۱۲ آذر ۱۴۰۵"),
        ("1405/09/13", "جمعه ۱۳ آذر ۱۴۰۵"),
    ],
)
def test_a_day_is_shown_with_its_weekday(typed: str, shown: str) -> None:
    assert show_day(read_date(typed)) == shown


def test_a_moment_is_shown_and_counted_as_tehran_has_it() -> None:
    midnight = datetime(2026, 12, 2, 20, 30, tzinfo=UTC)
    before = midnight - timedelta(seconds=1)

    assert show_moment(before) == "چهارشنبه ۱۱ آذر ۱۴۰۵، ساعت ۲۳:۵۹"
    assert show_moment(midnight) == "پنجشنبه ۱۲ آذر ۱۴۰۵، ساعت ۰۰:۰۰"
    assert (show_date(before), show_date(midnight)) == ("۱۱ آذر ۱۴۰۵", "۱۲ آذر ۱۴۰۵")
    assert (show_day(before), show_day(midnight)) == ("چهارشنبه ۱۱ آذر ۱۴۰۵", "پنجشنبه ۱۲ آذر ۱۴۰۵")
    assert (local_day(before), local_day(midnight)) == (date(2026, 12, 2), date(2026, 12, 3))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param("1405/09/07", True, id="Saturday"),
        pytest.param("1405/09/12", True, id="Thursday"),
        pytest.param("1405/09/13", False, id="Friday"),
        pytest.param("1405/11/21", True, id="Wednesday 21 Bahman"),
        pytest.param("1405/11/22", False, id="Thursday 22 Bahman, a holiday"),
        pytest.param("1405/11/24", True, id="Saturday 24 Bahman"),
        pytest.param("1405/12/29", False, id="29 Esfand, a holiday"),
        pytest.param("1406/01/01", False, id="Nowruz"),
        pytest.param("1406/01/12", False, id="12 Farvardin, a holiday"),
    ],
)
def test_BAQ_069_a_working_day_is_saturday_to_thursday_and_no_holiday(day: str, *, works: bool) -> None:
    """BAQ-069."""
    assert is_working_day(read_date(day), BAQIYAT) is works


def test_BAQ_069_the_week_is_the_shops_own() -> None:
    """BAQ-069: another shop may rest on Thursday too."""
    thursday, friday, sunday = (read_date(day) for day in ("1405/09/12", "1405/09/13", "1405/09/15"))

    assert not is_working_day(thursday, Week(weekend=("thursday", "friday")))
    assert is_working_day(friday, Week(weekend=("sunday",)))
    assert not is_working_day(sunday, Week(weekend=("sunday",)))
    assert is_working_day(friday, Week(weekend=()))


@pytest.mark.parametrize(
    ("day", "time", "processed"),
    [
        pytest.param("1405/09/13", "09:00", "1405/09/14", id="Friday morning"),
        pytest.param("1405/09/13", "00:00", "1405/09/14", id="Friday as it begins"),
        pytest.param("1405/09/13", "23:59", "1405/09/14", id="Friday as it ends"),
        pytest.param("1405/09/12", "23:59", "1405/09/12", id="Thursday at 23:59, the day ends at 24:00"),
        pytest.param("1405/09/14", "00:00", "1405/09/14", id="Saturday as it begins"),
        pytest.param("1405/11/22", "09:00", "1405/11/24", id="a Thursday that is a holiday"),
        pytest.param("1405/12/29", "10:00", "1406/01/05", id="the holidays of Nowruz"),
    ],
)
def test_BAQ_070_an_order_is_taken_up_that_day_or_on_the_first_after_holidays(
    day: str, time: str, processed: str
) -> None:
    """BAQ-070."""
    assert processing_day(in_tehran(day, time), BAQIYAT) == read_date(processed)


@pytest.mark.parametrize(
    ("day", "days", "last"),
    [
        pytest.param("1405/09/11", 1, "1405/09/12", id="Wednesday and one"),
        pytest.param("1405/09/11", 2, "1405/09/14", id="over Friday"),
        pytest.param("1405/09/12", 1, "1405/09/14", id="Thursday and one"),
        pytest.param("1405/09/13", 1, "1405/09/15", id="Friday is taken up on Saturday"),
        pytest.param("1405/09/13", 0, "1405/09/14", id="Friday and none"),
        pytest.param("1405/09/11", 0, "1405/09/11", id="Wednesday and none"),
        pytest.param("1405/11/21", 1, "1405/11/24", id="over 22 Bahman and Friday"),
        pytest.param("1405/12/27", 1, "1406/01/05", id="over Nowruz"),
    ],
)
def test_BAQ_069_working_days_are_counted_from_the_day_an_order_is_taken_up(day: str, days: int, last: str) -> None:
    """BAQ-069, BAQ-070: the promise ends with the last second of the day in Tehran, kept in UTC."""
    ends = after_working_days(in_tehran(day), days, BAQIYAT)

    assert ends == in_tehran(last, "00:00") + timedelta(days=1, seconds=-1)
    assert ends.tzinfo is UTC


@given(st.integers(0, 650 * 24 * 60), st.integers(0, 12))
def test_BAQ_069_a_promise_passes_as_many_working_days_as_it_says(minutes: int, days: int) -> None:
    """BAQ-069: counted one by one, from any minute of two years."""
    ordered = datetime(2026, 3, 21, tzinfo=UTC) + timedelta(minutes=minutes)
    taken_up, last = processing_day(ordered, BAQIYAT), local_day(after_working_days(ordered, days, BAQIYAT))
    between = [taken_up + timedelta(days=n) for n in range(1, (last - taken_up).days + 1)]

    assert is_working_day(taken_up, BAQIYAT)
    assert is_working_day(last, BAQIYAT)
    assert sum(is_working_day(day, BAQIYAT) for day in between) == days
    assert not any(
        is_working_day(local_day(ordered) + timedelta(days=n), BAQIYAT)
        for n in range((taken_up - local_day(ordered)).days)
    )
