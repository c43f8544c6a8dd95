"""What the last build knew, each piece of it read when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeVar

from catalog.blobs import Blob
from catalog.edited.register import Register
from catalog.kept import Measure, Memory
from catalog.memory_file import BROKEN, HOUSE, REGISTER, part_name, shelf_name
from catalog.packing import Entry, part_of, unpack
from catalog.shelved import filled
from catalog.site import Product, Site
from catalog.workshop import Workshop

T = TypeVar("T")


class Unknown(Exception):
    """A piece of the memory is broken, or not there."""


class Known:
    """The memory in the pieces of a file. All of it raises ``Unknown`` where a piece cannot be read."""

    def __init__(self, blobs: Mapping[str, Blob]) -> None:
        self.blobs = blobs
        self._parts: dict[str, dict[str, Entry]] = {}
        self._shelves: dict[str, tuple[Product, ...]] = {}

    @cached_property
    def _house(self) -> Memory:
        house: Memory = self._piece(HOUSE)
        return house

    @cached_property
    def register(self) -> Register:
        """The folder as it was read."""
        register: Register = self._piece(REGISTER)
        return register

    @property
    def site(self) -> Site:
        """The site without its products."""
        return _there(self._house.site)

    @property
    def measure(self) -> Measure:
        """What goods are measured by."""
        return _there(self._house.measure)

    @property
    def workshop(self) -> Workshop:
        """Where the last build worked."""
        return _there(self._house.workshop)

    def part(self, path: str) -> dict[str, Entry]:
        """Return the part of the products in which a file lies, by file."""
        name = part_name(part_of(path))
        if name not in self._parts:
            self._parts[name] = {entry.path: entry for entry in self._piece(name)} if name in self.blobs else {}
        return self._parts[name]

    def entry(self, path: str) -> Entry | None:
        """Return what is kept of a file, None where nothing is."""
        return self.part(path).get(path)

    def product(self, path: str) -> Product:
        """Return the product that came of a file."""
        entry = self.entry(path)
        if entry is None or entry.product is None:
            raise Unknown(path)
        return entry.product

    def shelf(self, slug: str) -> tuple[Product, ...]:
        """Return the goods of a category as lists show them."""
        if slug not in self._shelves:
            self._shelves[slug] = self._piece(shelf_name(slug))
        return self._shelves[slug]

    def listed(self) -> Site:
        """Return the whole site as lists show it."""
        goods = {product.slug: product for one in self.site.categories for product in self.shelf(one.slug)}
        return filled(self.site, [goods[slug] for slug in self.register.order])

    def _piece(self, name: str) -> Any:  # noqa: ANN401 - who asks knows
        try:
            return unpack(self.blobs[name].whole())
        except BROKEN as error:
            raise Unknown(name) from error


def _there(kept: T | None) -> T:
    if kept is None:
        raise Unknown(HOUSE)
    return kept
