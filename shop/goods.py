"""What a rule needs to know of the things ordered, wherever they stand: in a cart, in an order, in a question."""

from __future__ import annotations

from dataclasses import dataclass

from shop.money import Rials
from shop.order_parts import Climb
from shop.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """Their value in rials, weight in grams and classes; the working days a seller needs first, 0 for the shop's own."""

    value: Rials
    weight: int = 0
    classes: frozenset[str] = frozenset()
    lead_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Goods that go to a place, and how high heavy ones are carried there."""

    goods: Goods
    place: Place
    climb: Climb = Climb()
