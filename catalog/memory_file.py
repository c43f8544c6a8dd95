"""Keeping the memory of a build in a file beside its pages, for a build in another process.

What is kept of the products lies in parts, so that after an edit one of them is packed anew and all others are written as
they were read. A file that is broken, of another program or of other pages than those that stand there is as good as none.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from catalog.bodies import Body
from catalog.bond import Bond
from catalog.kept import Kept, Memory
from catalog.sheets import ProductSheet, WithdrawnSheet
from catalog.shelf_offer import ShelfOffer
from catalog.shown_picture import Picture
from catalog.site import Product
from catalog.source import Source

_PARTS = 64
_SUM = 16
_PROTOCOL = 5
_OURS = ("catalog.", "shop.")
_OTHERS = {("datetime", "date"), ("datetime", "timedelta"), ("markupsafe", "Markup"), ("pathlib", "PosixPath"), ("builtins", "frozenset")}  # fmt: skip
_BROKEN = (OSError, EOFError, ValueError, TypeError, AttributeError, ImportError, LookupError, pickle.UnpicklingError)
"""What may come of bytes that are no memory of ours; their checksum leaves little room for it."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A memory with the parts that it was read from."""

    memory: Memory = field(default_factory=Memory)
    parts: Mapping[int, bytes] = field(default_factory=dict)


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
    packed = pickle.dumps((_packed_house(memory), _parts(memory, before)), _PROTOCOL)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    with fresh.open("wb") as opened:
        opened.writelines((bond.head, _checksum(packed), packed))
    fresh.replace(file)


class _Entry(NamedTuple):
    """One kept file, and the product that came of it, if one did."""

    path: str
    kept: Kept
    product: Product | None


def _parts(memory: Memory, before: Filed) -> dict[int, bytes]:
    """Return the parts, those as they were read of which nothing has changed."""
    now, old = _entries(memory), _entries(before.memory)
    return {
        part: before.parts[part] if _is_same(entries, old.get(part, [])) else _packed(entries)
        for part, entries in now.items()
    }


def _entries(memory: Memory) -> dict[int, list[_Entry]]:
    products = {product.slug: product for product in memory.site.products} if memory.site else {}
    parts: dict[int, list[_Entry]] = {}
    for path, kept in memory.kept.items():
        parts.setdefault(crc32(path.encode()) % _PARTS, []).append(_Entry(path, kept, products.get(kept.sheet.slug)))
    return parts


def _is_same(some: list[_Entry], others: list[_Entry]) -> bool:
    return len(some) == len(others) and all(
        one.kept is other.kept and one.product is other.product for one, other in zip(some, others, strict=True)
    )


def _made(kind: type, *values: object) -> object:
    """Make a frozen value of what its fields hold; twice as quick as pickle's own way for such."""
    made: object = object.__new__(kind)
    for put, value in zip(_setters(kind), values, strict=True):
        put(made, value)
    return made


@cache
def _setters(kind: Any) -> tuple[Callable[[object, object], None], ...]:  # noqa: ANN401 - a dataclass
    return tuple(getattr(kind, one.name).__set__ for one in fields(kind))


def _flat(value: object) -> tuple[Callable[..., object], tuple[object, ...]]:
    kind = type(value)
    return _made, (kind, *(getattr(value, one.name) for one in fields(kind)))  # type: ignore[arg-type] # a dataclass


_FLAT: Mapping[type, Callable[[Any], Any]] = dict.fromkeys(
    (Body, Picture, Product, ProductSheet, ShelfOffer, Source, WithdrawnSheet), _flat
)
"""What a memory holds ten thousand times."""


class _Packer(pickle.Pickler):
    dispatch_table = _FLAT


class _HousePacker(_Packer):
    def persistent_id(self, value: object) -> str | None:
        """Name a product instead of packing it."""
        return value.slug if isinstance(value, Product) else None


class _Unpacker(pickle.Unpickler):
    def __init__(self, packed: bytes, products: Mapping[str, Product]) -> None:
        super().__init__(io.BytesIO(packed))
        self._products = products

    def persistent_load(self, slug: str) -> Product:
        """Return a product that is named."""
        return self._products[slug]

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - whatever stands there
        """Find what our own memories are made of, and nothing else."""
        if module.startswith(_OURS) or (module, name) in _OTHERS:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def _packed(entries: list[_Entry]) -> bytes:
    packed = io.BytesIO()
    _Packer(packed, _PROTOCOL).dump(entries)
    return packed.getvalue()


def _packed_house(memory: Memory) -> bytes:
    packed = io.BytesIO()
    _HousePacker(packed, _PROTOCOL).dump(replace(memory, kept={}, made={}))
    return packed.getvalue()


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
    house, parts = _Unpacker(packed, {}).load()
    entries = [entry for part in parts.values() for entry in _Unpacker(part, {}).load()]
    products = {entry.product.slug: entry.product for entry in entries if entry.product}
    memory = _Unpacker(house, products).load()
    kept = {entry.path: entry.kept for entry in entries}
    made = {entry.path: (entry.kept, entry.product) for entry in entries if entry.product}
    return Filed(replace(memory, kept=kept, made=made), parts)


def _checksum(packed: bytes) -> bytes:
    return hashlib.blake2b(packed, digest_size=_SUM).digest()
