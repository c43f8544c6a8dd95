"""What can be bought of a product, each by its SKU: its prices past and present, and how much one piece holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from shop.money import Rials
from shop.release import Sku

ContentUnit = Literal["gram", "millilitre", "metre", "piece", "sheet"]


class NetContent(NamedTuple):
    """How much of a thing one piece holds, in its unit."""

    amount: Decimal
    unit: ContentUnit


class PricePoint(NamedTuple):
    """A price in rials and the day from which it held."""

    since: date
    price: Rials


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfOffer:
    """One purchasable SKU of a product; weight in grams. ``stock`` is for the release, never for a page.

    ``prices`` are all it ever had, the present one last. ``holds`` is what one piece holds, where the editor said so.
    """

    sku: Sku
    label: str
    price: Rials
    stock: int
    weight: int
    prices: tuple[PricePoint, ...] = ()
    holds: NetContent | None = None

    @property
    def available(self) -> bool:
        """Is any left, as the owner counted?"""
        return self.stock > 0

    def few(self, most: int) -> bool:
        """Are only a few left, at most so many?"""
        return 0 < self.stock <= most

    @property
    def since(self) -> date | None:
        """The day from which the present price holds."""
        return self.prices[-1].since if self.prices else None

    @property
    def fallen_from(self) -> Rials | None:
        """The price that held right before the present one, where that was higher."""
        before = self.prices[-2].price if len(self.prices) > 1 else self.price
        return before if before > self.price else None
