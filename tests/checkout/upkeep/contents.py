"""A store's content read through the port, for stores that have no reader of their own."""

from __future__ import annotations

from collections.abc import Iterator

from checkout.kinds import KINDS, MOVEMENTS
from checkout.store import Store
from checkout.upkeep.content import Row


class PortContent:
    """What a store held when it was made."""

    def __init__(self, store: Store) -> None:
        with store.transaction() as tx:
            found = [Row(kind.name, kind.key(one), kind.encode(one)) for kind in KINDS for one in tx.every(kind)]
            self._levels = {str(one.sku): tx.stock(one.sku) for one in tx.every(MOVEMENTS)}
        self._rows = sorted(found, key=lambda row: row.place)

    def kinds(self) -> list[str]:
        return sorted({row.kind for row in self._rows})

    def rows(self) -> Iterator[Row]:
        return iter(self._rows)

    def levels(self) -> dict[str, int]:
        return self._levels
