"""What the goods of a shelf can be filtered by: only what tells some of them from others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from catalog.shelves.bands import bands, show_band
from catalog.shelves.rows import named, single_values
from catalog.site import Category, Product
from shop.alphabet import alphabetical
from shop.money import units_of
from shop.terms import Shop
from shop.text import search_form

FEWEST = 4
"""Fewer goods than this are seen at a glance."""
MOST_VALUES = 12
LEAST_SHARED = 2
"""A word that one product alone has is no filter but a link to it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Value:
    """One filter: its name in addresses, its words, and the goods it leaves, in the shelf's order; no two are the same."""

    key: str
    name: str
    goods: tuple[Product, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """Filters of one kind. Who chooses several of them sees what fits any."""

    name: str
    values: tuple[Value, ...]


def facets(shop: Shop, category: Category, goods: Sequence[Product]) -> tuple[Facet, ...]:
    """Return the facets of a shelf whose goods stand in its order."""
    if len(goods) < FEWEST:
        return ()
    kinds = {one.id: one.name for one in shop.classes}
    found = [
        Facet(name="قیمت", values=_prices(shop, goods)),
        Facet(name="موجودی", values=_some(goods, [("available", "فقط موجود", lambda one: one.available)])),
        Facet(name="رده", values=_by(goods, lambda one: [kinds[one.product_class]], "kind")),
        *(_stated(row, goods) for row in category.filters),
        Facet(name="فروشنده", values=_by(goods, lambda one: [one.seller], "seller")),
    ]
    return tuple(facet for facet in found if facet.values)


def _some(goods: Sequence[Product], tests: Iterable[tuple[str, str, Callable[[Product], bool]]]) -> tuple[Value, ...]:
    """Return the values that hold for some of the goods and not for all."""
    values = [Value(key=key, name=name, goods=tuple(filter(test, goods))) for key, name, test in tests]
    return tuple(value for value in values if 0 < len(value.goods) < len(goods))


def _prices(shop: Shop, goods: Sequence[Product]) -> tuple[Value, ...]:
    unit = shop.price_unit
    found = bands([one.from_price for one in goods], unit)
    tests = [
        (band.key, show_band(band, unit), lambda one, band=band: band.holds(units_of(one.from_price, unit)))
        for band in found
    ]
    return _some(goods, tests)


def _stated(row: str, goods: Sequence[Product]) -> Facet:
    """A row of the products' own tables, which the owner named."""
    form = search_form(row)
    return Facet(name=row, values=_by(goods, lambda one: single_values(named(one.rows).get(form, "")), row))


def _by(goods: Sequence[Product], values_of: Callable[[Product], Iterable[str]], kind: str) -> tuple[Value, ...]:
    """Return a value for each word that several of the goods have, those of most goods, by number and alphabet.

    Addresses are ASCII: a word stands in them by its checksum, which stays the same whatever else is on the shelf.
    """
    words: dict[str, str] = {}
    having: dict[str, list[Product]] = {}
    for product in goods:
        for word in values_of(product):
            form = search_form(word)
            words.setdefault(form, word)
            if not having.setdefault(form, []) or having[form][-1] is not product:
                having[form].append(product)
    values = [
        Value(key=f"only-{_checksum(kind, form)}", name=words[form], goods=tuple(some))
        for form, some in having.items()
        if LEAST_SHARED <= len(some) < len(goods)
    ]
    most = sorted(values, key=lambda value: (-len(value.goods), alphabetical(value.name)))[:MOST_VALUES]
    return tuple(sorted(most, key=lambda value: alphabetical(value.name)))


def _checksum(kind: str, form: str) -> str:
    return hashlib.sha256(f"{kind}\n{form}".encode()).hexdigest()[:8]
