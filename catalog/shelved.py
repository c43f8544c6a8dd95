"""A site without its goods, the goods as lists show them, and both put together again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup

from catalog.site import Product, Site


def bare(site: Site) -> Site:
    """Return a site without its products."""
    return replace(site, products=(), categories=tuple(replace(one, products=()) for one in site.categories))


def filled(site: Site, products: Iterable[Product]) -> Site:
    """Return a bare site with its products, which are given as lists show them."""
    shelves: dict[str, list[Product]] = {}
    found = tuple(products)
    for product in found:
        shelves.setdefault(product.category.slug, []).append(product)
    categories = (replace(one, products=tuple(shelves.get(one.slug, ()))) for one in site.categories)
    return replace(site, products=found, categories=tuple(categories))


def on_shelves(products: Iterable[Product]) -> tuple[Product, ...]:
    """Return products without their texts, of which no list shows anything."""
    return tuple(replace(product, body=Markup(), words="") for product in products)
