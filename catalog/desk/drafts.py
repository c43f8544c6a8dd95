"""Drafts as their pages would be; nothing of them reaches a site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from catalog.assemble import assemble
from catalog.bodies import Body
from catalog.desk.good import Good
from catalog.making import Making
from catalog.named_pictures import prepare_named
from catalog.pages import pages
from catalog.pictures import Gallery
from catalog.problems import Problem, Problems
from catalog.product_reader import read_product
from catalog.reading import Reading
from catalog.sheets import Claims, ProductSheet, Sheets
from catalog.source import Source
from catalog.texts import render_all


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: its page, where it is finished enough to have one; else its text as HTML, and what is still missing."""

    making: Making | None
    title: str
    html: str
    missing: tuple[Problem, ...]


def url_of(source: Source) -> str:
    """Return the path that a file's page has, or would have."""
    kind = source.path.partition("/")[0]
    slug = source.field("Slug")
    return f"/{kind}/{(slug.value if slug else '') or source.path.rpartition('/')[2].removesuffix('.md')}.html"


def draft_of(source: Source, reading: Reading, good: Good) -> Draft:
    """Read a draft as if it were to be published."""
    problems, gallery = Problems(), reading.gallery
    is_product = source.path.startswith("products/")
    sheet = read_product(source, reading.measure.house, Claims(problems), problems) if is_product else None
    prepare_named([source] if is_product else [], None, gallery, problems)
    known = {**reading.claims.pages(), source.path: url_of(source)}
    texts = render_all([source], known, reading.shop, gallery, problems)
    making = _making(sheet, texts.bodies, gallery, good) if sheet and not problems.errors() else None
    title = source.field("Title")
    words = title.value if title and title.value else source.path
    return Draft(making, words, texts.bodies[source.path].html, problems.found())


def _making(sheet: ProductSheet, bodies: Mapping[str, Body], gallery: Gallery, good: Good) -> Making | None:
    """Return what makes the page of a draft, beside the goods of its category."""
    site = good.site
    shelf = next((one for one in site.categories if one.slug == sheet.category), None) if site else None
    if site is None or shelf is None:
        return None
    named = tuple(one for one in good.sheets.categories if one.slug == sheet.category)
    sheets = Sheets(categories=named, policies=(), products=(sheet,))
    (product,) = assemble(site.shop, sheets, {**good.bodies, **bodies}, gallery).products
    others = tuple(one for one in shelf.products if one.slug != product.slug)
    found = pages(site, [replace(shelf, products=(product, *others))])
    return next(making for making in found if making.url == product.url)
