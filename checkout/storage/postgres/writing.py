"""What a transaction wants to keep: its records until the commit, seen by its own reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from checkout.kinds import Kind
from checkout.records import Movement
from checkout.storage.postgres.reading import Place, record_of
from checkout.storage.postgres.values import Names

T = TypeVar("T")

_NOTHING: Mapping[str, str] = {}


class Written(NamedTuple):
    """A record as it shall stand: its text, None for one to be forgotten, and what it is found by."""

    kind: Kind[Any]
    text: bytes | None
    indexed: Mapping[str, str]
    mark: str


@dataclass(slots=True)
class Writing:
    """Records by place, and by how much the movements among them change each SKU's level."""

    records: dict[Place, Written] = field(default_factory=dict)
    units: Counter[str] = field(default_factory=Counter)

    def put(self, names: Names, kind: Kind[T], record: T) -> None:
        """Keep a record; raises ValueError when something of it cannot be kept."""
        key = kind.key(record)
        names[key]
        indexed = kind.indexed(record) if kind.indexes else _NOTHING
        mark = ""
        if indexed:
            mark = kind.mark(record)
            for value in (mark, *indexed.values()):
                names[value]
        self.records[kind.name, key] = Written(kind, kind.write(record), indexed, mark)

    def move(self, names: Names, kind: Kind[Movement], movement: Movement) -> None:
        """Keep a movement that is not booked yet."""
        names[movement.sku]
        self.put(names, kind, movement)
        self.units[movement.sku] += movement.quantity

    def delete(self, kind: Kind[T], key: str) -> None:
        """Forget a record."""
        self.records[kind.name, key] = Written(kind, None, _NOTHING, "")

    def of(self, kind: Kind[T]) -> Mapping[str, Written]:
        """Return what is written of a kind, by key."""
        return {key: written for (named, key), written in self.records.items() if named == kind.name}

    def merged(self, kind: Kind[T], rows: Iterable[tuple[str, bytes]], index: str, value: str) -> list[T]:
        """Return the records found by a value, given those kept; only in order where nothing of the kind is written."""
        own = self.of(kind)
        kept = [record_of(kind, key, text) for key, text in rows if key not in own]
        return kept + [
            kind.read(one.text) for one in own.values() if one.text is not None and one.indexed.get(index) == value
        ]
