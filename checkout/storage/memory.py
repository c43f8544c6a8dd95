"""A store that forgets everything at exit: plain dicts, simple enough to check the others against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

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
                transaction.check_levels()
                self._tables = {**self._tables, **transaction.changed}
            finally:
                transaction.end()

    def leads(self) -> bool:
        """It is the only process there is."""
        return True

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

    def read_ahead(
        self,
        *,
        records: Iterable[tuple[Kind[Any], str]] = (),
        found: Iterable[tuple[Kind[Any], str, str]] = (),
        stock: Iterable[Sku] = (),
    ) -> None:
        """Everything is at hand already."""

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
        if kind.name == MOVEMENTS.name and self._table(kind).get(kind.key(record), text) != text:
            raise Conflict(kind.name, kind.key(record))
        self._copy(kind)[kind.key(record)] = text

    def delete(self, kind: Kind[T], key: str) -> None:
        """Forget the record of that key, if there is one."""
        if kind.name == MOVEMENTS.name and key in self._table(kind):
            raise Conflict(kind.name, key)
        self._copy(kind).pop(key, None)

    def find(self, kind: Kind[T], index: str, value: str, *, after: str = "", most: int | None = None) -> list[T]:
        """Return the records whose indexed field has that value, by rank: those after a mark, at most so many."""
        of = kind.indexes[index]
        found = sorted((one for one in self.every(kind) if value and of(one) == value), key=kind.mark)
        return [one for one in found if kind.mark(one) > after][:most]

    def newest(self, kind: Kind[T], index: str, value: str, most: int, *, before: str = "") -> list[T]:
        """Return the last records that ``find`` would return, the last one first."""
        found = reversed(self.find(kind, index, value))
        return [one for one in found if not before or kind.mark(one) < before][:most]

    def count(self, kind: Kind[T], index: str, value: str, most: int) -> int:
        """Return how many records ``find`` would return, at most ``most``."""
        return len(self.find(kind, index, value)[:most])

    def every(self, kind: Kind[T], *, after: str = "", most: int | None = None) -> list[T]:
        """Return the records of a kind, by key."""
        texts = sorted((key, text) for key, text in self._table(kind).items() if not after or key > after)
        return [kind.decode(read_document(text)) for _, text in texts[:most]]

    def stock(self, sku: Sku) -> int:
        """Return how many units can be sold now."""
        return sum(movement.quantity for movement in self.every(MOVEMENTS) if movement.sku == sku)

    def move(self, movement: Movement) -> None:
        """Book one stock movement, once; raises OutOfStock when fewer than the units going out are left."""
        if movement.id in self._table(MOVEMENTS):
            return
        available = self.stock(movement.sku)
        if movement.quantity < 0 and available + movement.quantity < 0:
            raise OutOfStock(movement.sku, -movement.quantity, available)
        self.put(MOVEMENTS, movement)

    def check_levels(self) -> None:
        """Raise OutOfStock when the movements put here leave less than nothing."""
        before = Counter[str]()
        for text in self._tables.get(MOVEMENTS.name, {}).values():
            movement = MOVEMENTS.read(text)
            before[movement.sku] += movement.quantity
        after = Counter[str]()
        for text in self.changed.get(MOVEMENTS.name, {}).values():
            movement = MOVEMENTS.read(text)
            after[movement.sku] += movement.quantity
        for sku, level in after.items():
            if level < 0:
                raise OutOfStock(Sku(sku), before[sku] - level, before[sku])

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
