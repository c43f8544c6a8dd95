"""The cells of a bank's statement: days, times, amounts and texts, as banks and spreadsheets write them."""

from __future__ import annotations

import re
from datetime import date, time

from shop.calendar import read_date
from shop.errors import BadInput
from shop.money import Unit, read_paid
from shop.text import ascii_digits, normalise

_DAY = r"(?P<day>[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{8})"
_TIME = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
_MOMENT = re.compile(rf"{_DAY}(?:[ T،,-]+{_TIME})?|{_TIME.replace('?P<', '?P<_')}[ ،,-]+{_DAY.replace('?P<', '?P<_')}")
_BARE_TIME = re.compile(r"(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})?")
_CLOCK = re.compile(_TIME)
_KEPT_AS_TEXT = re.compile(r'="([^"=]*)"')
"""How a spreadsheet is told to leave the zeros before a number alone."""
_FORMULA = ("=", "@")
_ROUNDED = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_NO_REST = re.compile(r"[./٫]0{1,2}$")
_MINUS = "-−"
_MOST = 10**15
"""Rials: more than any bank in Iran holds."""


def plain(cell: str, longest: int, *, whole: bool = False) -> str:
    """Return a cell's text; what is longer is cut, unless it has to be ``whole``.

    Raises:
        BadInput: ``row_formula``, ``row_rounded`` (a number that a spreadsheet shortened) or ``row_too_long``.
    """
    tidy = normalise(cell)
    if kept := _KEPT_AS_TEXT.fullmatch(tidy):
        tidy = normalise(kept[1])
    if tidy.startswith(_FORMULA):
        raise BadInput("file", "row_formula")
    if whole and _ROUNDED.fullmatch(ascii_digits(tidy)):
        raise BadInput("file", "row_rounded")
    if whole and len(tidy) > longest:
        raise BadInput("file", "row_too_long")
    return tidy[:longest]


def read_day(cell: str, latest: date) -> tuple[date, time | None]:
    """Return the day, and the time where the cell tells it too: «1405/09/11», «14050911», «2026-12-02 10:15:00».

    Raises:
        BadInput: ``row_formula``, ``row_bad_date``, or ``row_to_come`` for one after the ``latest``.
    """
    match = _MOMENT.fullmatch(ascii_digits(plain(cell, 40)))
    if match is None:
        raise BadInput("file", "row_bad_date")
    told = {name.removeprefix("_"): value for name, value in match.groupdict().items() if value}
    day = told["day"]
    try:
        known = read_date(day if not day.isdigit() else f"{day[:4]}/{day[4:6]}/{day[6:]}")
    except BadInput as error:
        raise BadInput("file", "row_bad_date") from error
    if known > latest:
        raise BadInput("file", "row_to_come")
    return known, _time(told) if "hour" in told else None


def read_time(cell: str) -> time:
    """Return the time of day: «10:15», «10:15:30», «101530».

    Raises:
        BadInput: ``row_formula`` or ``row_bad_time``.
    """
    typed = ascii_digits(plain(cell, 40))
    match = _CLOCK.fullmatch(typed) or _BARE_TIME.fullmatch(typed)
    if match is None:
        raise BadInput("file", "row_bad_time")
    return _time(match.groupdict(default=""))


def _time(told: dict[str, str]) -> time:
    try:
        return time(int(told["hour"]), int(told["minute"]), int(told.get("second") or 0))
    except ValueError as error:
        raise BadInput("file", "row_bad_time") from error


def read_rials(cell: str, unit: Unit) -> int:
    """Return the rials of an amount that is never below zero; an empty cell is 0.

    Raises:
        BadInput: ``row_formula``, ``row_bad_amount`` or ``row_negative``.
    """
    amount = read_sign(cell, unit) or 0
    if amount < 0:
        raise BadInput("file", "row_negative")
    return amount


def read_sign(cell: str, unit: Unit) -> int | None:
    """Return the rials of an amount with its sign: «-1,000», «1,000-», «(1,000)»; None for an empty cell.

    Raises:
        BadInput: ``row_formula`` or ``row_bad_amount``.
    """
    typed = ascii_digits(plain(cell, 40))
    if not typed:
        return None
    number = typed.strip("()+ " + _MINUS)
    below = typed[0] in _MINUS or typed[-1] in _MINUS or (typed[0] == "(" and typed[-1] == ")")
    try:
        rials = int(read_paid(_NO_REST.sub("", number), unit))
    except BadInput as error:
        raise BadInput("file", "row_bad_amount") from error
    if rials > _MOST:
        raise BadInput("file", "row_bad_amount")
    return -rials if below else rials
