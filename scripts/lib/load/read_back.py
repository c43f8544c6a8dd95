"""What a store holds after a load, read whole, and held against what the service acknowledged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from checkout.kinds import LINKS, MOVEMENTS, ORDERS, Kind
from checkout.records import Movement
from checkout.secrets import fingerprint
from checkout.store import Store, retried
from shop.order import Mobile, Order, OrderCode
from shop.release import Sku

T = TypeVar("T")

_AT_ONCE = 1000
"""Records in one transaction."""


@dataclass(frozen=True, slots=True)
class Kept:
    """All orders, by code; where each secret link leads, by its token's hash; every movement; what can be sold."""

    orders: dict[OrderCode, Order]
    links: dict[str, OrderCode]
    movements: tuple[Movement, ...]
    stock: dict[Sku, int]

    def lost(self, acknowledged: Iterable[str]) -> list[str]:
        """Return the acknowledged links behind which there is no order."""
        return [link for link in acknowledged if self.links.get(fingerprint(link)) not in self.orders]

    def doubled(self, most: int = 1) -> list[Mobile]:
        """Return the buyers who have more orders than they placed."""
        return [member for member, count in Counter(o.member for o in self.orders.values()).items() if count > most]

    def oversold(self) -> list[Sku]:
        """Return the SKUs of which more went out than there were, or whose level is not what its movements come to."""
        sums: Counter[Sku] = Counter()
        for movement in self.movements:
            sums[movement.sku] += movement.quantity
        return sorted(sku for sku, units in sums.items() if units < 0 or units != self.stock[sku])

    def unheld(self) -> list[OrderCode]:
        """Return the orders for which nothing was ever taken off the shelves."""
        held = {movement.order for movement in self.movements if movement.reason == "held"}
        return sorted(code for code in self.orders if code not in held)


def read_back(store: Store) -> Kept:
    """Read all of it, in parts: no transaction is held for long, so nothing should be writing."""
    movements = tuple(_all(store, MOVEMENTS))
    return Kept(
        orders={order.code: order for order in _all(store, ORDERS)},
        links={link.token_hash: link.order for link in _all(store, LINKS)},
        movements=movements,
        stock=_stock(store, sorted({movement.sku for movement in movements})),
    )


def _all(store: Store, kind: Kind[T]) -> Iterator[T]:
    after = ""
    while True:
        part = _part(store, kind, after)
        yield from part
        if len(part) < _AT_ONCE:
            return
        after = kind.key(part[-1])


@retried
def _part(store: Store, kind: Kind[T], after: str) -> list[T]:
    with store.transaction() as tx:
        return tx.every(kind, after=after, most=_AT_ONCE)


@retried
def _stock(store: Store, skus: Iterable[Sku]) -> dict[Sku, int]:
    with store.transaction() as tx:
        return {sku: tx.stock(sku) for sku in skus}
