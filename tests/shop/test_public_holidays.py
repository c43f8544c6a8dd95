"""Which days are public holidays, which of them are only estimated, and what the owner's own list changes."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.calendar import read_date
from shop.public_holidays import is_estimated_holiday, is_holiday
from shop.week import Holidays
from tests.builders import a_shop
from tests.shop.calendar_oracle import jalali_by_counting

NONE = Holidays()
SOLAR = {(1, 1), (1, 2), (1, 3), (1, 4), (1, 12), (1, 13), (3, 14), (3, 15), (11, 22), (12, 29)}
LUNAR_1405 = {(1, 25), (3, 6), (4, 3), (4, 4), (5, 13), (5, 21), (5, 22), (5, 30), (6, 8), (8, 22), (10, 2)}
ESTIMATED_1405 = {(10, 16), (11, 4), (12, 10), (12, 19), (12, 20)}


def test_BAQ_069_the_holidays_of_1405_are_the_published_ones() -> None:
    """BAQ-069: those of the Moon are announced up to Dey, and estimated after."""
    days = jalali_by_counting(1405, 1405)

    assert {days[day][1:] for day in days if is_holiday(day, NONE)} == SOLAR | LUNAR_1405 | ESTIMATED_1405
    assert {days[day][1:] for day in days if is_estimated_holiday(day, NONE)} == ESTIMATED_1405


def test_BAQ_069_the_solar_holidays_of_20_years_are_certain() -> None:
    """BAQ-069: found by counting Jalali days; a lunar holiday on the same day does not make them less so."""
    days = jalali_by_counting(1404, 1423)

    assert len(days) > 20 * 365
    for day, (_, *month_and_day) in days.items():
        if tuple(month_and_day) in SOLAR:
            assert is_holiday(day, NONE), day
            assert not is_estimated_holiday(day, NONE), day


@given(st.dates(date(2027, 1, 1), date(2045, 12, 31)))
def test_BAQ_069_a_holiday_past_2026_is_solar_or_estimated(day: date) -> None:
    """BAQ-069: nobody has announced a lunar day that far ahead; a leap year's last day is a holiday by the sun too."""
    by_the_sun = SOLAR | {(12, 30)}
    solar = {found for found, (_, *rest) in jalali_by_counting(1404, 1425).items() if tuple(rest) in by_the_sun}

    assert is_estimated_holiday(day, NONE) == (is_holiday(day, NONE) and day not in solar)


def test_BAQ_069_the_owners_list_moves_a_holiday() -> None:
    """BAQ-069: what the owner settles is certain, in either direction."""
    moved, to = read_date("1405/10/16"), read_date("1405/10/17")
    shop = a_shop(
        holidays={
            "add": [{"day": "۱۴۰۵/۱۰/۱۷", "note": "مبعث"}],
            "remove": [{"day": "1405/10/16", "note": "مبعث فرداست"}],
        }
    )

    assert (is_holiday(moved, NONE), is_holiday(to, NONE), is_estimated_holiday(moved, NONE)) == (True, False, True)
    assert (is_holiday(moved, shop.holidays), is_holiday(to, shop.holidays)) == (False, True)
    assert not is_estimated_holiday(moved, shop.holidays)
    assert not is_estimated_holiday(to, shop.holidays)


def test_BAQ_069_an_estimated_day_that_the_owner_confirms_is_certain() -> None:
    """BAQ-069."""
    day = read_date("1405/11/04")
    own = a_shop(holidays={"add": [{"day": "1405/11/04", "note": "اعلام شد"}]}).holidays

    assert is_holiday(day, own)
    assert not is_estimated_holiday(day, own)


@pytest.mark.parametrize("language", ["en_US", "fa_IR", "C"])
def test_the_machines_language_changes_no_holiday(language: str) -> None:
    asked = (
        "from datetime import date; from shop.week import Holidays; from shop.public_holidays import *;"
        "print(is_estimated_holiday(date(2027, 1, 6), Holidays()))"
    )
    environment = {**os.environ, "LANG": language, "LC_ALL": language, "LANGUAGE": language}

    said = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
    ).stdout

    assert said == "True\n"
