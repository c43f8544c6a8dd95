"""What the shop promises in working days: when it sends, from when to when it arrives, later in a delay, certain or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from shop.calendar import local_day
from shop.public_holidays import is_estimated_holiday
from shop.terms import Shop
from shop.week import Holidays, Period, Week, periods
from shop.working_time import end_of, is_in_time, processing_day, working_day_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The day it is sent at the earliest, and the earliest and latest moment (UTC) it arrives, ends of working days.

    ``certain`` is false where a lunar holiday in it, or a day beside it, is estimated only: the days may move by one.
    """

    dispatch: date
    earliest: datetime
    latest: datetime
    certain: bool


def promise(shop: Shop, moment: datetime, working_days: tuple[int, int], lead_days: int = 0) -> Promise:
    """BAQ-069, BAQ-070, BAK-013, BAK-015: what an order at this moment is promised for, delays it touches included.

    ``lead_days`` are the working days that a seller needs first.
    """
    dispatch = dispatch_day(shop, moment, lead_days)
    return _promise(_Days(shop.week, shop.holidays), local_day(moment), dispatch, working_days)


@dataclass(frozen=True, slots=True)
class _Days:
    """All of a shop that a promise depends on once it is known when the order is sent."""

    week: Week
    holidays: Holidays


# Orders of one day are promised for the same few days, and finding those out walks through every day until then.
@lru_cache(maxsize=256)
def _promise(days: _Days, ordered: date, dispatch: date, working_days: tuple[int, int]) -> Promise:
    earliest, latest = (_last_day(days, ordered, dispatch, count) for count in working_days)
    certain = _is_certain(days, ordered, latest)
    return Promise(dispatch=dispatch, earliest=end_of(earliest), latest=end_of(latest), certain=certain)


def promised_alike(shop: Shop, moment: datetime) -> tuple[date, bool, bool]:
    """Return what is equal for two moments at which every order is promised the same: the day, before which cut-offs."""
    day = local_day(moment)
    return day, is_in_time(day, shop.week.cutoff, moment), is_in_time(day, _sellers_cutoff(shop), moment)


def dispatch_day(shop: Shop, moment: datetime, lead_days: int = 0) -> date:
    """BAK-013, BAK-015: the first day an order can be sent; sellers' goods have a cut-off of their own, and lead days."""
    if not lead_days:
        return processing_day(shop, moment)
    return working_day_after(shop, processing_day(shop, moment, _sellers_cutoff(shop)), lead_days)


def delays_at(shop: Shop, moment: datetime) -> tuple[Period, ...]:
    """CHI-012, ATR-022, ATR-023: return the delay periods that an order at this moment falls in."""
    return _touched(shop.week, local_day(moment), local_day(moment))


def _last_day(days: _Days, ordered: date, dispatch: date, count: int) -> date:
    """Return the last of so many working days; days added by one delay may reach into the next, which adds its own."""
    last = working_day_after(days, dispatch, count)
    while last != (later := working_day_after(days, dispatch, count + _extra_days(days.week, ordered, last))):
        last = later
    return last


def _extra_days(week: Week, first: date, last: date) -> int:
    return sum(period.delay.days for period in _touched(week, first, last))


def _sellers_cutoff(shop: Shop) -> timedelta:
    return min(shop.week.cutoff, shop.sellers.cutoff) if shop.sellers else shop.week.cutoff


@lru_cache(maxsize=256)
def _touched(week: Week, first: date, last: date) -> tuple[Period, ...]:
    return tuple(period for delay in week.delay for period in periods(delay, first, last))


def _is_certain(days: _Days, first: date, last: date) -> bool:
    beside = range(-1, (last - first).days + 2)
    return not any(is_estimated_holiday(first + timedelta(days=n), days.holidays) for n in beside)
