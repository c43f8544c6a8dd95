"""A figure with its unit, so that what a rule holds and what a text types can be held against each other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from shop.spans import Span, SpanUnit

MeasureUnit = SpanUnit | Literal["rials", "items", "grams", "percent", "times", "stairs", "clock"]
"""``clock`` is a time of the day, in minutes since midnight."""


@dataclass(frozen=True, slots=True)
class Measure:
    """So many of one unit; money is in rials whatever unit it was typed in."""

    amount: Decimal
    unit: MeasureUnit


def measure(amount: float | Decimal, unit: MeasureUnit) -> Measure:
    """Return so many of a unit."""
    return Measure(Decimal(amount), unit)


def of_span(span: Span) -> Measure:
    """Return a span's count with its unit."""
    return measure(span.count, span.unit)
