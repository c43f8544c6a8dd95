"""Which SKUs open orders hold, asked of a shop's store beside whoever runs on it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path

from catalog.last_release import Ordered
from checkout.kinds import ORDERS
from checkout.store import StoreDamaged, StoreUnavailable
from checkout.stores import open_content
from scripts.lib.shops import home_of
from shop.lifecycle import OVER
from shop.release import Sku


def ordered_in(shop: Path) -> Ordered:
    """Return what tells how many open orders of a shop hold some SKUs; a store that cannot be read tells of none."""
    where = os.environ.get("HOJREH_STORE") or str(home_of(shop) / "store")

    def count(wanted: Collection[Sku]) -> Mapping[Sku, int]:
        held: Counter[Sku] = Counter()
        try:
            with open_content(where) as content:
                orders = (ORDERS.decode(row.document) for row in content.rows() if row.kind == ORDERS.name)
                for order in orders:
                    if order.state not in OVER:
                        held.update({line.sku for line in order.lines} & {*wanted})
        except (StoreUnavailable, StoreDamaged):
            return {}  # the same slip is still told, as a warning
        return held

    return count
