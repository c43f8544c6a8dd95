"""A length of time as a shop states it: clock hours, days, or the shop's own working hours and working days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, ValidationInfo

from shop.errors import BadInput
from shop.text import ascii_digits, normalise, persian_digits

SpanUnit = Literal["hours", "working hours", "days", "working days"]

_SPAN = re.compile(r"([1-9][0-9]{0,3}) (.+)")
_WORDS: dict[SpanUnit, str] = {
    "hours": "ساعت",
    "working hours": "ساعت کاری",
    "days": "روز",
    "working days": "روز کاری",
}
_UNITS: dict[str, SpanUnit] = {
    typed: unit for unit, words in _WORDS.items() for typed in (unit, unit.removesuffix("s"), words)
}


@dataclass(frozen=True, slots=True)
class Span:
    """So many of one unit."""

    count: int
    unit: SpanUnit

    @property
    def by_calendar(self) -> bool:
        """Whether the shop's week and holidays decide where it ends."""
        return self.unit.startswith("working")


def show_span(span: Span) -> str:
    """Return a span in words: «۴۸ ساعت کاری»."""
    return f"{persian_digits(span.count)} {_WORDS[span.unit]}"


def read_span(text: str) -> Span:
    """Return the span that «48 working hours», «1 day» or «۴۸ ساعت کاری» names.

    Raises:
        BadInput: ``bad_span``: no number from 1 to 9999 with one of the four units.
    """
    match = _SPAN.fullmatch(" ".join(ascii_digits(normalise(text)).split()))
    unit = _UNITS.get(match[2]) if match else None
    if match is None or unit is None:
        raise BadInput("span", "bad_span", text)
    return Span(int(match[1]), unit)


def _read(value: object, info: ValidationInfo) -> object:
    """Read a span; a release keeps the span itself."""
    if isinstance(value, Span) or info.mode == "json":
        return value
    try:
        return read_span(value if isinstance(value, str) else "")
    except BadInput as error:
        raise ValueError(error.problem) from error


Within = Annotated[Span, BeforeValidator(_read)]
