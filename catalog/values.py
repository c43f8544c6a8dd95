"""Reading one value an editor typed: the value, or a note of what is wrong with it and nothing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

from catalog.keys import EXAMPLES
from catalog.likely import likely_day, likely_price
from catalog.problems import Code, Problems
from catalog.source import Field
from shop.calendar import read_date
from shop.errors import BadInput
from shop.money import Rials, Unit, read_number, read_price
from shop.text import ascii_digits, normalise

IN_VARIANT = "Variant "
IN_WAS = "Was "
"""Before the key of a value that stands inside a ``Variant`` or a ``Was`` line."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SKU = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
_UNIT = re.compile(r"تومان|تومن|ریال|toman|rials?|irr|irt|[$﷼]", re.IGNORECASE)
_FRACTION = re.compile(r"[0-9٬,]+[./٫][0-9]{1,2}|[0-9٬,]+[./٫][0-9]{4,}")
_LONGEST = 20
LONGEST_NAME = 80
"""Letters of a slug or a SKU; file systems and banks cut longer names."""
_YEARS = range(1900, 2200)
_MINUS = ("-", "−", "–")


def read_slug(field: Field, problems: Problems) -> str | None:
    """Return a slug: ASCII, so that addresses look the same everywhere."""
    value = ascii_digits(field.value)
    if len(value) <= LONGEST_NAME and _SLUG.fullmatch(value):
        return value
    example = _likely_slug(field) or EXAMPLES[field.key]
    problems.add(Code.BAD_SLUG, field.spot, key=field.key, value=field.value, example=example)
    return None


def _likely_slug(field: Field) -> str:
    """Return the last part of an address, else of a file's own name what could be a slug."""
    typed = re.sub(r"\.(html?|md)$", "", field.value.lower().rstrip("/").rpartition("/")[2])
    likely = "" if re.search("[^ -~]", typed) else _latin(typed)[:LONGEST_NAME]
    stem = PurePosixPath(field.spot.path).stem
    return likely or (stem if field.key == "Slug" and _SLUG.fullmatch(stem) else "")


def read_sku(field: Field, problems: Problems) -> str | None:
    """Return a SKU in its one form."""
    value = ascii_digits(field.value)
    if len(value) <= LONGEST_NAME and _SKU.fullmatch(value):
        return value
    likely = _latin(field.value.upper())[:LONGEST_NAME]
    example = _write(field, likely if re.search("[A-Z]", likely) else "")
    problems.add(Code.BAD_SKU, field.spot, value=field.value, example=example)
    return None


def _name(field: Field) -> str:
    return field.key.rpartition(" ")[2]


def _write(field: Field, likely: str = "") -> str:
    """Return what to write: the whole line, or only the value where it is a part of one."""
    value = likely or EXAMPLES[_name(field)]
    return value if " " in field.key else f"{field.key}: {value}"


def _latin(text: str) -> str:
    return re.sub("[^A-Za-z0-9]+", "-", ascii_digits(text)).strip("-")


def read_rials(field: Field, unit: Unit, problems: Problems) -> Rials | None:
    """Return a price typed in the shop's unit, in rials."""
    try:
        return read_price(_short(field.value), unit)
    except BadInput as error:
        code = Code.PRICE_ZERO if error.problem == "not_positive" else _price_slip(field.value)
        example = _write(field, likely_price(field.value, unit))
        problems.add(code, field.spot, value=field.value, example=example)
        return None


def _price_slip(typed: str) -> Code:
    plain = ascii_digits(normalise(typed))
    if _UNIT.search(plain):
        return Code.PRICE_HAS_UNIT
    if plain.startswith(_MINUS) or plain.endswith(_MINUS):
        return Code.PRICE_NEGATIVE
    if _FRACTION.fullmatch(plain):
        return Code.PRICE_FRACTION
    return Code.PRICE_NOT_NUMBER


def _short(typed: str) -> str:
    """Return a number that some human may have meant, else nothing; Python itself refuses very long ones."""
    return typed if len(typed) <= _LONGEST else ""


def read_count(field: Field, problems: Problems) -> int | None:
    """Return a whole number, zero or more."""
    try:
        return read_number(_short(field.value))
    except BadInput:
        problems.add(Code.NOT_COUNTED, field.spot, key=_name(field), value=field.value, example=_write(field))
        return None


def read_positive(field: Field, problems: Problems) -> int | None:
    """Return a whole number above zero."""
    try:
        number = read_number(_short(field.value))
    except BadInput:
        number = 0
    if number:
        return number
    problems.add(Code.NOT_POSITIVE, field.spot, key=_name(field), value=field.value, example=_write(field))
    return None


def read_day(field: Field, problems: Problems) -> date | None:
    """Return a Gregorian or Jalali date."""
    try:
        day = read_date(field.value)
    except BadInput:
        day = date.min
    if day.year in _YEARS:
        return day
    likely = likely_day(field.value) if day == date.min else ""
    example = _write(field, likely) if likely else f"{_write(field)} یا {_write(field, '2026-09-05')}"
    problems.add(Code.BAD_DATE, field.spot, value=field.value, example=example)
    return None
