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
    found = [one for one in products if has_fallen(one)]
    since = max(map(last_day, products)) - LATELY if found else date.max
    found = [one for one in found if _since(one) >= since]
    latest = sorted(found, key=lambda one: -_since(one).toordinal())[:MOST]
    return tuple(latest) if len(latest) >= FEWEST else ()


def has_fallen(product: Product) -> bool:
    """Can a product be had at a price that is lower than the one before?"""
    return product.available and product.cheapest.fallen_from is not None


def last_day(product: Product) -> date:
    """Return the last day on which a product came or changed the price it is shown with."""
    return max(product.date, product.cheapest.since or product.date)


def _since(product: Product) -> date:
    return product.cheapest.since or product.date
