"""Which locks a commit takes: one number for each record, each find and each kind.

A record's lock is shared by who read it and held alone by who writes it. A find's is held alone by who found, and
shared by who writes a record that the find gives, or gave: so writers do not wait for each other. A kind's is shared
by all who read or write it; who read more of it than has room here holds it alone instead. Two numbers may be the same by chance, which costs
a wait and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

from checkout.storage.postgres.values import booleans, integers

MOST_OF_A_KIND = 64
"""Records; the server has room for 64 locks a connection."""


class Locks:
    """The locks of one commit, by number: those that it shares, and those that it holds alone, whatever it shares."""

    def __init__(self, alone_on: Iterable[str]) -> None:
        """Hold these kinds alone; what is asked of them then needs no lock of its own."""
        self._whole = frozenset(alone_on)
        self.shared: set[int] = set()
        self.alone = {_seed(kind) for kind in self._whole}

    def record(self, kind: str, key: bytes, *, writes: bool) -> None:
        """Lock one record."""
        if kind not in self._whole:
            self.shared.add(_seed(kind))
            (self.alone if writes else self.shared).add(crc32(key, _seed(kind, "record")))

    def find(self, kind: str, index: str, value: bytes, *, finds: bool) -> None:
        """Lock a find, for who found or for who writes what it gives."""
        if kind not in self._whole:
            self.shared.add(_seed(kind))
            (self.alone if finds else self.shared).add(crc32(value, _seed(kind, "find", index)))


def kind_lock(kind: str) -> int:
    """Return the number of a kind's lock, as PostgreSQL's signed integer."""
    number = _seed(kind)
    return number - (1 << 32) if number >= 1 << 31 else number


def all_of(commits: Iterable[Locks]) -> tuple[bytes, bytes]:
    """Return the locks of several commits in the one order that all take them in, and which are held alone."""
    shared, alone = set[int](), set[int]()
    for locks in commits:
        shared |= locks.shared
        alone |= locks.alone
    numbers = sorted(shared | alone)
    return integers(numbers), booleans([number in alone for number in numbers])


@lru_cache(maxsize=1000)
def _seed(*names: str) -> int:
    return crc32("\0".join(names).encode())
