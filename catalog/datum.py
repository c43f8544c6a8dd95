"""One datum of the shop as a text shows it, made from each kind of value that ``shop.toml`` states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from html import escape, unescape

from catalog.measures import Measure, MeasureUnit, measure, of_span
from catalog.rule_sentences.phrases import clock_time, working_days
from shop.money import Rials, Unit, show_money
from shop.spans import Span, show_span
from shop.text import grouped, number_text, persian_digits

_TAG = re.compile("<[^>]*>")


@dataclass(frozen=True, slots=True)
class Datum:
    """One datum: as pages show it (HTML), plain as an address wants it, and the figures it holds."""

    shown: str
    plain: str
    measures: tuple[Measure, ...] = ()

    @property
    def readable(self) -> str:
        """As plain words, for a heading or a summary."""
        return unescape(_TAG.sub("", self.shown))

    @property
    def is_blank(self) -> bool:
        """Has the owner left it empty?"""
        return not self.plain.strip()


def words(text: str, *measures: Measure) -> Datum:
    """Return words, their digits Persian."""
    return Datum(escape(persian_digits(text)), text, measures)


def latin(text: str) -> Datum:
    """Return what is read from left to right, as it is: an address on the web."""
    return Datum(_isolated(text), text)


def digits(text: str) -> Datum:
    """Return a number that keeps its own dashes, as an account's."""
    return Datum(_isolated(persian_digits(text)), text)


def number(text: str, *groups: int) -> Datum:
    """Return a phone or account number in groups of so many digits."""
    plain = number_text(text)
    parts = []
    rest = plain
    for length in groups:
        parts.append(rest[:length])
        rest = rest[length:]
    shown = "\u00a0".join(part for part in (*parts, rest) if part)
    return Datum(_isolated(persian_digits(shown)), plain)


def count(figure: int, unit: MeasureUnit) -> Datum:
    """Return a bare number; the text around it names the unit."""
    return Datum(grouped(figure), str(figure), (measure(figure, unit),))


def money(amount: Rials, unit: Unit) -> Datum:
    """Return an amount with the shop's unit."""
    return words(show_money(amount, unit), measure(amount, "rials"))


def span(within: Span) -> Datum:
    """Return a span with its unit."""
    return words(show_span(within), of_span(within))


def days(first_and_last: tuple[int, int]) -> Datum:
    """Return how many working days a delivery takes."""
    return words(working_days(first_and_last), *(measure(figure, "working days") for figure in first_and_last))


def clock(since_midnight: timedelta) -> Datum:
    """Return a time of the day."""
    return words(clock_time(since_midnight), measure(since_midnight // timedelta(minutes=1), "clock"))


def _isolated(text: str) -> str:
    return f'<bdi dir="ltr">{escape(text)}</bdi>'
