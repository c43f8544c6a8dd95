"""A store that forgets everything at exit: plain dicts, simple enough to check the others against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from checkout.kinds import MOVEMENTS, Kind
from checkout.records import Movement
from checkout.storage.texts import read_document, write_document
from checkout.storage.turns import Turns
from shop.errors import Conflict, OutOfStock
from shop.release import Sku

T = TypeVar("T")
Tables = Mapping[str, Mapping[str, bytes]]


class MemoryStore:
    """The Store port over dicts of JSON texts, one dict a kind."""

    def __init__(self) -> None:
        self._tables: Tables = {}
        self._turns = Turns()

    @contextmanager
    def transaction(self) -> Iterator[MemoryTransaction]:
        """Open a transaction; see the port."""
        with self._turns.turn():
            transaction = MemoryTransaction(self._tables)
            try:
                yield transaction
                self._tables = {**self._tables, **transaction.changed}
            finally:
                transaction.end()

    def close(self) -> None:
        """Refuse further transactions; what was kept is gone with the object."""
        if not self._turns.over:
            with self._turns.turn():
                self._turns.end()


class MemoryTransaction:
    """The Transaction port: a table is copied when it is first written to."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._over = False
        self.changed: dict[str, dict[str, bytes]] = {}

    def get(self, kind: Kind[T], key: str) -> T | None:
        """Return the record of that key, or None."""
        text = self._table(kind).get(key)
        return None if text is None else kind.decode(read_document(text))

    def insert(self, kind: Kind[T], record: T) -> None:
        """Keep a new record; raises Conflict when its key is taken."""
        if kind.key(record) in self._table(kind):
            raise Conflict(kind.name, kind.key(record))
        self.put(kind, record)

    def put(self, kind: Kind[T], record: T) -> None:
        """Keep the record, in place of any other of its key."""
        text = write_document(kind.encode(record))
        self._copy(kind)[kind.key(record)] = text

    def delete(self, kind: Kind[T], key: str) -> None:
        """Forget the record of that key, if there is one."""
        self._copy(kind).pop(key, None)

    def find(self, kind: Kind[T], index: str, value: str) -> list[T]:
        """Return the records whose indexed field has that value, in key order."""
        return [record for record in self.every(kind) if kind.indexes[index](record) == value]

    def count(self, kind: Kind[T], index: str, value: str) -> int:
        """Return how many records ``find`` would return."""
        return len(self.find(kind, index, value))

    def every(self, kind: Kind[T]) -> list[T]:
        """Return all records of a kind, in key order."""
        return [kind.decode(read_document(text)) for _, text in sorted(self._table(kind).items())]

    def stock(self, sku: Sku) -> int:
        """Return how many units can be sold now."""
        return sum(movement.quantity for movement in self.find(MOVEMENTS, "sku", sku))

    def move(self, movement: Movement) -> None:
        """Book one stock movement, once; raises OutOfStock when fewer than the units going out are left."""
        if movement.id in self._table(MOVEMENTS):
            return
        available = self.stock(movement.sku)
        if movement.quantity < 0 and available + movement.quantity < 0:
            raise OutOfStock(movement.sku, -movement.quantity, available)
        self.put(MOVEMENTS, movement)

    def end(self) -> None:
        """Refuse whatever comes after the block."""
        self._over = True

    def _table(self, kind: Kind[T]) -> Mapping[str, bytes]:
        if self._over:
            raise RuntimeError("the transaction is over")
        if kind.name in self.changed:
            return self.changed[kind.name]
        return self._tables.get(kind.name, {})

    def _copy(self, kind: Kind[T]) -> dict[str, bytes]:
        table = self._table(kind)
        if kind.name not in self.changed:
            self.changed[kind.name] = dict(table)
        return self.changed[kind.name]
