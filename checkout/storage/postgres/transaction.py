"""One transaction in PostgreSQL: it reads one snapshot, and writes nothing before its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from psycopg import pq

from checkout.kinds import MOVEMENTS, Kind
from checkout.records import Movement
from checkout.storage.postgres import statements
from checkout.storage.postgres.line import Ask
from checkout.storage.postgres.reading import ABSENT, Find, Place, Reading, Row, Way, part_of, record_of
from checkout.storage.postgres.values import MOST, long, read_long
from checkout.storage.postgres.writing import Writing
from shop.errors import Conflict, OutOfStock
from shop.release import Sku

T = TypeVar("T")

LAST = "\U0010ffff"
"""A mark after all others."""


class PostgresTransaction:
    """The Transaction port; ``ask`` asks the database in its snapshot."""

    def __init__(self, ask: Callable[[Sequence[Ask]], list[pq.abc.PGresult]], reading: Reading) -> None:
        self._ask = ask
        self._over = False
        self.reading = reading
        self.writing = Writing()

    def read_ahead(
        self,
        *,
        records: Iterable[tuple[Kind[Any], str]] = (),
        found: Iterable[tuple[Kind[Any], str, str]] = (),
        stock: Iterable[Sku] = (),
    ) -> None:
        """Read all of it in one round trip."""
        self._read(
            [(kind.name, key) for kind, key in records],
            [(kind.name, index, value) for kind, index, value in found],
            stock,
        )

    def get(self, kind: Kind[T], key: str) -> T | None:
        """Return the record of that key, or None."""
        self._check()
        written = self.writing.records.get((kind.name, key))
        text = self._row((kind.name, key)).text if written is None else written.text
        return record_of(kind, key, text) if text else None

    def insert(self, kind: Kind[T], record: T) -> None:
        """Keep a new record; raises Conflict when its key is taken."""
        if self._stands(kind, kind.key(record)):
            raise Conflict(kind.name, kind.key(record))
        self.put(kind, record)

    def put(self, kind: Kind[T], record: T) -> None:
        """Keep the record, in place of any other of its key."""
        self._check()
        if not isinstance(record, Movement):
            self.writing.put(self.reading.names, kind, record)
            return
        booked = self.get(kind, kind.key(record))
        if booked is None:
            self.writing.move(self.reading.names, MOVEMENTS, record)
        elif booked != record:
            raise Conflict(kind.name, kind.key(record))

    def delete(self, kind: Kind[T], key: str) -> None:
        """Forget the record of that key, if there is one."""
        self._check()
        if kind.name == MOVEMENTS.name and self._stands(kind, key):
            raise Conflict(kind.name, key)
        if self.reading.names.can_stand(key):
            self.writing.delete(kind, key)

    def find(self, kind: Kind[T], index: str, value: str, *, after: str = "", most: int | None = None) -> list[T]:
        """Return the records whose indexed field has that value, by rank: those after a mark, at most so many."""
        find = self._named(kind, index, value)
        if after or most is not None:
            return self._part(kind, find, after, MOST if most is None else most, forward=True)
        if find not in self.reading.found:
            self._read(finds=[find])
        rows = [(key, self.reading.rows[kind.name, key]) for key in self.reading.found[find]]
        self.reading.rely("find", find, (LAST, MOST), len(rows), [row for _, row in rows[::-1]])
        found = self.writing.merged(kind, [(key, row.text) for key, row in rows], index, value)
        return sorted(found, key=kind.mark) if self.writing.records else found

    def newest(self, kind: Kind[T], index: str, value: str, most: int, *, before: str = "") -> list[T]:
        """Return the last records that ``find`` would return, the last one first."""
        return self._part(kind, self._named(kind, index, value), before or LAST, most, forward=False)

    def count(self, kind: Kind[T], index: str, value: str, most: int) -> int:
        """Return how many records ``find`` would return, at most ``most``, without reading them."""
        find = self._named(kind, index, value)
        if self.writing.of(kind) or not self.reading.names.can_stand(value):
            return len(self.newest(kind, index, value, most))
        question = (statements.COUNT, (*(name.encode() for name in find), long(most)))
        count = read_long(self._ask([question])[0].get_value(0, 0))
        self.reading.rely("count", find, ("", most), count)
        return count

    def every(self, kind: Kind[T], *, after: str = "", most: int | None = None) -> list[T]:
        """Return the records of a kind, by key."""
        self._check()
        if not self.reading.names.can_stand(after):
            raise ValueError("no key is like the one after which to read")
        own = self.writing.of(kind)
        since = f"{after}\x01" if after else ""  # nothing stands between the two: a key has no NUL in it
        asked = MOST if most is None else min(most + len(own), MOST)
        answer = self._ask([(statements.EVERY, (kind.name.encode(), since.encode(), long(asked)))])[0]
        rows = self.reading.rows_of(kind.name, answer)
        self.reading.rely("every", (kind.name, "", ""), (since, asked), len(rows), [row for _, row in rows])
        texts = {key: row.text for key, row in rows if key not in own}
        texts |= {key: one.text for key, one in own.items() if one.text is not None and (not after or key > after)}
        return [record_of(kind, key, texts[key]) for key in sorted(texts)[:most]]

    def stock(self, sku: Sku) -> int:
        """Return how many units can be sold now."""
        self._check()
        if sku not in self.reading.levels:
            self._read(skus=[sku])
        return self.reading.levels[sku] + self.writing.units[sku]

    def move(self, movement: Movement) -> None:
        """Book one stock movement, once; raises OutOfStock when fewer than the units going out are left."""
        self._check()
        place = (MOVEMENTS.name, movement.id)
        if place not in self.reading.rows or movement.sku not in self.reading.levels:
            self._read([place], (), [movement.sku])
        if self._stands(MOVEMENTS, movement.id):
            return
        available = self.stock(movement.sku)
        if movement.quantity < 0 and available + movement.quantity < 0:
            raise OutOfStock(movement.sku, -movement.quantity, available)
        self.writing.move(self.reading.names, MOVEMENTS, movement)

    def end(self) -> None:
        """Refuse whatever comes after the block."""
        self._over = True

    def learn(self) -> None:
        """Read what is written and was never read: a commit must know what it replaces, and what stock it takes from.

        Raises OutOfStock when all movements of a SKU together take more than is left.
        """
        taken = {sku: count for sku, count in self.writing.units.items() if count < 0}
        self._read(list(self.writing.records), (), taken)
        for sku, count in taken.items():
            if self.reading.levels[sku] + count < 0:
                raise OutOfStock(Sku(sku), -count, self.reading.levels[sku])

    def _check(self) -> None:
        if self._over:
            raise RuntimeError("the transaction is over")

    def _named(self, kind: Kind[Any], index: str, value: str) -> Find:
        self._check()
        kind.indexes[index]
        return kind.name, index, value

    def _stands(self, kind: Kind[T], key: str) -> bool:
        self._check()
        written = self.writing.records.get((kind.name, key))
        return self._row((kind.name, key)) is not ABSENT if written is None else written.text is not None

    def _part(self, kind: Kind[T], find: Find, bound: str, most: int, *, forward: bool) -> list[T]:
        """Return what is found after a mark, the first one first, or before it, the last one first; at most so many."""
        own, names = self.writing.of(kind), self.reading.names
        if not (names.can_stand(find[2]) and names.can_stand(bound)):
            return []
        asked = min(most + len(own), MOST)
        rows = self.reading.rows_of(kind.name, self._ask([part_of(find, bound, asked, forward=forward)])[0])
        way: Way = "first" if forward else "find"
        self.reading.rely(way, find, (bound, asked), len(rows), [row for _, row in rows])
        found = self.writing.merged(kind, [(key, row.text) for key, row in rows], *find[1:])
        if own:
            inside = [one for one in found if (kind.mark(one) > bound if forward else kind.mark(one) < bound)]
            found = sorted(inside, key=kind.mark, reverse=not forward)
        return found[:most]

    def _row(self, place: Place) -> Row:
        self.reading.relied.add(place)
        row = self.reading.rows.get(place)
        if row is None:
            self._read([place])
            row = self.reading.rows[place]
        return row

    def _read(self, places: Iterable[Place] = (), finds: Iterable[Find] = (), skus: Iterable[str] = ()) -> None:
        self._check()
        missing = self.reading.missing(places, finds, skus)
        asks = missing.asks()
        if asks:
            self.reading.take(missing, self._ask(asks))
