"""The rows of their tables that the cards of a shelf show, so that goods can be compared before one is opened."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from catalog.shelves.rows import main_value, named
from catalog.site import Product
from catalog.specification_rows import specification
from shop.terms.who import Layout
from shop.text import search_form

CARDS_WITH_FACTS: frozenset[Layout] = frozenset(["ruled", "listed"])
"""The layouts whose cards show facts."""
SHOWN = 3


def with_rows(products: Sequence[Product], filtered: Collection[str], layout: Layout) -> tuple[Product, ...]:
    """Return products with the rows of their tables where their category filters by them, and all with facts where cards show any.

    They may come with those of an earlier build, when other layouts and filters asked for others.
    """
    facts = layout in CARDS_WITH_FACTS
    read = tuple(_with_rows(one, asked=facts or one.category.slug in filtered) for one in products)
    return _with_facts(read) if facts else read


def _with_rows(product: Product, *, asked: bool) -> Product:
    if not asked and not product.rows and not product.facts:
        return product  # as nearly all are
    return replace(product, rows=tuple(specification(product.body)) if asked else (), facts=())


def as_beside(product: Product, old: Product, filtered: Collection[str], layout: Layout) -> Product | None:
    """Return a product with the rows and facts it has on its shelf; None where those of others may change with its own."""
    if layout not in CARDS_WITH_FACTS and product.category.slug not in filtered:
        return product
    if product.title != old.title or [*specification(product.body)] != [*specification(old.body)]:
        return None
    return replace(product, rows=old.rows, facts=old.facts)


def _with_facts(products: Sequence[Product]) -> tuple[Product, ...]:
    shelves: dict[str, list[Product]] = {}
    for product in products:
        shelves.setdefault(product.category.slug, []).append(product)
    facts = {
        product.slug: told for shelf in shelves.values() for product, told in zip(shelf, card_facts(shelf), strict=True)
    }
    return tuple(replace(product, facts=facts[product.slug]) for product in products)


def card_facts(shelf: Sequence[Product]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Return each product's facts: rows that its shelf shares, the same ones on every card, first in its tables."""
    names = _shared(shelf)
    stated = [named(product.rows) for product in shelf]
    return tuple(
        tuple((name, main_value(rows[form])) for form, name in names.items() if form in rows) for rows in stated
    )


def _shared(shelf: Sequence[Product]) -> dict[str, str]:
    """Return the names of a few rows by their form: those that at least half of the goods state, as tables have them.

    What a title says already counts for nothing.
    """
    places: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for product in shelf:
        for place, (name, value) in enumerate(product.rows):
            if value in product.title:
                continue
            form = search_form(name)
            places.setdefault(form, []).append(place)
            names.setdefault(form, name)
    often = [form for form, found in places.items() if 2 * len(found) >= len(shelf)]
    first = sorted(often, key=lambda form: (sum(places[form]) / len(places[form]), form))[:SHOWN]
    return {form: names[form] for form in first}
