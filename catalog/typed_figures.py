"""Finding figures that an editor typed: a number with its unit, in any digits, with any separators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from catalog.measures import Measure, MeasureUnit
from shop.text import ascii_digits

_LONGEST = 24
"""No figure of a shop is longer."""
_BLANK = r"(?:[\s\u200c*_]|&nbsp;){0,6}"
_NUMBER = r"(?<![0-9٫/.:٬,])[0-9]+(?:[٬٫,،.'’ \u00a0][0-9]{3}(?![0-9]))*(?:[٫/.][0-9]{1,2}(?![0-9]))?"
_FIGURE = re.compile(
    rf"(?P<number>{_NUMBER}){_BLANK}(?P<times>هزار|میلیون|میلیارد)?{_BLANK}"
    rf"(?P<unit>تومان|تومن|ریال|ساعت|روز|عدد|کیلوگرم|کیلو|گرم|درصد|[٪%]|بار|پله)(?:ه|ی)?(?![^\W_])"
    rf"(?P<working>[\s\u200c]{{1,3}}کاری(?![^\W_]))?",
)
_CLOCK = re.compile(
    r"(?<![0-9:])(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?![0-9:])|ساعت\s{1,3}(?P<full>[0-9]{1,2})(?![0-9:])"
)
_TIMES: Mapping[str | None, int] = {None: 1, "هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9}
_UNITS: Mapping[str, tuple[MeasureUnit, int]] = {
    "تومان": ("rials", 10),
    "تومن": ("rials", 10),
    "ریال": ("rials", 1),
    "ساعت": ("hours", 1),
    "روز": ("days", 1),
    "عدد": ("items", 1),
    "کیلوگرم": ("grams", 1000),
    "کیلو": ("grams", 1000),
    "گرم": ("grams", 1),
    "درصد": ("percent", 1),
    "٪": ("percent", 1),
    "%": ("percent", 1),
    "بار": ("times", 1),
    "پله": ("stairs", 1),
}
_WORKING: Mapping[str, MeasureUnit] = {"ساعت": "working hours", "روز": "working days"}
_LOOSER: Mapping[MeasureUnit, MeasureUnit] = {"working hours": "hours", "working days": "days"}


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A figure as it was typed, and where it begins in its text."""

    typed: str
    measure: Measure
    start: int

    def tells(self, held: Measure) -> bool:
        """Is it this figure? «۴۸ ساعت» tells 48 working hours too, as a slip of the same figure."""
        typed = self.measure
        return typed.amount == held.amount and typed.unit in {held.unit, _LOOSER.get(held.unit)}


def typed_figures(text: str) -> Iterator[TypedFigure]:
    """Yield every figure of a text from which placeholders were taken."""
    plain = ascii_digits(text)
    for match in _FIGURE.finditer(plain):
        if len(match["number"]) > _LONGEST:
            continue
        whole = re.sub("[٬٫,،.'’ \u00a0](?=[0-9]{3})", "", match["number"]).replace("٫", ".").replace("/", ".")
        unit, size = _UNITS[match["unit"]]
        if match["working"]:
            unit = _WORKING.get(match["unit"], unit)
        typed = text[match.start() : match.end()]
        yield TypedFigure(typed, Measure(Decimal(whole) * _TIMES[match["times"]] * size, unit), match.start())
    for match in _CLOCK.finditer(plain):
        hour, minute = match["hour"] or match["full"], match["minute"] or "0"
        yield TypedFigure(
            text[match.start() : match.end()], Measure(Decimal(int(hour) * 60 + int(minute)), "clock"), match.start()
        )
