"""Packing what is known of products, for another process now or for the next build.

It lies in parts, so that after an edit one of them is packed anew. What is unpacked are values of our own, and nothing else.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from operator import attrgetter
from os import fsencode
from typing import Any, NamedTuple
from zlib import crc32

from catalog.bodies import Body
from catalog.kept import Kept, Memory
from catalog.sheets import ProductSheet, WithdrawnSheet
from catalog.shelf_offer import ShelfOffer
from catalog.shown_picture import Picture
from catalog.site import Product
from catalog.source import Source

PARTS = 128
_PROTOCOL = 5
_OURS = ("catalog.", "shop.")
_OTHERS = {("datetime", "date"), ("datetime", "timedelta"), ("decimal", "Decimal"), ("markupsafe", "Markup"), ("pathlib", "PosixPath"), ("builtins", "frozenset")}  # fmt: skip


class Entry(NamedTuple):
    """One kept file, and the product that came of it, if one did."""

    path: str
    kept: Kept
    product: Product | None


def part_of(path: str) -> int:
    """Return the part in which a file's entry lies."""
    return crc32(fsencode(path)) % PARTS


def in_parts(entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    """Return entries by the part in which each lies, in their order."""
    parts: dict[int, list[Entry]] = {}
    for entry in entries:
        parts.setdefault(part_of(entry.path), []).append(entry)
    return parts


def entries_of(memory: Memory) -> dict[int, list[Entry]]:
    """Return all that is kept, by its part."""
    made = memory.made
    return in_parts(Entry(path, kept, made[path][1] if path in made else None) for path, kept in memory.kept.items())


def with_entries(memory: Memory, entries: Iterable[Entry]) -> Memory:
    """Return a memory in which those are kept."""
    several = tuple(entries)
    kept = {entry.path: entry.kept for entry in several}
    made = {entry.path: (entry.kept, entry.product) for entry in several if entry.product}
    return replace(memory, kept=kept, made=made)


def _made(kind: type, *values: object) -> object:
    """Make a frozen value of what its fields hold; twice as quick as pickle's own way for such."""
    made: object = object.__new__(kind)
    for put, value in zip(_setters(kind), values, strict=True):
        put(made, value)
    return made


@cache
def _setters(kind: Any) -> tuple[Callable[[object, object], None], ...]:  # noqa: ANN401 - a dataclass
    return tuple(getattr(kind, one.name).__set__ for one in fields(kind))


def _flat(kind: Any) -> Callable[[object], tuple[Callable[..., object], tuple[object, ...]]]:  # noqa: ANN401 - as above
    values = attrgetter(*(one.name for one in fields(kind)))
    return lambda value: (_made, (kind, *values(value)))


_FLAT: Mapping[type, Callable[[Any], Any]] = {
    kind: _flat(kind) for kind in (Body, Picture, Product, ProductSheet, ShelfOffer, Source, WithdrawnSheet)
}
"""What a memory holds ten thousand times."""


class _Packer(pickle.Pickler):
    dispatch_table = _FLAT


class _Unpacker(pickle.Unpickler):
    """Unpacks what was packed here."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - whatever stands there
        """Find what our own memories are made of, and nothing else: a file may be told to call whatever is found here."""
        if (module, name) in _OTHERS:
            return super().find_class(module, name)
        if module.startswith(_OURS) and "." not in name:  # else pickle would look into whatever the module imports
            found = super().find_class(module, name)
            if found is _made or _is_value(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _is_value(found: Any) -> bool:  # noqa: ANN401 - as above
    """Is this one of our own kinds of values, which do nothing when they are made?"""
    is_ours = isinstance(found, type) and found.__module__.startswith(_OURS)
    return is_ours and (is_dataclass(found) or issubclass(found, (tuple, Enum)))


def pack(value: object) -> bytes:
    """Return a part of a memory as bytes."""
    written = io.BytesIO()
    _Packer(written, _PROTOCOL).dump(value)
    return written.getvalue()


def unpack(packed: bytes | memoryview) -> Any:  # noqa: ANN401 - who packed it knows
    """Return what was packed."""
    return _Unpacker(io.BytesIO(packed)).load()
