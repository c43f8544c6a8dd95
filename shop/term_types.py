"""The kinds of value that ``shop.toml`` states: amounts, names, addresses, clauses, places, days, hours of the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo

from shop.calendar import read_date
from shop.errors import BadInput
from shop.money import Rials, read_amount
from shop.places import Place
from shop.text import ascii_digits
from shop.verdict import Clause

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])|24:00")
_WHOLE_DAY = ("00:00", "24:00")
_YEAR_DAY = re.compile(r"(0?[1-9]|1[0-2])[-/.](0?[1-9]|[12][0-9]|3[01])")
_LONG_MONTHS = 6


@dataclass(frozen=True, slots=True, order=True)
class YearDay:
    """A Jalali day of every year: 12/15 is 15 Esfand. Esfand 30 is its last day, whatever the year."""

    month: int
    day: int


def _amount(value: object, info: ValidationInfo) -> object:
    """Read «95000 toman»; a bare number is taken only from a release, where it is rials already."""
    if isinstance(value, str):
        try:
            return read_amount(value)
        except BadInput as error:
            raise ValueError(error.problem) from error
    if info.mode == "json":
        return value
    raise ValueError("no_unit")


def _day(value: object) -> object:
    """Read «۱۴۰۵/۱۰/۱۷», and what a release keeps, «2027-01-07». TOML's own dates know no Jalali month."""
    if not isinstance(value, str):
        raise ValueError("bad_date")  # noqa: TRY004 - pydantic notes a ValueError as a problem of this key
    try:
        return read_date(value)
    except BadInput as error:
        raise ValueError(error.problem) from error


def _period_day(value: object, info: ValidationInfo) -> object:
    """Read «12/15», a day of every Jalali year, or a whole date; a release keeps that day itself."""
    if info.mode == "json" and isinstance(value, dict):
        return value
    match = _YEAR_DAY.fullmatch(ascii_digits(value).strip()) if isinstance(value, str) else None
    if match is None:
        return _day(value)
    month, day = int(match[1]), int(match[2])
    if day > (31 if month <= _LONG_MONTHS else 30):
        raise ValueError("bad_date")
    return YearDay(month, day)


def _clock(value: object, info: ValidationInfo) -> object:
    """Read «16:00» as the time since midnight; a release keeps that time itself."""
    if info.mode == "json":
        return value
    match = _CLOCK.fullmatch(ascii_digits(value).strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError("bad_clock")
    hour, minute = match.groups(default="0") if match[1] else ("24", "0")
    return timedelta(hours=int(hour), minutes=int(minute))


def _hours(value: object) -> object:
    """Take "clock" for all 24 hours."""
    return _WHOLE_DAY if value == "clock" else value


def _forward(hours: tuple[timedelta, timedelta]) -> tuple[timedelta, timedelta]:
    """Check that the shop closes after it opens."""
    if hours[1] <= hours[0]:
        raise ValueError("end_before_start")
    return hours


def _place(value: object, info: ValidationInfo) -> object:
    """Read «قم/پردیسان» as a place; a release keeps the place itself."""
    if isinstance(value, str):
        province, _, city = value.partition("/")
        return {"province": province.strip(), "city": city.strip()}
    if info.mode == "json":
        return value
    raise ValueError("bad_place")


def _span(days: tuple[int, int]) -> tuple[int, int]:
    """Check that the latest day does not come before the earliest."""
    if days[1] < days[0]:
        raise ValueError("latest_before_earliest")
    return days


Amount = Annotated[Rials, BeforeValidator(_amount)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Named = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
ClauseName = Annotated[Clause, StringConstraints(pattern=r"^[a-z0-9-]+#[a-z0-9-]+$")]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
Positive = Annotated[int, Field(gt=0, strict=True)]
"""A whole number above zero, no word or truth value that Python would take for one."""
Flag = Annotated[bool, Field(strict=True)]
Digits = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]+$")]
Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9]+$")]
"""What an issuer gave: it stands in addresses as it is."""
Email = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s.]+$")]
WebAddress = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^https?://[^@/\s]+/?$")]
Day = Annotated[date, BeforeValidator(_day)]
PeriodDay = Annotated[date | YearDay, BeforeValidator(_period_day)]
Clock = Annotated[timedelta, BeforeValidator(_clock)]
OfficeHours = Annotated[tuple[Clock, Clock], BeforeValidator(_hours), AfterValidator(_forward)]
DaySpan = Annotated[tuple[Positive, Positive], AfterValidator(_span)]
Town = Annotated[Place, BeforeValidator(_place)]
