"""Bands of prices with round ends, taken from the prices that a shelf has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from shop.money import UNIT_NAMES, Rials, Unit, units_of
from shop.text import persian_digits

MOST = 5
A_BAND = 3
"""How many goods make a band worth while, on average."""
_STEPS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0)
_SCALES = ((1_000_000_000, "میلیارد"), (1_000_000, "میلیون"), (1_000, "هزار"))


class Band(NamedTuple):
    """Prices from ``low`` on and below ``high``, both in the shop's unit; 0 is no end."""

    low: int
    high: int

    @property
    def key(self) -> str:
        """Its name in addresses."""
        if not self.low:
            return f"under-{self.high}"
        return f"from-{self.low}-{self.high}" if self.high else f"from-{self.low}"

    def holds(self, price: int) -> bool:
        """Is this price in it?"""
        return self.low <= price and (not self.high or price < self.high)


def bands(prices: Sequence[Rials], unit: Unit) -> tuple[Band, ...]:
    """Return the bands of some prices, cheapest first: about as many goods in each, none empty; none where one holds all."""
    ordered = sorted(units_of(price, unit) for price in prices)
    parts = min(MOST, max(2, len(ordered) // A_BAND))
    edges = [0]
    for part in range(1, parts) if ordered else ():
        edge = _round_below(ordered[len(ordered) * part // parts])
        if any(edges[-1] <= price < edge for price in ordered):
            edges.append(edge)
    if len(edges) == 1:
        return ()
    return tuple(Band(low, high) for low, high in zip(edges, [*edges[1:], 0], strict=True))


def _round_below(amount: int) -> int:
    """Return the highest figure that people call round and that is not above an amount."""
    if amount < 1:
        return 0
    power = 10 ** (len(str(amount)) - 1)
    return max(int(step * power) for step in _STEPS if step * power <= amount)


def show_band(band: Band, unit: Unit) -> str:
    """Return a band in words: «زیر ۵۰۰ هزار تومان», «۲ تا ۴ میلیون تومان», «۵۰۰ هزار تا ۱ میلیون تومان», «۱ میلیون تومان و بیشتر»."""
    name = UNIT_NAMES[unit]
    if not band.low:
        return f"زیر {_words(band.high)} {name}"
    if not band.high:
        return f"{_words(band.low)} {name} و بیشتر"
    same_scale = _scaled(band.low)[1] == _scaled(band.high)[1]
    low = _scaled(band.low)[0] if same_scale else _words(band.low)
    return f"{low} تا {_words(band.high)} {name}"


def _words(amount: int) -> str:
    return " ".join(filter(None, _scaled(amount)))


def _scaled(amount: int) -> tuple[str, str]:
    """Return the digits of a round amount and its scale: «۱٫۵» and «میلیون»."""
    scale, name = next(((scale, name) for scale, name in _SCALES if amount >= scale), (1, ""))
    return persian_digits(f"{amount / scale:g}").replace(".", "٫"), name
