"""How much of each kind there is: a count, and a checksum that does not depend on the order of reading."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checkout.upkeep.content import Row, canonical

_MODULUS = 1 << 256
Sums = dict[str, "Sum"]
"""The sum of each kind, by its name."""


@dataclass(frozen=True, slots=True)
class Sum:
    """So many documents, and the sum of their SHA-256 modulo 2^256."""

    count: int = 0
    total: int = 0

    @property
    def checksum(self) -> str:
        """Return the checksum as 64 hexadecimal digits."""
        return f"{self.total:064x}"

    def plus(self, row: Row) -> Sum:
        """Return the sum with one more document."""
        told = b"\0".join((row.kind.encode(), row.key.encode(), canonical(row)))
        digest = int.from_bytes(hashlib.sha256(told).digest(), "big")
        return Sum(self.count + 1, (self.total + digest) % _MODULUS)


def sums_of(rows: Iterable[Row]) -> Sums:
    """Return the sum of each kind."""
    sums: Sums = {}
    for _ in summed(rows, sums):
        pass
    return sums


def summed(rows: Iterable[Row], sums: Sums) -> Iterator[Row]:
    """Yield the rows, counting each of them in ``sums`` as it passes."""
    for row in rows:
        sums[row.kind] = sums.get(row.kind, Sum()).plus(row)
        yield row
