"""What the calendar is held against: Jalali days by counting, working time by walking through it minute by minute.

It shares nothing with the shop but the names of the settings: Tehran is 3:30 ahead by plain arithmetic, Jalali months
are counted from a known day, and of the published calendar it knows only which days are in it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache

import holidays

from shop.week import Holidays, Week

YEARS = range(2025, 2046)
FIRST, LAST = datetime(2025, 3, 21, tzinfo=UTC), datetime(2045, 3, 1, tzinfo=UTC)
"""Twenty years that the tests draw moments from, with room behind the last for what follows from it."""

_LEAP = {1403, 1408, 1412, 1416, 1420, 1424}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MINUTE = timedelta(minutes=1)


def jalali_by_counting(first: int, last: int) -> dict[date, tuple[int, int, int]]:
    """Count days from 1 Farvardin 1404 through the Jalali years, with the leap years as they are published."""
    days: dict[date, tuple[int, int, int]] = {}
    day = date(2025, 3, 21)
    for year in range(1404, last + 1):
        for month in range(1, 13):
            length = 31 if month <= 6 else 30 if month <= 11 or year in _LEAP else 29
            for number in range(1, length + 1):
                if year >= first:
                    days[day] = (year, month, number)
                day += timedelta(days=1)
    return days


@cache
def published() -> frozenset[date]:
    """Return every public holiday of the years, as the library has them."""
    return frozenset(holidays.country_holidays("IR", years=YEARS))


@cache
def working_days(week: Week, own: Holidays) -> tuple[date, ...]:
    """Return every working day of the years, in order."""
    off = (published() | {marked.day for marked in own.add}) - {marked.day for marked in own.remove}
    days = (date(YEARS.start, 1, 1) + timedelta(days=n) for n in range(len(YEARS) * 365))
    return tuple(day for day in days if day not in off and _DAYS[day.weekday()] not in week.weekend)


class Walk:
    """A walk through a shop's time, one minute a step."""

    def __init__(self, week: Week, own: Holidays) -> None:
        self._open = {day.toordinal() for day in working_days(week, own)}
        self._hours = range(*(round(hour / _MINUTE) for hour in week.hours))

    def at_work(self, moment: datetime) -> bool:
        """Is the shop at work in the minute that begins now?"""
        local = moment + timedelta(hours=3, minutes=30)
        return local.toordinal() in self._open and local.hour * 60 + local.minute in self._hours

    def ahead(self, moment: datetime, hours: int) -> datetime:
        """Return when so many hours at work have passed."""
        left = hours * 60
        while left:
            left -= self.at_work(moment)
            moment += _MINUTE
        return moment

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the time at work between two moments."""
        minutes = range(round((end - start) / _MINUTE))
        return _MINUTE * sum(self.at_work(start + _MINUTE * n) for n in minutes)
