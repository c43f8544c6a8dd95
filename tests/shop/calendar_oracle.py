"""What the calendar is held against: Jalali days by counting, working time and yearly periods by walking through them.

It shares nothing with the shop but the names of the settings: Tehran is 3:30 ahead by plain arithmetic, Jalali months
are counted from a known day, and of the published calendar it knows only which days are in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

import holidays

from shop.spans import Span
from shop.term_types import YearDay
from shop.week import Holidays, Week

YEARS = range(2025, 2046)
FIRST, LAST = datetime(2025, 3, 21, tzinfo=UTC), datetime(2045, 3, 1, tzinfo=UTC)
"""Twenty years that the tests draw moments from, with room behind the last for what follows from it."""

_LEAP = {1403, 1408, 1412, 1416, 1420, 1424}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FIRST_YEAR, _LAST_YEAR = 1403, 1427
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_AHEAD = timedelta(hours=3, minutes=30)


def jalali_by_counting(first: int, last: int) -> dict[date, tuple[int, int, int]]:
    """Count days from 1 Farvardin 1403 through the Jalali years, with the leap years as they are published."""
    days: dict[date, tuple[int, int, int]] = {}
    day = date(2024, 3, 20)
    for year in range(_FIRST_YEAR, last + 1):
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
    """A walk through a shop's time: one minute a step through its hours, one day a step through its days."""

    def __init__(self, week: Week, own: Holidays) -> None:
        self._open = {day.toordinal() for day in working_days(week, own)}
        self._hours = range(*(round(hour / _MINUTE) for hour in week.hours))

    def at_work(self, moment: datetime) -> bool:
        """Is the shop at work in the minute that this moment is in?"""
        local = moment + _AHEAD
        return local.toordinal() in self._open and local.hour * 60 + local.minute in self._hours

    def ahead(self, moment: datetime, hours: int) -> datetime:
        """Return when so many hours at work have passed, from a whole minute."""
        left = hours * 60
        while left:
            left -= self.at_work(moment)
            moment += _MINUTE
        return moment

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the time at work between two moments, to the microsecond; none if the end is not after the start."""
        passed = timedelta(0)
        while start < end:
            step = min(end, start.replace(second=0, microsecond=0) + _MINUTE)
            passed += (step - start) * self.at_work(start)
            start = step
        return passed

    def days_on(self, day: date, days: int) -> date:
        """Return the last of so many working days after this day."""
        while days:
            day += _DAY
            days -= day.toordinal() in self._open
        return day

    def taken_up(self, moment: datetime, cutoff: timedelta) -> date:
        """Return the day on which an order is taken up."""
        local = moment + _AHEAD
        late = local - local.replace(hour=0, minute=0, second=0, microsecond=0) > cutoff
        return self.days_on(local.date(), 1) if late or local.toordinal() not in self._open else local.date()

    def ends(self, moment: datetime, span: Span) -> datetime:
        """Return the last moment of a span, from a whole minute."""
        if span.unit == "working hours":
            return self.ahead(moment, span.count)
        if span.unit == "working days":
            return last_second(self.days_on((moment + _AHEAD).date(), span.count))
        for _ in range(span.count):
            moment += _DAY if span.unit == "days" else 60 * _MINUTE
        return moment


def last_second(day: date) -> datetime:
    """Return the last second of a day in Tehran."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC) - _AHEAD


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A yearly period in one year: both its days, and the day before which nothing may arrive."""

    first: date
    last: date
    not_before: date | None


@cache
def occurrences(first: YearDay, last: YearDay, not_before: YearDay | None) -> tuple[Occurrence, ...]:
    """Walk through the Jalali years day by day, from each first day to the next last day, and on to the next third."""
    days = _jalali_days()
    found = []
    for start, (day, jalali) in enumerate(days):
        if _is(first, jalali) and jalali[0] < _LAST_YEAR - 2:
            end = next(at for at in range(start, len(days)) if _is(last, days[at][1]))
            then = next(day for day, jalali in days[end:] if _is(not_before, jalali)) if not_before else None
            found.append(Occurrence(day, days[end][0], then))
    return tuple(found)


@cache
def _jalali_days() -> tuple[tuple[date, tuple[int, int, int]], ...]:
    return tuple(jalali_by_counting(_FIRST_YEAR, _LAST_YEAR).items())


def _is(day: YearDay, jalali: tuple[int, int, int]) -> bool:
    """Is this the day of the year that is meant? A 30 Esfand is the 29th where the year has no other."""
    year, *month_and_day = jalali
    no_such_day = (day.month, day.day) == (12, 30) and year not in _LEAP
    return month_and_day == [day.month, 29 if no_such_day else day.day]
