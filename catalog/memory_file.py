"""Keeping the memory of a build in a file beside its pages, for a build in another process.

What is kept of the products lies in parts, so that after an edit one of them is packed anew and all others are written as
they were read; what lists show of a shelf's goods lies in one piece too, so that after an edit no other need be looked at. A
file that is broken, of another program or of other pages than those that stand there is as good as none.
"""

from __future__ import annotations

import gc
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from catalog.blobs import Blob, read_blobs
from catalog.bond import Bond
from catalog.edited.register import Register
from catalog.kept import Memory
from catalog.packing import Entry, entries_of, pack, unpack, with_entries
from catalog.shelved import bare, filled, on_shelves
from catalog.site import Site

HOUSE, REGISTER, SHELF, PART = "house", "register", "shelf ", "part "
BROKEN = (OSError, EOFError, ValueError, TypeError, AttributeError, ImportError, LookupError, pickle.UnpicklingError)
"""What may come of bytes that are no memory of ours; their checksums leave little room for it."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A memory with the pieces that it was read from."""

    memory: Memory = field(default_factory=Memory)
    blobs: Mapping[str, Blob] = field(default_factory=dict)


NOTHING_FILED = Filed()


def read_memory(blobs: Mapping[str, Blob]) -> Filed:
    """Return the memory in the pieces of a file, an empty one where they are none, or broken.

    To look for garbage in the midst of it, of which there is none, would take as long again.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        return _whole(blobs) if blobs else Filed()
    except BROKEN:
        return Filed()
    finally:
        gc.freeze()
        if collects:
            gc.enable()


def read_pieces(file: Path, bond: Bond) -> Mapping[str, Blob]:
    """Return the pieces of a file, none where there is none of this bond."""
    try:
        return read_blobs(file, bond.head)
    except BROKEN:
        return {}


def in_pieces(memory: Memory, register: Register, before: Filed) -> Mapping[str, Blob]:
    """Return the pieces of a memory for its file."""
    house = replace(memory, kept={}, made={}, site=bare(memory.site) if memory.site else None)
    blobs = {HOUSE: Blob.of(pack(house)), REGISTER: Blob.of(pack(register)), **_shelves(memory, before)}
    return {**blobs, **_parts(memory, before)}


def _parts(memory: Memory, before: Filed) -> Mapping[str, Blob]:
    """Return the parts, those as they were read of which nothing has changed."""
    now, old = entries_of(memory), entries_of(before.memory)
    return {
        part_name(part): before.blobs[part_name(part)]
        if _is_same(entries, old.get(part, []))
        else Blob.of(pack(entries))
        for part, entries in now.items()
    }


def _shelves(memory: Memory, before: Filed) -> Mapping[str, Blob]:
    """Return what lists show of each shelf's goods, as it was read where nothing of a shelf has changed."""
    old = {category.slug: category for category in _site(before.memory).categories} if before.memory.site else {}
    found: dict[str, Blob] = {}
    for category in _site(memory).categories:
        name, was = shelf_name(category.slug), old.get(category.slug)
        is_same = name in before.blobs and was is not None and was.products == category.products
        found[name] = before.blobs[name] if is_same else Blob.of(pack(on_shelves(category.products)))
    return found


def _site(memory: Memory) -> Site:
    if memory.site is None:
        raise ValueError("nothing was published")
    return memory.site


def _is_same(some: list[Entry], others: list[Entry]) -> bool:
    return len(some) == len(others) and all(
        one.kept is other.kept and one.product is other.product for one, other in zip(some, others, strict=True)
    )


def _whole(blobs: Mapping[str, Blob]) -> Filed:
    house: Memory = unpack(blobs[HOUSE].whole())
    register: Register = unpack(blobs[REGISTER].whole())
    entries: list[Entry] = []
    for name, blob in blobs.items():
        if name.startswith(PART):
            entries += unpack(blob.whole())
    products = {entry.product.slug: entry.product for entry in entries if entry.product}
    site = filled(house.site, [products[slug] for slug in register.order]) if house.site else None
    memory = replace(house, site=site, pictures=register.pictures)
    return Filed(with_entries(memory, entries), blobs)


def part_name(part: int) -> str:
    """Return what the piece with a part of the products is called."""
    return f"{PART}{part}"


def shelf_name(slug: str) -> str:
    """Return what the piece with the goods of a category is called."""
    return f"{SHELF}{slug}"
