"""Keeping the memory of a build in a file beside its pages, for a build in another process.

What is kept of the products lies in parts, so that after an edit one of them is packed anew and all others are written as
they were read. A file that is broken, of another program or of other pages than those that stand there is as good as none.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from catalog.bond import Bond
from catalog.kept import Memory
from catalog.packing import PROTOCOL, Entry, Unpacker, entries_of, pack, pack_house, unpack, with_entries

_SUM = 16
_BROKEN = (OSError, EOFError, ValueError, TypeError, AttributeError, ImportError, LookupError, pickle.UnpicklingError)
"""What may come of bytes that are no memory of ours; their checksum leaves little room for it."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A memory with the parts that it was read from."""

    memory: Memory = field(default_factory=Memory)
    parts: Mapping[int, bytes] = field(default_factory=dict)


NOTHING_FILED = Filed()


def read_memory(file: Path, bond: Bond) -> Filed:
    """Return the memory in a file, an empty one where there is none of this bond."""
    try:
        with file.open("rb") as opened:
            if opened.read(len(bond.head)) != bond.head:
                return Filed()
            checksum, packed = opened.read(_SUM), opened.read()
        return _whole(packed) if checksum == _checksum(packed) else Filed()
    except _BROKEN:
        return Filed()


def write_memory(file: Path, bond: Bond, memory: Memory, before: Filed) -> None:
    """Leave a memory in a file; it is there when it is whole."""
    packed = pickle.dumps((pack_house(memory), _parts(memory, before)), PROTOCOL)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    with fresh.open("wb") as opened:
        opened.writelines((bond.head, _checksum(packed), packed))
    fresh.replace(file)


def _parts(memory: Memory, before: Filed) -> dict[int, bytes]:
    """Return the parts, those as they were read of which nothing has changed."""
    now, old = entries_of(memory), entries_of(before.memory)
    return {
        part: before.parts[part] if _is_same(entries, old.get(part, [])) else pack(entries)
        for part, entries in now.items()
    }


def _is_same(some: list[Entry], others: list[Entry]) -> bool:
    return len(some) == len(others) and all(
        one.kept is other.kept and one.product is other.product for one, other in zip(some, others, strict=True)
    )


def _whole(packed: bytes) -> Filed:
    """Unpack a memory; to look for garbage in the midst of it, of which there is none, would take as long again."""
    collects = gc.isenabled()
    gc.disable()
    try:
        return _unpacked(packed)
    finally:
        gc.freeze()
        if collects:
            gc.enable()


def _unpacked(packed: bytes) -> Filed:
    house, parts = Unpacker(packed, {}).load()
    entries = [entry for part in parts.values() for entry in unpack(part)]
    products = {entry.product.slug: entry.product for entry in entries if entry.product}
    memory = Unpacker(house, products).load()
    return Filed(with_entries(memory, entries), parts)


def _checksum(packed: bytes) -> bytes:
    return hashlib.blake2b(packed, digest_size=_SUM).digest()
