"""A store far away: it counts how often a transaction had to ask it before it could go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from checkout.kinds import MOVEMENTS, Kind
from checkout.records import Movement
from checkout.storage.memory import MemoryStore
from checkout.store import Transaction
from shop.release import Sku

T = TypeVar("T")


class FarStore:
    """A memory store whose transactions note each trip; ``trips`` are those of the last one, ``all_trips`` of each."""

    def __init__(self) -> None:
        self._store = MemoryStore()
        self.trips: list[str] = []
        self.all_trips: list[list[str]] = []

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with self._store.transaction() as tx:
            self.trips = []
            self.all_trips.append(self.trips)
            yield FarTransaction(tx, self.trips)

    def leads(self) -> bool:
        return True

    def close(self) -> None:
        self._store.close()


class FarTransaction:
    """What was read or written once is at hand; anything else is a trip, and all that is read ahead at once is one."""

    def __init__(self, tx: Transaction, trips: list[str]) -> None:
        self._tx = tx
        self._trips = trips
        self._at_hand: set[tuple[str, ...]] = set()

    def read_ahead(
        self,
        *,
        records: Iterable[tuple[Kind[Any], str]] = (),
        found: Iterable[tuple[Kind[Any], str, str]] = (),
        stock: Iterable[Sku] = (),
    ) -> None:
        self._ask(
            "read ahead",
            *((kind.name, key) for kind, key in records),
            *((kind.name, index, value) for kind, index, value in found),
            *(("stock", sku) for sku in stock),
        )

    def get(self, kind: Kind[T], key: str) -> T | None:
        self._ask(f"get {kind.name}", (kind.name, key))
        return self._tx.get(kind, key)

    def insert(self, kind: Kind[T], record: T) -> None:
        self._ask(f"insert {kind.name}", (kind.name, kind.key(record)))
        self._tx.insert(kind, record)

    def put(self, kind: Kind[T], record: T) -> None:
        self._ask(f"put {kind.name}", (kind.name, kind.key(record)))
        self._tx.put(kind, record)

    def delete(self, kind: Kind[T], key: str) -> None:
        self._ask(f"delete {kind.name}", (kind.name, key))
        self._tx.delete(kind, key)

    def find(self, kind: Kind[T], index: str, value: str, *, after: str = "", most: int | None = None) -> list[T]:
        if after or most is not None:
            self._trips.append(f"find first {kind.name}")
        else:
            self._ask(f"find {kind.name}", (kind.name, index, value))
        return self._tx.find(kind, index, value, after=after, most=most)

    def newest(self, kind: Kind[T], index: str, value: str, most: int, *, before: str = "") -> list[T]:
        self._trips.append(f"newest {kind.name}")
        return self._tx.newest(kind, index, value, most, before=before)

    def count(self, kind: Kind[T], index: str, value: str, most: int) -> int:
        self._trips.append(f"count {kind.name}")
        return self._tx.count(kind, index, value, most)

    def every(self, kind: Kind[T], *, after: str = "", most: int | None = None) -> list[T]:
        self._trips.append(f"every {kind.name}")
        return self._tx.every(kind, after=after, most=most)

    def stock(self, sku: Sku) -> int:
        self._ask(f"stock of {sku}", ("stock", sku))
        return self._tx.stock(sku)

    def move(self, movement: Movement) -> None:
        self._ask(f"move {movement.sku}", (MOVEMENTS.name, movement.id), ("stock", movement.sku))
        self._tx.move(movement)

    def _ask(self, what: str, *wanted: tuple[str, ...]) -> None:
        if not self._at_hand.issuperset(wanted):
            self._trips.append(what)
            self._at_hand.update(wanted)
