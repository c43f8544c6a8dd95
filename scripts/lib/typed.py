"""Reading what an owner types after ``scripts/explain``, and saying in one Persian line what cannot be read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import UTC, datetime, time

from checkout.web.words import field_error
from shop.calendar import TEHRAN, read_date
from shop.errors import BadInput
from shop.money import Rials, Unit, read_number, read_price
from shop.places import Place, city_in, provinces
from shop.terms import Delivery, Shop
from shop.text import ascii_digits, clean, normalise, search_form

_LONGEST = 40
_MOMENT = re.compile(r"(?P<day>[^\sT،]+)،?(?:(?:T| )(?:ساعت )?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2}))?")
_YEARS = range(1922, 2120)
"""The Gregorian years that a Jalali date can name."""
_BAD_MOMENT = "زمان را به شکل ۱۴۰۵/۰۶/۱۴ یا «۱۴۰۵/۰۶/۱۴ ۱۰:۰۵» بنویسید؛ تاریخ میلادی هم می‌شود: 2026-09-05T10:05"


class NotUnderstood(Exception):
    """Something typed means nothing here; the message is the one Persian line that says so."""


def read_total(typed: str, unit: Unit) -> Rials:
    """Return the total in rials; it was typed in the shop's own unit."""
    try:
        return read_price(typed, unit)
    except BadInput as error:
        raise NotUnderstood(field_error(BadInput("amount", error.problem))) from error


def read_count(typed: str) -> int:
    """Return a whole number, zero or more: grams, floors, steps, days."""
    try:
        return read_number(typed)
    except BadInput as error:
        raise NotUnderstood(field_error(BadInput("number", error.problem))) from error


def read_moment(typed: str) -> datetime:
    """Return the moment (UTC) meant by a date in Tehran; without a time, the day's first minute."""
    match = _MOMENT.fullmatch(ascii_digits(normalise(typed)))
    if match is None:
        raise NotUnderstood(_BAD_MOMENT)
    try:
        day = read_date(match["day"])
        of_day = time(int(match["hour"] or 0), int(match["minute"] or 0))
    except (BadInput, ValueError) as error:
        raise NotUnderstood(_BAD_MOMENT) from error
    if day.year not in _YEARS:
        raise NotUnderstood(_BAD_MOMENT)
    return datetime.combine(day, of_day, TEHRAN).astimezone(UTC)


def read_place(city: str, province: str) -> Place:
    """Return the city meant, in whatever spelling; its province must be named only where several have such a city."""
    meant = _text("city", city)
    within = _province(province) if province else ""
    found = [Place(name, listed) for name in provinces() if (listed := city_in(name, meant))]
    if not found:
        raise NotUnderstood(f"شهر «{meant}» در فهرست نیست.{_nearest_city(meant, within)}")
    homes = [place.province for place in found]
    if within:
        if within not in homes:
            raise NotUnderstood(f"«{found[0].city}» در استان {within} نیست؛ در {' و '.join(homes)} است.")
        return found[homes.index(within)]
    if len(found) > 1:
        raise NotUnderstood(
            f"«{found[0].city}» در چند استان هست: {'، '.join(homes)}. یکی را بنویسید، مانند --province '{homes[0]}'"
        )
    return found[0]


def read_delivery(typed: str, shop: Shop) -> Delivery:
    """Return the shop's delivery of that id or name."""
    meant = _folded(_text("delivery", typed))
    for delivery in shop.delivery:
        if meant in {delivery.id, _folded(delivery.name)}:
            return delivery
    known = "، ".join(delivery.id for delivery in shop.delivery)
    raise NotUnderstood(f"روش ارسال «{normalise(typed)}» در این فروشگاه نیست. یکی از این‌ها را بنویسید: {known}")


def read_class(typed: str, shop: Shop) -> str:
    """Return the shop's class of goods of that name."""
    meant = _text("class", typed).casefold()
    if shop.class_named(meant) is None:
        known = "، ".join(one.id for one in shop.classes)
        raise NotUnderstood(f"رده‌ی «{meant}» در این فروشگاه نیست. یکی از این‌ها را بنویسید: {known}")
    return meant


def _text(field: str, typed: str) -> str:
    try:
        return clean(field, typed, _LONGEST)
    except BadInput as error:
        raise NotUnderstood(field_error(error)) from error


def _province(typed: str) -> str:
    meant = _text("province", typed)
    for name in provinces():
        if _folded(name) == _folded(meant):
            return name
    near = _nearest(meant, provinces())
    raise NotUnderstood(f"استان «{meant}» در فهرست نیست.{f' منظورتان «{near}» است؟' if near else ''}")


def _nearest_city(meant: str, within: str) -> str:
    homes = {city: province for province in ([within] if within else provinces()) for city in provinces()[province]}
    near = _nearest(meant, homes)
    return f" منظورتان «{near}» در استان {homes[near]} است؟" if near else ""


def _nearest(meant: str, names: Iterable[str]) -> str:
    folded = {_folded(name): name for name in names}
    close = difflib.get_close_matches(_folded(meant), folded, n=1)
    return folded[close[0]] if close else ""


def _folded(name: str) -> str:
    return search_form(name).replace(" ", "")
