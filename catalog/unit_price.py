"""What a kilogram, a litre, a metre or one piece of a thing costs, so that packs of other sizes can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from catalog.shelf_offer import ContentUnit, NetContent, ShelfOffer
from shop.money import Rials, Unit, price_of_one

_NAMES: Mapping[ContentUnit, str] = {
    "gram": "گرم",
    "millilitre": "میلی‌لیتر",
    "metre": "متر",
    "piece": "عدد",
    "sheet": "برگ",
}
_THOUSANDS: Mapping[ContentUnit, str] = {"gram": "کیلو", "millilitre": "لیتر"}
_LITTLE = 100
"""Of a pack of up to so many grams nobody buys a kilogram: its price is told for one."""


class UnitPrice(NamedTuple):
    """A measure as people name it («کیلو»), and what one of it costs in rials."""

    name: str
    price: Rials


def unit_price(offer: ShelfOffer, unit: Unit) -> UnitPrice | None:
    """Return the price of one measure to the nearest whole ``unit``, None where there is nothing to compare."""
    if offer.holds is None:
        return None
    amount, name = _measure(offer.holds)
    return None if amount == 1 else UnitPrice(name, price_of_one(offer.price, amount, unit))


def _measure(holds: NetContent) -> tuple[Decimal, str]:
    """Return how many of the measure there are that is told, and its name."""
    if holds.unit in _THOUSANDS and holds.amount > _LITTLE:
        return holds.amount.scaleb(-3), _THOUSANDS[holds.unit]
    return holds.amount, _NAMES[holds.unit]
