"""Iran's public holidays: those the ``holidays`` library publishes, corrected by the shop's own list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import holidays as published

from shop.week import Holidays

_ESTIMATED = "(تخمینی)"


@cache
def _names(year: int) -> Mapping[date, tuple[str, ...]]:
    """Return the names of each holiday of a Gregorian year, in Persian whatever the machine's language."""
    days = published.country_holidays("IR", years=year, language="fa_IR")
    return {day: tuple(names.split("; ")) for day, names in days.items()}


def is_holiday(day: date, holidays: Holidays) -> bool:
    """BAQ-069: is this day a public holiday, by the shop's list or else by the published one?"""
    if any(marked.day == day for marked in holidays.add):
        return True
    return day in _names(day.year) and all(marked.day != day for marked in holidays.remove)


def is_estimated_holiday(day: date, holidays: Holidays) -> bool:
    """Is this a lunar holiday whose day is computed and not yet announced? It may fall a day earlier or later.

    A day that is a holiday for another reason too is certain, and so is one that the shop's list settles.
    """
    if any(marked.day == day for marked in (*holidays.add, *holidays.remove)):
        return False
    names = _names(day.year).get(day, ())
    return bool(names) and all(name.endswith(_ESTIMATED) for name in names)
