"""The line of a product's prices over time, as the coordinates of a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.shelf_offer import PricePoint

WIDTH = 320
HEIGHT = 96
_EDGE = 6
_NOW = 28
"""How far the present price's line goes on after its last change; this part is to no scale."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of ``WIDTH`` by ``HEIGHT``: the steps of the price, the ground under them, a dot at each change."""

    line: str
    ground: str
    dots: tuple[tuple[float, float], ...]


def price_chart(prices: Sequence[PricePoint]) -> Chart:
    """BAK-134: return the drawing of at least two prices, oldest first.

    A price holds until the next, so the line goes in steps; it counts from zero, so that a small change looks small.
    """
    first, last = prices[0].since, prices[-1].since
    span, most = (last - first).days, max(point.price for point in prices)
    along = (WIDTH - 2 * _EDGE - _NOW) / span
    up = (HEIGHT - 2 * _EDGE) / most
    dots = tuple(
        (round(_EDGE + (point.since - first).days * along, 1), round(HEIGHT - _EDGE - point.price * up, 1))
        for point in prices
    )
    line = f"M{dots[0][0]:g} {dots[0][1]:g}" + "".join(f"H{x:g}V{y:g}" for x, y in dots[1:]) + f"H{WIDTH - _EDGE}"
    return Chart(line, f"{line}V{HEIGHT}H{dots[0][0]:g}Z", dots)
