"""The small phrases that sentences on rules share: lists, places, days."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import get_args

from shop.money import Rials, show_money
from shop.places import ELSEWHERE, Zone
from shop.spans import Span
from shop.terms import Shop
from shop.text import persian_digits
from shop.week import Weekday

WEEKDAYS = dict(
    zip(
        get_args(Weekday),
        ("شنبه", "یک‌شنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنج‌شنبه", "جمعه"),
        strict=True,
    )
)
_HOURS_IN_DAY = 24
_MINUTE = timedelta(minutes=1)


def listed(names: Sequence[str], last: str = "و") -> str:
    """Return names as people list them: «الف، ب و پ»."""
    if len(names) < 2:  # noqa: PLR2004 - one name is no list
        return "".join(names)
    return f"{'، '.join(names[:-1])} {last} {names[-1]}"


def amount(shop: Shop, rials: Rials) -> str:
    """Return an amount in the shop's unit."""
    return show_money(rials, shop.price_unit)


def cities(shop: Shop, zones: Collection[Zone]) -> list[str]:
    """Return the cities that the shop names in some of its zones."""
    return [place.city for zone, places in shop.zones.items() if zone in zones for place in places]


def outside(shop: Shop, zones: Collection[Zone]) -> list[str]:
    """Return the cities that the shop names in no zone of these."""
    return cities(shop, set(shop.zones) - set(zones))


def addresses(shop: Shop, zones: Collection[Zone]) -> str:
    """Return where a rule of these zones holds (none named: everywhere)."""
    others = outside(shop, zones)
    if not zones or (ELSEWHERE in zones and not others):
        return "همه‌ی شهرها"
    if ELSEWHERE in zones:
        return f"همه‌ی شهرها جز {listed(others)}"
    return f"نشانی‌های {listed(cities(shop, zones))}"


def class_names(shop: Shop, classes: Collection[str], last: str = "و") -> str:
    """Return the names of classes of goods."""
    return listed([one.name for one in shop.classes if one.id in classes], last)


def delivery_names(shop: Shop, deliveries: Collection[str]) -> list[str]:
    """Return the names of deliveries."""
    return [delivery.name for delivery in shop.delivery if delivery.id in deliveries]


def working_days(first_and_last: tuple[int, int]) -> str:
    """Return «۲ تا ۵ روز کاری», or «۱ روز کاری» where both are one."""
    first, last = first_and_last
    figures = persian_digits(first) if first == last else f"{persian_digits(first)} تا {persian_digits(last)}"
    return f"{figures} روز کاری"


def week_days(weekend: Collection[Weekday]) -> str:
    """Return the days of the week that are worked: «شنبه تا پنج‌شنبه», or each by its name where one lies between."""
    order = list(WEEKDAYS)
    worked = [at for at, day in enumerate(order) if day not in weekend]
    names = [WEEKDAYS[order[at]] for at in worked]
    unbroken = worked == list(range(worked[0], worked[-1] + 1))
    return f"{names[0]} تا {names[-1]}" if unbroken and len(names) > 2 else listed(names)  # noqa: PLR2004 - of two, both are named


def clock_time(since_midnight: timedelta) -> str:
    """Return a time of the day: «۱۶:۰۰»."""
    hour, minute = divmod(since_midnight // _MINUTE, 60)
    return persian_digits(f"{hour}:{minute:02}")


def closed_days_count(span: Span) -> bool:
    """Return whether a span is long enough for a closed day, and counts it like any other."""
    return not span.by_calendar and (span.unit == "days" or span.count >= _HOURS_IN_DAY)
