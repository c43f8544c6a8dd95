"""What reading a product's file gave, kept so that a later reading of its folder need not read it again.

Only files with nothing wrong in them are kept, and each with all it was read by: its own mark, the pictures it shows, what
goods are measured by, the shop where its text tells of it. What it leans on in other files is looked at when those are known:
where that has changed, or anything at all is wrong with a kept file, it is read anew with the others. So whatever is said
of a file is said by the code that reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from catalog.bodies import Body
from catalog.body_check import BodyCheck
from catalog.marks import Marks
from catalog.met import Address
from catalog.pictures import Gallery, KnownPictures
from catalog.problems import Problem
from catalog.sheets import Claimed, House, ProductSheet, Sheets, WithdrawnSheet
from catalog.site import Product, Site
from catalog.workshop import Workshop
from shop.terms import Shop
from shop.terms.goods import ProductClass


class Kept(NamedTuple):
    """One file as it was read; of its source, only the path.

    ``links`` are those within the site; ``pictures`` has all that its page shows, each with the name of its content.
    """

    mark: str
    sheet: ProductSheet | WithdrawnSheet
    body: Body
    claims: tuple[Claimed, ...]
    warnings: tuple[Problem, ...]
    links: tuple[Address, ...]
    asked: tuple[tuple[str, str], ...]
    pictures: tuple[tuple[str, str], ...]
    tells_shop: bool


NOTHING_KEPT: Mapping[str, Kept] = {}


class Measure(NamedTuple):
    """What every product is measured by."""

    house: House
    classes: tuple[ProductClass, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """What the last reading of a folder gave, and where.

    ``site`` is the last one in which nothing was wrong, ``made`` each of its products by file, with what it was made of.
    """

    measure: Measure | None = None
    shop: Shop | None = None
    kept: Mapping[str, Kept] = field(default_factory=dict)
    made: Mapping[str, tuple[Kept, Product]] = field(default_factory=dict)
    pictures: KnownPictures = field(default_factory=dict)
    site: Site | None = None
    workshop: Workshop | None = None


FORGOTTEN = Memory()
"""Where nothing was read before."""


def fitting(memory: Memory, marks: Marks, measure: Measure, shop: Shop | None, gallery: Gallery) -> Mapping[str, Kept]:
    """Return what is kept of files that would be read as they were, as far as they themselves tell."""
    if measure != memory.measure:
        return {}
    is_same_shop = shop == memory.shop
    whole = {path: one for path, one in memory.kept.items() if marks.get(path) == one.mark}
    shown = {one.pictures for one in whole.values()}
    gallery.prepare({name for pictures in shown for name, _ in pictures})
    fits = {pictures for pictures in shown if all(gallery.content(name) == content for name, content in pictures)}
    return {path: one for path, one in whole.items() if one.pictures in fits and (is_same_shop or not one.tells_shop)}


def made_of(kept: Mapping[str, Kept], site: Site) -> Mapping[str, tuple[Kept, Product]]:
    """Return the products of a site that were made of what is kept."""
    products = {product.slug: product for product in site.products}
    found = ((path, one, products.get(one.sheet.slug)) for path, one in kept.items())
    return {path: (one, product) for path, one, product in found if product}


def ready(memory: Memory, kept: Mapping[str, Kept], sheets: Sheets) -> Mapping[str, Product]:
    """Return the products that would be made as they were: of the same that is kept, in categories of the same names."""
    named = {sheet.slug: sheet.title for sheet in sheets.categories}
    made = ((path, one, memory.made.get(path)) for path, one in kept.items())
    return {
        path: old[1]
        for path, one, old in made
        if old and old[0] is one and named.get(old[1].category.slug) == old[1].category.title
    }


def leaning(kept: Mapping[str, Kept], pages: Mapping[str, str], check: BodyCheck) -> Iterator[str]:
    """Yield each kept file that leans on another which is no longer as it was; ``check`` knows the anchors of all."""
    lost = check.lost({link for one in kept.values() for link in one.links}, pages)
    for path, one in kept.items():
        if any(pages.get(file, "") != page for file, page in one.asked) or not lost.isdisjoint(one.links):
            yield path
