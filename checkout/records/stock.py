"""What the service keeps of stock: every movement, counts, and what staff have switched off or granted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shop.order import Mobile
from shop.release import Sku


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One entry of the stock ledger: ``quantity`` units in (> 0) or out (< 0) of what can be sold.

    ``id`` is unique for ever, so the same movement is never booked twice.
    """

    id: str
    sku: Sku
    quantity: int
    reason: Literal["counted", "held", "given_back"]
    at: datetime
    order: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedStock:
    """The count of a SKU that the owner last declared in a release, and how many counts there have been."""

    sku: Sku
    declared: int
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleSwitch:
    """What staff have taken off sale until they put it back: one SKU, or everything under ``EVERYTHING``."""

    sku: Sku
    by: str
    at: datetime


EVERYTHING = Sku("*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """How many of a SKU staff let one buyer order at most, above the item's own maximum."""

    member: Mobile
    sku: Sku
    most: int
    by: str
    at: datetime
