"""What an editor probably meant by a price or a day that is typed in another way: the message says it, nothing goes by it."""

from __future__ import annotations

import re
from decimal import Decimal

from shop.calendar import read_date
from shop.errors import BadInput
from shop.money import Unit
from shop.text import ascii_digits, normalise, number_text, search_form

_PRICE = re.compile(
    r"(?:از|حدود|فقط)?\s*[~+\"'-]*\s*(?P<number>[0-9][0-9٬,،./٫' ]*?)\s*[\"']?\s*(?P<times>هزار|میلیون|میلیارد)?\s*"
    r"(?:(?P<toman>تومان|تومن|toman|irt)|(?P<rial>ریال|rials?|irr|﷼))?\s*-?\s*(?:#.*)?",
    re.IGNORECASE,
)
_TIMES = {"هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9}
_LONGEST = 20
_MONTHS = {
    search_form(name): number
    for number, name in enumerate(
        ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"), start=1
    )
}
_DAYS = (
    re.compile(r"(?P<day>[0-9]{1,2})[-/. ](?P<month>[0-9]{1,2})[-/. ](?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})[-/. ]+(?P<month>[0-9]{1,2})[-/. ]+(?P<day>[0-9]{1,2})(?:[^0-9].*)?"),
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    re.compile(r"(?P<day>[0-9]{1,2}) (?P<name>\w+) (?:ماه )?(?P<year>[0-9]{4})"),
)
_SHORTER = 3
"""Days by which one month may be shorter than another."""


def likely_price(typed: str, unit: Unit) -> str:
    """Return the number that was probably meant, in the shop's own unit, or nothing."""
    match = _PRICE.fullmatch(ascii_digits(normalise(typed)).strip("−– "))
    if match is None:
        return ""
    number = _number(match["number"], match["times"])
    if match["rial"] and unit == "toman":
        number //= 10
    elif match["toman"] and unit == "rial":
        number *= 10
    return str(number) if 0 < number < 10**_LONGEST else ""


def _number(typed: str, times: str | None) -> int:
    if times:
        decimal = re.sub("[٫/]", ".", re.sub("[٬,،' ]", "", typed))
        return int(Decimal(decimal) * _TIMES[times]) if decimal.count(".") <= 1 else 0
    digits = number_text(re.split(r"[./٫](?=[0-9]{1,2}$)", typed)[0])
    return int(digits) if len(digits) <= _LONGEST else 0


def likely_day(typed: str) -> str:
    """Return the day that was probably meant, as one types it, or nothing; of a day that a month lacks, its last."""
    plain = ascii_digits(normalise(typed))
    match = next((found for form in _DAYS if (found := form.fullmatch(plain))), None)
    if match is None:
        return ""
    parts = match.groupdict()
    month = int(parts["month"]) if "month" in parts else _MONTHS.get(search_form(parts["name"]), 0)
    for day in range(int(parts["day"]), max(0, int(parts["day"]) - _SHORTER - 1), -1):
        try:
            read_date(likely := f"{parts['year']}/{month:02}/{day:02}")
        except BadInput:
            continue
        return likely
    return ""
