"""What the front page shows of all shelves: what has become cheaper lately."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from catalog.site import Product

LATELY = timedelta(days=45)
FEWEST, MOST = 2, 4
"""A row on desks, two on phones; one product alone makes no section."""


def fallen(products: Sequence[Product]) -> tuple[Product, ...]:
    """Return goods that can be had and whose price fell lately, the latest fall first; none where it is a single one.

    Lately is before the last day on which anything in the shop came or changed its price, not before today: the same
    folder makes the same pages.
    """
    known = [day for one in products for day in (one.date, one.cheapest.since) if day]
    found = [
        one for one in products if one.available and one.cheapest.fallen_from and _since(one) >= max(known) - LATELY
    ]
    latest = sorted(found, key=lambda one: -_since(one).toordinal())[:MOST]
    return tuple(latest) if len(latest) >= FEWEST else ()


def _since(product: Product) -> date:
    return product.cheapest.since or product.date
