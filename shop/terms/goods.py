"""What is sold and for how much: classes of goods, quantities, prices after ordering, sellers' goods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from shop.lifecycle import State
from shop.term_types import ClauseName, Clock, Flag, Named, Positive, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductClass:
    """A class of goods that the rules treat alike.

    ``note`` stands on its products' pages and on the review step; ``insured`` goods leave the shop only with a carriage
    insurance; ``specifications`` are rows that every such product's table has; an order with such goods is not
    cancelled after ``cancel_until``.
    """

    id: Named
    name: Text
    note: str = ""
    insured: Flag = False
    specifications: tuple[Text, ...] = ()
    cancel_until: State | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityTerms:
    """The largest number of one item that is still consumer use, unless the item states its own."""

    maximum: Positive
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class StockTerms:
    """What becomes of an order whose goods ran out; of how many units at most pages say that only a few are left."""

    few: Annotated[int, Field(ge=2, le=100, strict=True)] = 3
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTerms:
    """What becomes of an order's prices after it is registered: locked both ways, or a drop still reaches it.

    With ``history`` every product's page shows all prices it had; without, only those of which some are written down.
    """

    after_order: Literal["locked", "follows_drops"]
    history: Flag = False
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidTerms:
    """The right to void an order whose price was a mistake; below ``gross_percent`` of the market value it is not gross."""

    gross_percent: Annotated[int, Field(gt=0, lt=100, strict=True)] | None = None
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerTerms:
    """Goods of cooperating sellers: their own cut-off in Tehran, and the working days a seller has to hand them in."""

    cutoff: Clock
    lead_days: Positive
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class CartTerms:
    """After how many days an untouched cart is dropped."""

    keep_days: Positive
    clause: ClauseName | None = None
