"""One transaction of the embedded store: the port's words, said to TinyDB's tables and what stands under them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from checkout.kinds import MOVEMENTS, Kind
from checkout.naming import named
from checkout.records import Movement
from checkout.storage.ledger import Ledger
from checkout.storage.rows import Rows
from checkout.storage.schema import Row
from checkout.storage.shelf import Shelf
from checkout.store import StoreDamaged
from shop.errors import Conflict, OutOfStock
from shop.release import Sku

T = TypeVar("T")


class EmbeddedTransaction:
    """The Transaction port: each kind is a TinyDB table, each record a document under its key."""

    def __init__(self, shelves: Mapping[str, Shelf], ledger: Ledger, rows: Rows) -> None:
        self._shelves = shelves
        self._ledger = ledger
        self._rows = rows
        self._over = False

    def read_ahead(
        self,
        *,
        records: Iterable[tuple[Kind[Any], str]] = (),
        found: Iterable[tuple[Kind[Any], str, str]] = (),
        stock: Iterable[Sku] = (),
    ) -> None:
        """Read at once what will be asked for: by key, by index, and stock levels."""
        self._check()
        self._rows.read_ahead([(kind.name, key) for kind, key in records])
        self._rows.find_ahead([(kind.name, index, value) for kind, index, value in found])
        self._ledger.read_levels(stock)

    def get(self, kind: Kind[T], key: str) -> T | None:
        """Return the record of that key, or None."""
        row = self._row(kind, key)
        return None if row is None else self._read(kind, key, row.text)

    def insert(self, kind: Kind[T], record: T) -> None:
        """Keep a new record; raises Conflict when its key is taken."""
        key = kind.key(record)
        if self._row(kind, key) is not None:
            raise Conflict(kind.name, key)
        self._shelves[kind.name].stage_text(key, kind.write(record), record)

    def put(self, kind: Kind[T], record: T) -> None:
        """Keep the record, in place of any other of its key."""
        key, text = kind.key(record), kind.write(record)
        if kind.name == MOVEMENTS.name and (row := self._row(kind, key)) and row.text != text:
            raise Conflict(kind.name, key)
        self._shelf(kind).stage_text(key, text, record)

    def delete(self, kind: Kind[T], key: str) -> None:
        """Forget the record of that key, if there is one."""
        if kind.name == MOVEMENTS.name and self._row(kind, key):
            raise Conflict(kind.name, key)
        self._shelf(kind).stage(key, None)

    def find(self, kind: Kind[T], index: str, value: str, *, after: str = "", most: int | None = None) -> list[T]:
        """Return the records whose indexed field has that value, by rank: those after a mark, at most so many."""
        found = self._shelf(kind).found(index, value, after, -1 if most is None else most)
        return [self._read(kind, *one) for one in found]

    def newest(self, kind: Kind[T], index: str, value: str, most: int, *, before: str = "") -> list[T]:
        """Return the last records that ``find`` would return, the last one first."""
        return [self._read(kind, *found) for found in self._shelf(kind).newest(index, value, most, before)]

    def count(self, kind: Kind[T], index: str, value: str, most: int) -> int:
        """Return how many records ``find`` would return, at most ``most``, without reading them."""
        return self._shelf(kind).count_found(index, value, most)

    def every(self, kind: Kind[T], *, after: str = "", most: int | None = None) -> list[T]:
        """Return the records of a kind, by key."""
        return [self._read(kind, *part) for part in self._shelf(kind).part(after, -1 if most is None else most)]

    def stock(self, sku: Sku) -> int:
        """Return how many units can be sold now."""
        self._check()
        return self._ledger.level(sku)

    def move(self, movement: Movement) -> None:
        """Book one stock movement, once; raises OutOfStock when fewer than the units going out are left."""
        if self._row(MOVEMENTS, movement.id) is not None:
            return
        available = self._ledger.level(movement.sku)
        if movement.quantity < 0 and available + movement.quantity < 0:
            raise OutOfStock(movement.sku, -movement.quantity, available)
        self._ledger.stage_text(movement.id, MOVEMENTS.write(movement), movement)

    def end(self) -> None:
        """Refuse whatever comes after the block."""
        self._over = True

    def _check(self) -> None:
        if self._over:
            raise RuntimeError("the transaction is over")

    def _row(self, kind: Kind[T], key: str) -> Row | None:
        if self._over:
            raise RuntimeError("the transaction is over")
        return self._rows.get(kind.name, key)

    def _shelf(self, kind: Kind[T]) -> Shelf:
        self._check()
        return self._shelves[kind.name]

    def _read(self, kind: Kind[T], key: str, text: bytes) -> T:
        try:
            return kind.read(text)
        except ValueError as error:
            # What was wrong stands in the cause only: it may quote a buyer's words.
            path = str(self._rows.database.path)
            raise StoreDamaged(path, f"{named(kind.name, key)}: the document is no record of its kind") from error
