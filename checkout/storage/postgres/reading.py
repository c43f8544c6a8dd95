"""What a transaction has read: each round trip fills it, and what is asked twice is answered from here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeVar

from psycopg import pq

from checkout.kinds import Kind
from checkout.naming import named
from checkout.storage.postgres import statements
from checkout.storage.postgres.line import Ask
from checkout.storage.postgres.values import Names, long, read_long
from checkout.store import StoreDamaged

T = TypeVar("T")

Place = tuple[str, str]
"""The kind and key of a record."""
Way = Literal["find", "first", "count", "every"]
Find = tuple[str, str, str]
"""A kind, one of its indexes, and the value found by."""


class Row(NamedTuple):
    """A record as the store has it; version 0 and no text for one that is not there."""

    version: int
    text: bytes


ABSENT = Row(0, b"")


def record_of(kind: Kind[T], key: str, text: bytes) -> T:
    """Return the record that a text holds; raises StoreDamaged when it holds none of its kind."""
    try:
        return kind.read(text)
    except ValueError as error:
        # What was wrong stands in the cause only: it may quote a buyer's words.
        raise StoreDamaged("the database", f"{named(kind.name, key)}: the document is no record of its kind") from error


class Found(NamedTuple):
    """What a find gave, for the commit to compare: ``bound`` and ``most`` say which part of all was asked for."""

    way: Way
    find: Find
    bound: str
    most: int
    size: int
    versions: tuple[int, ...]


@dataclass(slots=True)
class Reading:
    """Rows by place, places by find, levels by SKU; and of these, what the transaction has relied on.

    ``nowhere`` are those under names that nothing can have: no commit need look at them again.
    """

    names: Names = field(default_factory=Names)
    rows: dict[Place, Row] = field(default_factory=dict)
    found: dict[Find, list[str]] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    nowhere: set[Place | Find] = field(default_factory=set)
    relied: set[Place] = field(default_factory=set)
    relied_finds: dict[tuple[str, Find, str, int], Found] = field(default_factory=dict)

    def beside(self) -> Reading:
        """Return the reading of another transaction in the same snapshot: it has read all this has, and relied on nothing."""
        return Reading(self.names, self.rows, self.found, self.levels, self.nowhere)

    def missing(self, places: Iterable[Place], finds: Iterable[Find], skus: Iterable[str]) -> Missing:
        """Return what of these is not read yet, and take it as absent until it is: under some names nothing can stand."""
        asked = Missing(self.names, [], [], [])
        can_stand = self.names.can_stand
        for place in places:
            if place not in self.rows:
                self.rows[place] = ABSENT
                if can_stand(place[1]):
                    asked.places.append(place)
                else:
                    self.nowhere.add(place)
        for find in finds:
            if find not in self.found:
                self.found[find] = []
                if can_stand(find[2]):
                    asked.finds.append(find)
                else:
                    self.nowhere.add(find)
        for sku in skus:
            if sku not in self.levels:
                self.levels[sku] = 0
                if can_stand(sku):
                    asked.skus.append(sku)
        return asked

    def take(self, missing: Missing, answers: Sequence[pq.abc.PGresult]) -> None:
        """Note the answers to what ``missing`` asked."""
        left = iter(answers)
        if missing.places:
            self._take_rows(missing.places, next(left))
        if missing.finds:
            self._take_found(missing.finds, next(left))
        if missing.skus:
            levels = next(left)
            for at in range(levels.ntuples):
                self.levels[_text_of(levels, at, 0).decode()] = read_long(levels.get_value(at, 1))

    def rows_of(self, kind: str, answer: pq.abc.PGresult) -> list[tuple[str, Row]]:
        """Return the records of an answer, in its order, by key."""
        rows = []
        for at in range(answer.ntuples):
            key = _text_of(answer, at, 0).decode()
            row = Row(read_long(answer.get_value(at, 1)), _text_of(answer, at, 2))
            self.rows[kind, key] = row
            rows.append((key, row))
        return rows

    def rely(self, way: Way, find: Find, part: tuple[str, int], size: int, rows: Iterable[Row] = ()) -> None:
        """Note what a find gave, or the part of it by bound and size: the commit will make it again."""
        self.relied_finds[way, find, *part] = Found(way, find, *part, size, tuple(row.version for row in rows))

    def _take_rows(self, places: Sequence[Place], answer: pq.abc.PGresult) -> None:
        for at in range(answer.ntuples):
            place = places[read_long(answer.get_value(at, 0)) - 1]
            self.rows[place] = Row(read_long(answer.get_value(at, 1)), _text_of(answer, at, 2))

    def _take_found(self, finds: Sequence[Find], answer: pq.abc.PGresult) -> None:
        for at in range(answer.ntuples):
            find = finds[read_long(answer.get_value(at, 0)) - 1]
            key = _text_of(answer, at, 1).decode()
            self.found[find].append(key)
            self.rows[find[0], key] = Row(read_long(answer.get_value(at, 2)), _text_of(answer, at, 3))


class Missing(NamedTuple):
    """What must be asked for."""

    names: Names
    places: list[Place]
    finds: list[Find]
    skus: list[str]

    def asks(self) -> list[Ask]:
        """Return the questions, for one round trip."""
        asks: list[Ask] = []
        if self.places:
            asks.append((statements.RECORDS, self.names.columns(2, self.places)))
        if self.finds:
            asks.append((statements.FOUND, self.names.columns(3, self.finds)))
        if self.skus:
            asks.append((statements.STOCK, [self.names.column(self.skus)]))
        return asks


def _text_of(answer: pq.abc.PGresult, row: int, column: int) -> bytes:
    """Return a text of an answer; none of ours is NULL."""
    return answer.get_value(row, column) or b""


def part_of(find: Find, bound: str, most: int, *, forward: bool) -> Ask:
    """Return the question for the first so many after a mark, or for the last so many before it."""
    kind, index, value = (name.encode() for name in find)
    return statements.FIRST if forward else statements.NEWEST, (kind, index, value, bound.encode(), long(most))
