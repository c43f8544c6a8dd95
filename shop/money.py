"""Money: integer rials inside, toman or rial where a person reads or types it. The one place that rounds."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NewType

from shop.errors import BadInput
from shop.text import ascii_digits, grouped, normalise

Rials = NewType("Rials", int)
Unit = Literal["toman", "rial"]

UNIT_NAMES: dict[Unit, str] = {"toman": "تومان", "rial": "ریال"}
_PERCENT = 100
_PER_UNIT: dict[Unit, int] = {"toman": 10, "rial": 1}
_GROUPS = re.compile(r"[0-9]+|[0-9]{1,3}(?:([,٬،.'’ _])[0-9]{3})(?:\1[0-9]{3})*")
_LONGEST = 24
"""No amount of money is longer; Python itself refuses to read numbers of thousands of digits."""
_AMOUNT = re.compile(r"(?P<number>.+?)\s*(?P<unit>toman|rial|تومان|ریال)")


def read_number(text: str) -> int:
    """Return a whole number typed with any digits and any separators between thousands.

    Raises:
        BadInput: it is not such a number (words, a sign, a fraction, odd groups).
    """
    plain = ascii_digits(normalise(text))
    if len(plain) > _LONGEST or not _GROUPS.fullmatch(plain):
        raise BadInput("number", "not_a_number", text)
    return int(re.sub("[^0-9]", "", plain))


def read_price(text: str, unit: Unit) -> Rials:
    """Return a price that an editor typed in the shop's ``unit`` as rials, at least one.

    Raises:
        BadInput: ``not_a_number``, or ``not_positive`` for zero.
    """
    number = read_number(text)
    if number == 0:
        raise BadInput("price", "not_positive", text)
    return Rials(number * _PER_UNIT[unit])


def read_paid(text: str, unit: Unit, field: str = "amount") -> Rials:
    """Return an amount that buyers or staff typed in the shop's ``unit`` as rials.

    Raises:
        BadInput: ``not_a_number``.
    """
    try:
        return Rials(read_number(text) * _PER_UNIT[unit])
    except BadInput as error:
        raise BadInput(field, "not_a_number", text) from error


def read_amount(text: str) -> Rials:
    """Return an amount that names its own unit: «95000 toman», «۹۵۰٬۰۰۰ ریال».

    Raises:
        BadInput: ``no_unit`` or ``not_a_number``.
    """
    match = _AMOUNT.fullmatch(normalise(text))
    if match is None:
        raise BadInput("amount", "no_unit", text)
    unit: Unit = "toman" if match["unit"] in {"toman", "تومان"} else "rial"
    return Rials(read_number(match["number"]) * _PER_UNIT[unit])


def share(amount: Rials, percent: Decimal | int) -> Rials:
    """ATR-040: return so many percent of an amount in whole rials, rounded down: a part of a rial is never taken."""
    return Rials(int(amount * Fraction(percent) / _PERCENT))


def whole_percent(part: int, whole: Rials) -> int:
    """BAQ-076: return how many whole percent of an amount another is; a percent that is not full does not count."""
    return part * _PERCENT // whole


def price_of_one(price: Rials, amount: Decimal, unit: Unit) -> Rials:
    """Return what one of ``amount`` costs at a price of them all, to the nearest whole ``unit``; a half goes up."""
    rials = _PER_UNIT[unit]
    return Rials(int(Fraction(price) / Fraction(amount) / rials + Fraction(1, 2)) * rials)


def whole_toman(amount: Rials) -> int:
    """Return an amount in whole toman, for those who know no smaller unit; a part of a toman counts as one.

    So nobody is told less than they will pay, and nothing that costs something is told to be free.
    """
    return -(-amount // _PER_UNIT["toman"])


def units_of(amount: Rials, unit: Unit) -> int:
    """Return how many whole units an amount is: what a filter compares, never what is paid."""
    return amount // _PER_UNIT[unit]


def show_amount(amount: Rials, unit: Unit) -> str:
    """Return the digits of an amount in ``unit``: ۲٬۹۵۰٬۰۰۰ (a toman amount keeps a last rial as «٫۵»)."""
    whole, rest = divmod(abs(amount), _PER_UNIT[unit])
    sign = "−" if amount < 0 else ""
    return f"{sign}{grouped(whole)}" + (f"٫{grouped(rest)}" if rest else "")


def show_money(amount: Rials, unit: Unit) -> str:
    """Return an amount with its unit: «۲٬۹۵۰٬۰۰۰ تومان», the blank between them unbreakable."""
    return f"{show_amount(amount, unit)}\u00a0{UNIT_NAMES[unit]}"
