"""Which SKUs open orders hold, asked of a shop's store beside whoever runs on it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.lib.shops import home_of

if TYPE_CHECKING:
    from catalog.last_release import Ordered
    from shop.release import Sku


def ordered_in(shop: Path) -> Ordered:
    """Return what tells how many open orders of a shop hold some SKUs; a store that cannot be read tells of none."""
    where = os.environ.get("HOJREH_STORE") or str(home_of(shop) / "store")

    def count(wanted: Collection[Sku]) -> Mapping[Sku, int]:
        # Asked only where a SKU is gone; the store's adapters take longer to import than most builds take.
        from checkout.kinds import ORDERS  # noqa: PLC0415
        from checkout.store import StoreDamaged, StoreUnavailable  # noqa: PLC0415
        from checkout.stores import open_content  # noqa: PLC0415
        from shop.lifecycle import OVER  # noqa: PLC0415

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
