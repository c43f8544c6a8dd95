"""Jalali dates where people read and type them. Inside, times are aware UTC."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from shop.errors import BadInput
from shop.text import ascii_digits, normalise, persian_digits

TEHRAN = ZoneInfo("Asia/Tehran")

_WEEKDAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنج‌شنبه", "جمعه", "شنبه", "یک‌شنبه")
_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_DATE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_JALALI_YEARS = range(1300, 1500)


def read_date(text: str) -> date:
    """Return the day that «۱۴۰۵/۰۶/۱۴», «1405-6-14» or «2026-09-05» names; years 1300 to 1499 are Jalali.

    Raises:
        BadInput: ``bad_date``: no such form, or no such day.
    """
    match = _DATE.fullmatch(ascii_digits(normalise(text)))
    if match is None:
        raise BadInput("date", "bad_date", text)
    year, month, day = (int(part) for part in match.groups())
    try:
        if year in _JALALI_YEARS:
            return JalaliDate(year, month, day).to_gregorian()
        return date(year, month, day)
    except ValueError as error:
        raise BadInput("date", "bad_date", text) from error


def local_day(moment: datetime) -> date:
    """Return the day in Tehran at an aware moment."""
    return moment.astimezone(TEHRAN).date()


def show_date(moment: date) -> str:
    """Return a day, or a moment's day in Tehran, in words: «۱۴ شهریور ۱۴۰۵»."""
    return _day_words(local_day(moment) if isinstance(moment, datetime) else moment)


# The same few days stand in every message and on every page.
@lru_cache(maxsize=512)
def _day_words(day: date) -> str:
    jalali = JalaliDate.to_jalali(day)
    return persian_digits(f"{jalali.day} {_MONTHS[jalali.month - 1]} {jalali.year}")


def typed_date(day: date) -> str:
    """Return a day as ``read_date`` takes it, with ASCII digits: «1405/06/14»."""
    jalali = JalaliDate.to_jalali(day)
    return f"{jalali.year}/{jalali.month:02}/{jalali.day:02}"


def show_year_day(month: int, day: int) -> str:
    """Return a day of every Jalali year: «۱۵ اسفند»; the 30th of Esfand is its last, «پایان اسفند»."""
    last = (month, day) == (len(_MONTHS), 30)
    return f"{'پایان' if last else persian_digits(day)} {_MONTHS[month - 1]}"


def show_day(moment: date) -> str:
    """Return a day with its weekday: «شنبه ۱۴ شهریور ۱۴۰۵»."""
    day = local_day(moment) if isinstance(moment, datetime) else moment
    return f"{_WEEKDAYS[day.weekday()]} {show_date(day)}"


def show_moment(moment: datetime) -> str:
    """Return a moment in Tehran: «شنبه ۱۴ شهریور ۱۴۰۵، ساعت ۱۰:۰۵»."""
    local = moment.astimezone(TEHRAN)
    return f"{show_day(local.date())}، ساعت {persian_digits(f'{local.hour:02}:{local.minute:02}')}"
