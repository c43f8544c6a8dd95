"""A length of time as a shop states it: clock hours, days, or the shop's own working hours and working days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator

from shop.text import ascii_digits, persian_digits

SpanUnit = Literal["hours", "working hours", "days", "working days"]

_SPAN = re.compile(r"([1-9][0-9]{0,3}) (working )?(hour|day)s?")
_WORDS: dict[SpanUnit, str] = {
    "hours": "ساعت",
    "working hours": "ساعت کاری",
    "days": "روز",
    "working days": "روز کاری",
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


def _read(value: object) -> object:
    """Read «48 working hours»; a release keeps the span itself."""
    if not isinstance(value, str):
        return value
    match = _SPAN.fullmatch(" ".join(ascii_digits(value).split()))
    if match is None:
        raise ValueError("bad_span")
    unit = f"{match[2] or ''}{match[3]}s"
    return Span(int(match[1]), next(known for known in get_args(SpanUnit) if known == unit))


Within = Annotated[Span, BeforeValidator(_read)]
