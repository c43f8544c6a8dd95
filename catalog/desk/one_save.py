"""What comes of the save of one product's file, found without looking at the ten thousand others.

A reading of the whole folder would come to the same. Where it might not, nothing is said here, and the whole folder is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from catalog.assemble import assemble
from catalog.content import Content
from catalog.desk.good import Good
from catalog.desk.state import State
from catalog.last_release import check_prices
from catalog.one_file import Beside, OneFile, read_one
from catalog.problems import Code, Problems
from catalog.sheets import Sheets
from catalog.shelves.facts import as_beside
from catalog.site import Product, Site
from shop.release import Release

_OF_SEVERAL = frozenset({Code.MOVED, Code.PAGE_GONE, Code.SKU_GONE, Code.SKU_ORDERED})
"""What is said of a file for what stands in others."""


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


def _read(
    content: Content, folder: Path, path: str, pages: Mapping[str, str], release: Release | None
) -> OneFile | None:
    """Read a file as it would be read among all; None where it has to be."""
    reading = content.reading
    known = {problem.code for problem in (*content.problems, *content.warnings) if problem.spot.path == path}
    if reading.shop is None or not _OF_SEVERAL.isdisjoint(known):
        return None
    beside = Beside(
        shop=reading.shop,
        house=reading.measure.house,
        pages=pages,
        anchors=content.texts.check.met.anchors,
        gallery=reading.gallery,
    )
    read = read_one(folder, path, reading.claims.of_files({path}).get(path, ()), beside)
    if read and read.sheet and release:
        skus = {offer.sku for offer in read.sheet.offers} & release.offers.keys()
        prices = {sku: release.offers[sku].price for sku in skus}
        check_prices(prices, release.shop.price_unit, [read.sheet], read.problems)
    return read


def _content(before: Content, read: OneFile) -> Content:
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


def _good(before: Good, content: Content, read: OneFile) -> Good | None:
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
    beside = as_beside(product, old, {shelf.slug} if shelf.filters else (), site.shop.look.layout)
    if beside is None:
        return None

    def newest(products: tuple[Product, ...]) -> tuple[Product, ...]:
        return tuple(beside if one is old else one for one in products)

    shelves = tuple(replace(one, products=newest(one.products)) if one is shelf else one for one in site.categories)
    return replace(site, products=newest(site.products), categories=shelves)
