"""The shop's working days and working hours. Days are Tehran's; moments are aware, and returned in UTC."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol

from shop.calendar import TEHRAN, local_day
from shop.public_holidays import is_holiday
from shop.spans import Span
from shop.week import Holidays, Week


class Calendar(Protocol):
    """What working days and hours depend on; every ``Shop`` has it."""

    @property
    def week(self) -> Week:
        """The days and hours the shop works."""

    @property
    def holidays(self) -> Holidays:
        """Its own word on public holidays."""


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = timedelta(days=1)


def is_working_day(shop: Calendar, day: date) -> bool:
    """BAQ-069: is this a day of the shop's week, and no public holiday?"""
    return _WEEKDAYS[day.weekday()] not in shop.week.weekend and not is_holiday(day, shop.holidays)


def working_day_after(shop: Calendar, day: date, days: int) -> date:
    """Return the last of so many working days after this day; of 0 it is the day itself."""
    for _ in range(days):
        day += _DAY
        while not is_working_day(shop, day):
            day += _DAY
    return day


def processing_day(shop: Calendar, moment: datetime, cutoff: timedelta | None = None) -> date:
    """BAQ-070, BAK-035, PAY-002: the day an order is taken up: that day if the shop works, else the first working day after.

    An order after the cut-off (the week's, unless another is given) counts for the next working day; one at the
    cut-off itself is in time.
    """
    day = local_day(moment)
    in_time = is_in_time(day, shop.week.cutoff if cutoff is None else cutoff, moment)
    return day if in_time and is_working_day(shop, day) else working_day_after(shop, day, 1)


def is_in_time(day: date, cutoff: timedelta, moment: datetime) -> bool:
    """Whether a moment is not after a day's cut-off."""
    return moment <= _at(day, cutoff)


def ends(shop: Calendar, moment: datetime, span: Span) -> datetime:
    """Return the last moment (UTC) of a span that begins at ``moment``.

    Hours and days run by the clock, 24 hours a day; working hours are the shop's own; working days count from the day
    after, and the last of them counts to its end.
    """
    if span.unit == "working hours":
        return add_working_hours(shop, moment, span.count)
    if span.unit == "working days":
        return end_of(working_day_after(shop, local_day(moment), span.count))
    return (moment + timedelta(**{span.unit: span.count})).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Return the last second (UTC) of a day."""
    return _at(day, _DAY) - timedelta(seconds=1)


def add_working_hours(shop: Calendar, moment: datetime, hours: int) -> datetime:
    """BAQ-075: the first moment (UTC) by which so many working hours have passed; 0 leads to the next working moment."""
    left = timedelta(hours=hours)
    spans = _working_spans(shop, moment)
    opens, closes = next(spans)
    while left > closes - opens:
        left -= closes - opens
        opens, closes = next(spans)
    return opens + left


def _working_spans(shop: Calendar, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield the hours (UTC) of each working day that are still to come at a moment, without end."""
    opening, closing = shop.week.hours
    day = local_day(moment)
    while True:
        opens, closes = _at(day, opening), _at(day, closing)
        if closes > moment and is_working_day(shop, day):
            yield max(opens, moment.astimezone(UTC)), closes
        day += _DAY


@lru_cache(maxsize=256)
def _at(day: date, since_midnight: timedelta) -> datetime:
    """Return the moment (UTC) when Tehran's clock shows this time of this day."""
    return (datetime.combine(day, time.min, TEHRAN) + since_midnight).astimezone(UTC)
