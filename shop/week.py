"""A shop's working time as ``shop.toml`` states it: its week, its hours, its delays, its own word on holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field

from shop.term_types import Clock, Day, OfficeHours, Positive, Text

Weekday = Literal["saturday", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday"]
_MIDNIGHT = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """A period, both days in it, that makes every delivery it touches take so many working days more."""

    from_: Annotated[Day, Field(alias="from")]
    to: Day
    days: Positive
    note: Text


def _in_order(delay: Delay) -> Delay:
    """Check that a period does not end before it begins."""
    if delay.to < delay.from_:
        raise ValueError("end_before_start")
    return delay


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
