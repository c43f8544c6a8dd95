"""Checking the stock levels that a store keeps beside the movements against the movements themselves."""

from __future__ import annotations

from collections import Counter

from checkout.kinds import MOVEMENTS
from checkout.upkeep.content import Content


def wrong_levels(content: Content) -> list[tuple[str, int, int]]:
    """Return each SKU whose level is not the sum of its movements: the level, and the sum."""
    booked: Counter[str] = Counter()
    for row in content.rows():
        if row.kind == MOVEMENTS.name:
            booked[row.group] += row.document["quantity"]
    levels = content.levels()
    skus = sorted({*booked, *levels})
    return [(sku, levels.get(sku, 0), booked[sku]) for sku in skus if levels.get(sku, 0) != booked[sku]]
