"""What the shop promises in working days: when it sends, from when to when it arrives, later in a delay, certain or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shop.calendar import local_day
from shop.public_holidays import is_estimated_holiday
from shop.terms import Shop
from shop.week import Period, periods
from shop.working_time import end_of, processing_day, working_day_after


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
    earliest, latest = (_last_day(shop, local_day(moment), dispatch, days) for days in working_days)
    certain = _is_certain(shop, local_day(moment), latest)
    return Promise(dispatch=dispatch, earliest=end_of(earliest), latest=end_of(latest), certain=certain)


def dispatch_day(shop: Shop, moment: datetime, lead_days: int = 0) -> date:
    """BAK-013, BAK-015: the first day an order can be sent; sellers' goods have a cut-off of their own, and lead days."""
    if not lead_days:
        return processing_day(shop, moment)
    cutoff = min(shop.week.cutoff, shop.sellers.cutoff) if shop.sellers else shop.week.cutoff
    return working_day_after(shop, processing_day(shop, moment, cutoff), lead_days)


def delays_at(shop: Shop, moment: datetime) -> tuple[Period, ...]:
    """CHI-012, ATR-022, ATR-023: return the delay periods that an order at this moment falls in."""
    return _touched(shop, local_day(moment), local_day(moment))


def _last_day(shop: Shop, ordered: date, dispatch: date, days: int) -> date:
    """Return the last of so many working days; days added by one delay may reach into the next, which adds its own."""
    last = working_day_after(shop, dispatch, days)
    while last != (later := working_day_after(shop, dispatch, days + _extra_days(shop, ordered, last))):
        last = later
    return last


def _extra_days(shop: Shop, first: date, last: date) -> int:
    return sum(period.delay.days for period in _touched(shop, first, last))


def _touched(shop: Shop, first: date, last: date) -> tuple[Period, ...]:
    return tuple(period for delay in shop.week.delay for period in periods(delay, first, last))


def _is_certain(shop: Shop, first: date, last: date) -> bool:
    days = range(-1, (last - first).days + 2)
    return not any(is_estimated_holiday(first + timedelta(days=n), shop.holidays) for n in days)
