"""Makes of a transaction what keeps it; see ``0002_commit.sql``."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from checkout.storage.postgres.locks import MOST_OF_A_KIND, Locks
from checkout.storage.postgres.reading import Found, Place, Reading, record_of
from checkout.storage.postgres.values import Names, longs, texts
from checkout.storage.postgres.writing import Writing

Entry = tuple[str, str, str, str, str]
"""What a record is found by: its kind, the index, the value, its mark, its key."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One transaction's commit: its token, what it locks, whose stock it moves, and the values of its call."""

    token: bytes
    locks: Locks
    skus: Sequence[str]
    values: Sequence[bytes]


def commit_of(reading: Reading, writing: Writing) -> Commit:
    """Return the commit of a transaction; everything written was read before.

    Raises:
        ValueError: an integer has no room in 64 bits.
    """
    names, rows = reading.names, reading.rows
    finds = [one for one in reading.relied_finds.values() if one.find not in reading.nowhere]
    read = list((reading.relied - reading.nowhere) | writing.records.keys())
    old, new = _entries_before(reading, writing), _entries_after(writing)
    locks = _locks(names, read, finds, writing, chain(old, new))
    put = [(place, one.text) for place, one in writing.records.items() if one.text is not None]
    gone = [place for place, one in writing.records.items() if one.text is None and rows[place].version]
    units = sorted((sku, count) for sku, count in writing.units.items() if count)
    token, skus = _new_token(), [sku for sku, _ in units]
    values = [
        token,
        *names.columns(2, read),
        longs([rows[place].version for place in read]),
        *_values_of_finds(names, finds),
        *names.columns(2, gone),
        *names.columns(2, [place for place, _ in put]),
        texts([text for _, text in put]),
        *names.columns(5, [entry for entry in old if entry not in new]),
        *names.columns(5, [entry for entry in new if entry not in old]),
        names.column(skus),
        longs([count for _, count in units]),
    ]
    return Commit(token, locks, skus, values)


def _new_token() -> bytes:
    """Return a UUID: the time in milliseconds, so that those of one hour stand together, and chance."""
    return int(time.time() * 1000).to_bytes(6, "big") + os.urandom(10)


def _values_of_finds(names: Names, finds: Sequence[Found]) -> list[bytes]:
    return [
        *names.columns(3, [one.find for one in finds]),
        names.column([one.bound for one in finds]),
        longs([one.most for one in finds]),
        names.column([one.way for one in finds]),
        longs([one.size for one in finds]),
        longs([*chain.from_iterable(one.versions for one in finds)]),
    ]


def _entries_before(reading: Reading, writing: Writing) -> set[Entry]:
    entries: set[Entry] = set()
    for (name, key), written in writing.records.items():
        if written.kind.indexes and (row := reading.rows[name, key]).version:
            record = record_of(written.kind, key, row.text)
            mark = written.kind.mark(record)
            entries.update((name, index, value, mark, key) for index, value in written.kind.indexed(record).items())
    return entries


def _entries_after(writing: Writing) -> set[Entry]:
    return {
        (name, index, value, written.mark, key)
        for (name, key), written in writing.records.items()
        for index, value in written.indexed.items()
    }


def _locks(
    names: Names, read: Collection[Place], finds: Sequence[Found], writing: Writing, entries: Iterable[Entry]
) -> Locks:
    sizes = Counter([kind for kind, _ in read])
    locks = Locks(
        {kind for kind, size in sizes.items() if size > MOST_OF_A_KIND}
        | {one.find[0] for one in finds if one.way == "every"}
    )
    for place in read:
        locks.record(place[0], names[place[1]], writes=place in writing.records)
    for kind, index, value, _, _ in entries:
        locks.find(kind, index, names[value], finds=False)
    for one in finds:
        kind, index, value = one.find
        locks.find(kind, index, names[value], finds=True)
    return locks
