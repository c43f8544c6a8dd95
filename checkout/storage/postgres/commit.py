"""Makes of a transaction the one call that keeps it; see ``0002_commit.sql``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from checkout.storage.postgres.locks import MOST_OF_A_KIND, Locks
from checkout.storage.postgres.reading import Found, Place, Reading, Row
from checkout.storage.postgres.values import longs, texts
from checkout.storage.postgres.writing import Writing

Entry = tuple[str, str, str, str, str]
"""What a record is found by: its kind, the index, the value, its mark, its key."""


def values_of(token: bytes, reading: Reading, writing: Writing) -> list[bytes]:
    """Return the values of a commit; everything written was read before.

    Raises:
        ValueError: an integer has no room in 64 bits.
    """
    finds = list(reading.relied_finds.values())
    read = sorted(reading.relied | writing.records.keys())
    kept = {place: reading.rows[place] for place in read}
    old, new = _entries_before(writing, kept), _entries_after(writing)
    locks = _locks(read, finds, writing, old | new)
    units = sorted((sku, count) for sku, count in writing.units.items() if count)
    put = [(place, one.text) for place, one in writing.records.items() if one.text is not None]
    gone = [place for place, one in writing.records.items() if one.text is None and kept[place].version]
    return [
        token,
        *locks.values(),
        *_columns(2, read),
        longs([row.version for row in kept.values()]),
        *_values_of_finds(finds),
        *_columns(2, gone),
        *_columns(2, [place for place, _ in put]),
        texts([text for _, text in put]),
        *_columns(5, sorted(old - new)),
        *_columns(5, sorted(new - old)),
        texts([sku.encode() for sku, _ in units]),
        longs([count for _, count in units]),
    ]


def _values_of_finds(finds: Sequence[Found]) -> list[bytes]:
    return [
        *_columns(3, [one.find for one in finds]),
        texts([one.bound.encode() for one in finds]),
        longs([one.most for one in finds]),
        texts([one.way.encode() for one in finds]),
        longs([one.size for one in finds]),
        longs([*chain.from_iterable(one.versions for one in finds)]),
    ]


def _entries_before(writing: Writing, kept: dict[Place, Row]) -> set[Entry]:
    entries: set[Entry] = set()
    for (name, key), written in writing.records.items():
        row = kept[name, key]
        if row.version and written.kind.indexes:
            record = written.kind.read(row.text)
            mark = written.kind.mark(record)
            entries.update((name, index, value, mark, key) for index, value in written.kind.indexed(record).items())
    return entries


def _entries_after(writing: Writing) -> set[Entry]:
    return {
        (name, index, value, written.mark, key)
        for (name, key), written in writing.records.items()
        for index, value in written.indexed.items()
    }


def _locks(read: Sequence[Place], finds: Sequence[Found], writing: Writing, entries: Iterable[Entry]) -> Locks:
    sizes = Counter(kind for kind, _ in read)
    locks = Locks(
        {kind for kind, size in sizes.items() if size > MOST_OF_A_KIND}
        | {one.find[0] for one in finds if one.way == "every"}
    )
    for kind, key in read:
        locks.record(kind, key.encode(), writes=(kind, key) in writing.records)
    for kind, index, value, _, _ in entries:
        locks.find(kind, index, value.encode(), finds=False)
    for one in finds:
        kind, index, value = one.find
        locks.find(kind, index, value.encode(), finds=True)
    return locks


def _columns(width: int, rows: Sequence[Sequence[str]]) -> list[bytes]:
    """Return rows of texts as so many columns."""
    if not rows:
        return [texts(())] * width
    return [texts([value.encode() for value in column]) for column in zip(*rows, strict=True)]
