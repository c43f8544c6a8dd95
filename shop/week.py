"""A shop's working time as ``shop.toml`` states it: its week, its hours, its delays, its own word on holidays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal, get_args

from persiantools.jdatetime import JalaliDate
from pydantic import AfterValidator, Field

from shop.term_types import ClauseName, Clock, Day, OfficeHours, PeriodDay, Text, YearDay

Weekday = Literal["saturday", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday"]
_MIDNIGHT = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """A period, both days in it, in which sending takes longer: once, or each year where its days name no year.

    Every delivery it touches takes ``days`` working days more; an order placed in it is told that it may not arrive
    before ``not_before``.
    """

    from_: Annotated[PeriodDay, Field(alias="from")]
    to: PeriodDay
    days: Annotated[int, Field(ge=0, strict=True)] = 0
    not_before: PeriodDay | None = None
    note: Text
    clause: ClauseName | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A delay in one year: its first and last day, and the day before which nothing may arrive, if it states one."""

    delay: Delay
    first: date
    last: date
    not_before: date | None


def periods(delay: Delay, first: date, last: date) -> Iterator[Period]:
    """Yield each occurrence of a delay that has a day from ``first`` to ``last``."""
    # One that began the year before may reach into this one.
    years = range(JalaliDate.to_jalali(first).year - 1, JalaliDate.to_jalali(last).year + 1)
    found = {_in_year(delay, year) for year in years}
    yield from sorted(
        (period for period in found if period.first <= last and period.last >= first), key=lambda period: period.first
    )


def _in_year(delay: Delay, year: int) -> Period:
    first = _day(delay.from_, year, None)
    last = _day(delay.to, year, first)
    return Period(delay, first, last, _day(delay.not_before, year, last) if delay.not_before else None)


def _day(day: PeriodDay, year: int, after: date | None) -> date:
    """Return a period's day in a Jalali year, or the next year where it would come before ``after``."""
    if isinstance(day, date):
        return day
    found = _in_jalali(day, year)
    return found if after is None or found >= after else _in_jalali(day, year + 1)


def _in_jalali(day: YearDay, year: int) -> date:
    """Return the day of a Jalali year; 30 Esfand is the last day of Esfand."""
    last = JalaliDate.days_in_month(day.month, year)
    found: date = JalaliDate(year, day.month, min(day.day, last)).to_gregorian()
    return found


def _in_order(delay: Delay) -> Delay:
    """Check that a period does not end before it begins, and names a year in both its days or in none."""
    days = [day for day in (delay.from_, delay.to, delay.not_before) if day is not None]
    dated = [day for day in days if isinstance(day, date)]
    if dated and len(dated) < len(days):
        raise ValueError("year_in_some")
    if dated != sorted(dated) or _holds_its_own_end(delay):
        raise ValueError("end_before_start")
    return delay


def _holds_its_own_end(delay: Delay) -> bool:
    """A yearly period whose «not before» lies in it would hold everything back for a year."""
    first, last, until = delay.from_, delay.to, delay.not_before
    if not (isinstance(first, YearDay) and isinstance(last, YearDay) and isinstance(until, YearDay)):
        return False
    return first <= until <= last if first <= last else until >= first or until <= last


def _some_day_left(weekend: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
    """Check that the shop works on some day; else no promise would ever end."""
    if set(weekend) == set(get_args(Weekday)):
        raise ValueError("never_open")
    return weekend


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Which days and hours the shop works, besides public holidays.

    ``cutoff`` and ``hours`` are times since midnight in Tehran: an order after the cut-off counts for the next working
    day, and working hours are those between the two ``hours`` of a working day.
    """

    weekend: Annotated[tuple[Weekday, ...], AfterValidator(_some_day_left)]
    cutoff: Clock = _MIDNIGHT
    hours: OfficeHours = (timedelta(0), _MIDNIGHT)
    delay: tuple[Annotated[Delay, AfterValidator(_in_order)], ...] = ()
    clause: ClauseName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDay:
    """One day, and why the owner names it."""

    day: Day
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """The owner's word against the published calendar: closures it lacks, holidays that moved away."""

    add: tuple[MarkedDay, ...] = ()
    remove: tuple[MarkedDay, ...] = ()


def apart(holidays: Holidays) -> Holidays:
    """Check that no day is both added and removed."""
    if {marked.day for marked in holidays.add} & {marked.day for marked in holidays.remove}:
        raise ValueError("added_and_removed")
    return holidays
