"""What comes of the save of one product's file, found without looking at the ten thousand others.

A reading of the whole folder would come to the same. Where it might not, because what changed is told elsewhere too or is
looked at beside other files, nothing is said here, and the whole folder is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from catalog.assemble import assemble
from catalog.bodies import Body
from catalog.content import Content
from catalog.desk.good import Good
from catalog.desk.state import State
from catalog.keys import WITHDRAWN, is_published, status_of
from catalog.last_release import check_prices
from catalog.named_pictures import prepare_named
from catalog.problems import Code, Problems
from catalog.product_reader import read_product
from catalog.sheets import Claims, ProductSheet, Sheets
from catalog.shelves.facts import CARDS_WITH_FACTS
from catalog.site import Product, Site
from catalog.source import Source, read_source
from catalog.specification_check import check_specifications
from catalog.specification_rows import specification
from catalog.texts import Texts, render_all
from shop.release import Release

_OF_SEVERAL = frozenset({Code.MOVED, Code.PAGE_GONE, Code.SKU_GONE, Code.SKU_ORDERED})
"""What is said of a file for what stands in others."""


@dataclass(frozen=True, slots=True)
class _Read:
    """The file as it is now; ``sheet`` is None where it is wrong."""

    source: Source
    sheet: ProductSheet | None
    texts: Texts
    problems: Problems

    @property
    def body(self) -> Body:
        return self.texts.bodies[self.source.path]


def after_save(state: State, folder: Path, path: str, release: Release | None) -> State | None:
    """Return the state after the save of a product's file, None where the whole folder has to be read for that."""
    pages = state.content.reading.claims.pages()
    read = _read(state.content, folder, path, pages, release) if path in pages else None
    if read is None:
        return None
    content = _content(state.content, read)
    if read.problems.errors():
        return replace(state, number=state.number + 1, content=content)
    good = _good(state.good, content, read)
    return replace(state, number=state.number + 1, content=content, good=good) if good else None


def _read(content: Content, folder: Path, path: str, pages: Mapping[str, str], release: Release | None) -> _Read | None:
    """Read a file as it would be read among all; None where it claims other names, or has other anchors, than it had."""
    reading, problems, met = content.reading, Problems(), content.texts.check.met
    source = read_source(folder, path, problems)
    known = {problem.code for problem in (*content.problems, *content.warnings) if problem.spot.path == path}
    if reading.shop is None or source is None or not _OF_SEVERAL.isdisjoint(known):
        return None
    if not is_published(source, problems) or status_of(source) == WITHDRAWN:
        return None
    claims = Claims(problems)
    sheet = read_product(source, reading.measure.house, claims, problems)
    if _names(claims, path) != _names(reading.claims, path):
        return None
    prepare_named([source], None, reading.gallery, problems)
    texts = render_all([source], pages, reading.shop, reading.gallery, problems)
    anchors = texts.check.met.anchors
    if anchors[pages[path]] != met.anchors.get(pages[path], set()):
        return None
    anchors.update(met.anchors)
    texts.check.finish(pages)
    if sheet:
        check_specifications(reading.shop, [sheet], texts.bodies, problems)
        if release:
            check_prices(release, [sheet], problems)
    return _Read(source, sheet, texts, problems)


def _names(claims: Claims, path: str) -> frozenset[tuple[tuple[str, str], str]]:
    """Return the names that a file claims, each with its key."""
    return frozenset((name, claim.key) for name, claim in claims.of_files({path}).get(path, ()))


def _content(before: Content, read: _Read) -> Content:
    """Return what the folder holds with this file as it is now."""
    path, problems = read.source.path, Problems()
    problems.take(one for one in (*before.problems, *before.warnings) if one.spot.path != path)
    problems.take(read.problems.found())
    return replace(
        before,
        problems=problems.errors(),
        warnings=problems.warnings(),
        texts=replace(before.texts, bodies={**before.texts.bodies, path: read.body}),
    )


def _good(before: Good, content: Content, read: _Read) -> Good | None:
    """Return the newest good files with this one, None where it stands in lists in another place, or was not good yet."""
    sheet, path, site = read.sheet, read.source.path, before.site
    old = next((one for one in before.sheets.products if one.source.path == path), None)
    if sheet is None or old is None or site is None or before.shop is not content.reading.shop:
        return None
    if (sheet.category, sheet.slug, sheet.date) != (old.category, old.slug, old.date):
        return None
    bodies = {**before.bodies, path: read.body}
    sheets = replace(before.sheets, products=tuple(sheet if one is old else one for one in before.sheets.products))
    alone = Sheets(categories=before.sheets.categories, policies=(), products=(sheet,))
    (product,) = assemble(site.shop, alone, bodies, content.gallery).products
    shown = _with_product(site, product)
    return Good(before.shop, sheets, bodies, shown) if shown else None


def _with_product(site: Site, product: Product) -> Site | None:
    """Return a site with a product as it is now, None where it may change how the cards of others look."""
    shelf = next((one for one in site.categories if one.slug == product.category.slug), None)
    old = next((one for one in shelf.products if one.slug == product.slug), None) if shelf else None
    if shelf is None or old is None:
        return None
    if shelf.filters or site.shop.look.layout in CARDS_WITH_FACTS:
        if product.title != old.title or [*specification(product.body)] != [*specification(old.body)]:
            return None
        product = replace(product, rows=old.rows, facts=old.facts)

    def newest(products: tuple[Product, ...]) -> tuple[Product, ...]:
        return tuple(product if one is old else one for one in products)

    shelves = tuple(replace(one, products=newest(one.products)) if one is shelf else one for one in site.categories)
    return replace(site, products=newest(site.products), categories=shelves)
