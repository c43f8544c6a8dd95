"""One transaction of the embedded store: the port's words, said in TinyDB's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from checkout.kinds import MOVEMENTS, Kind
from checkout.records import Movement
from checkout.storage.ledger import Ledger
from checkout.storage.tables import ShelfDatabase, ShelfTable
from shop.errors import Conflict, OutOfStock
from shop.release import Sku

T = TypeVar("T")


class EmbeddedTransaction:
    """The Transaction port: each kind is a TinyDB table, each record a document under its key."""

    def __init__(self, database: ShelfDatabase, ledger: Ledger) -> None:
        self._database = database
        self._ledger = ledger
        self._over = False

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
        document = self._table(kind).document(key)
        return None if document is None else kind.decode(document)

    def insert(self, kind: Kind[T], record: T) -> None:
        """Keep a new record; raises Conflict when its key is taken."""
        if self._table(kind).document(kind.key(record)) is not None:
            raise Conflict(kind.name, kind.key(record))
        self.put(kind, record)

    def put(self, kind: Kind[T], record: T) -> None:
        """Keep the record, in place of any other of its key."""
        document = kind.encode(record)
        if kind.name == MOVEMENTS.name and self._table(kind).document(kind.key(record)) not in (None, document):
            raise Conflict(kind.name, kind.key(record))
        self._table(kind).place(kind.key(record), document)

    def delete(self, kind: Kind[T], key: str) -> None:
        """Forget the record of that key, if there is one."""
        if kind.name == MOVEMENTS.name and self._table(kind).document(key) is not None:
            raise Conflict(kind.name, key)
        self._table(kind).discard(key)

    def find(self, kind: Kind[T], index: str, value: str) -> list[T]:
        """Return the records whose indexed field has that value, by rank."""
        return sorted(map(kind.decode, self._table(kind).found(index, value)), key=kind.mark)

    def newest(self, kind: Kind[T], index: str, value: str, most: int, *, before: str = "") -> list[T]:
        """Return the last records that ``find`` would return, the last one first."""
        found = reversed(self.find(kind, index, value))
        return [one for one in found if not before or kind.mark(one) < before][:most]

    def count(self, kind: Kind[T], index: str, value: str, most: int) -> int:
        """Return how many records ``find`` would return, at most ``most``, without reading them."""
        return min(most, self._table(kind).count_found(index, value))

    def every(self, kind: Kind[T], *, after: str = "", most: int | None = None) -> list[T]:
        """Return the records of a kind, by key."""
        records = (kind.decode(document) for document in self._table(kind))
        return sorted((one for one in records if not after or kind.key(one) > after), key=kind.key)[:most]

    def stock(self, sku: Sku) -> int:
        """Return how many units can be sold now."""
        self._table(MOVEMENTS)
        return self._ledger.level(sku)

    def move(self, movement: Movement) -> None:
        """Book one stock movement, once; raises OutOfStock when fewer than the units going out are left."""
        if self._table(MOVEMENTS).document(movement.id) is not None:
            return
        available = self.stock(movement.sku)
        if movement.quantity < 0 and available + movement.quantity < 0:
            raise OutOfStock(movement.sku, -movement.quantity, available)
        self.put(MOVEMENTS, movement)

    def end(self) -> None:
        """Refuse whatever comes after the block."""
        self._over = True

    def _table(self, kind: Kind[T]) -> ShelfTable:
        if self._over:
            raise RuntimeError("the transaction is over")
        return self._database.shelf_table(kind.name)
