"""What the shop promises in working days: from when to when, later in a delay period, certain or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shop.calendar import local_day
from shop.public_holidays import is_estimated_holiday
from shop.terms import Shop
from shop.week import Delay
from shop.working_time import end_of, processing_day, working_day_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The earliest and latest moment (UTC), each the end of a working day.

    ``certain`` is false where a lunar holiday in it, or a day beside it, is estimated only: the days may move by one.
    """

    earliest: datetime
    latest: datetime
    certain: bool


def promise(shop: Shop, moment: datetime, working_days: tuple[int, int]) -> Promise:
    """BAQ-069, BAQ-070: what an order at this moment is promised for, the days of every delay it touches included."""
    earliest, latest = (_last_day(shop, moment, days) for days in working_days)
    return Promise(
        earliest=end_of(earliest), latest=end_of(latest), certain=_is_certain(shop, local_day(moment), latest)
    )


def delays_at(shop: Shop, moment: datetime) -> tuple[Delay, ...]:
    """Return the delay periods that an order at this moment falls in."""
    return _touched(shop, local_day(moment), local_day(moment))


def _last_day(shop: Shop, moment: datetime, days: int) -> date:
    """Return the last of so many working days; days added by one delay may reach into the next, which adds its own."""
    first, taken_up = local_day(moment), processing_day(shop, moment)
    last = working_day_after(shop, taken_up, days)
    while last != (later := working_day_after(shop, taken_up, days + _extra_days(shop, first, last))):
        last = later
    return last


def _extra_days(shop: Shop, first: date, last: date) -> int:
    return sum(delay.days for delay in _touched(shop, first, last))


def _touched(shop: Shop, first: date, last: date) -> tuple[Delay, ...]:
    return tuple(delay for delay in shop.week.delay if delay.from_ <= last and delay.to >= first)


def _is_certain(shop: Shop, first: date, last: date) -> bool:
    days = range(-1, (last - first).days + 2)
    return not any(is_estimated_holiday(first + timedelta(days=n), shop.holidays) for n in days)
