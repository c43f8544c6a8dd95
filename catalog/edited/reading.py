"""Reading what an edit touched: each product as it was and as it is now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from catalog.assemble import names_of, product_of
from catalog.edited.known import Known
from catalog.edited.register import standing
from catalog.kept import Kept
from catalog.kept_file import kept_file
from catalog.last_release import check_prices
from catalog.marks import Marks
from catalog.one_file import Beside, OneFile, read_one
from catalog.packing import Entry
from catalog.pictures import Gallery
from catalog.problems import Problem
from catalog.sheets import ProductSheet
from catalog.shelves.facts import as_beside
from catalog.site import Product


@dataclass(frozen=True, slots=True)
class Change:
    """A product as it was, as it is now, and what is to be said of its file."""

    path: str
    old: Product
    new: Product
    kept: Kept
    warnings: tuple[Problem, ...]

    @property
    def entry(self) -> Entry:
        """What is remembered of it."""
        return Entry(self.path, self.kept, self.new)


def read_changes(
    folder: Path, paths: Iterable[str], known: Known, gallery: Gallery, marks: Marks
) -> tuple[Change, ...] | None:
    """Read some products' files; None where anything is wrong, or where what others show may not be as it was."""
    changes = []
    for path in sorted(paths):
        change = _change(folder, path, known, gallery, marks)
        if change is None:
            return None
        changes.append(change)
    return tuple(changes)


def _change(folder: Path, path: str, known: Known, gallery: Gallery, marks: Marks) -> Change | None:
    entry, register = known.entry(path), known.register
    if entry is None or entry.product is None:
        return None
    beside = Beside(
        shop=known.site.shop,
        house=known.measure.house,
        pages=register.pages,
        anchors=register.anchors,
        gallery=gallery,
    )
    read = read_one(folder, path, entry.kept.claims, beside)
    if read is None or read.sheet is None:
        return None
    old = entry.product
    prices = {offer.sku: offer.price for offer in old.offers}
    check_prices(prices, beside.shop.price_unit, [read.sheet], read.problems)
    moved = read.sheet.aliases != entry.kept.sheet.aliases  # the same ones too: hosts are told of them in their order
    new = None if moved or read.problems.errors() else _made(known, read, read.sheet, old, gallery)
    if new is None:
        return None
    return Change(path, old, new, _kept(read, read.sheet, gallery, marks[path]), read.problems.warnings())


def _kept(read: OneFile, sheet: ProductSheet, gallery: Gallery, mark: str) -> Kept:
    path, texts = read.source.path, read.texts
    return kept_file(
        sheet,
        read.source,
        texts,
        gallery,
        mark=mark,
        claims=read.claims.of_files({path}).get(path, ()),
        warnings=standing(read.problems.warnings()),
        links=[(link.address, link.is_picture) for link in texts.check.met.links if link.is_within],
    )


def _made(known: Known, read: OneFile, sheet: ProductSheet, old: Product, gallery: Gallery) -> Product | None:
    """Return a product as it is now, None where it stands in lists in another place or may change how others look."""
    if (sheet.category, sheet.slug, sheet.date) != (old.category.slug, old.slug, old.date):
        return None
    site = known.site
    filtered = {one.slug for one in site.categories if one.filters}
    new = as_beside(
        product_of(sheet, names_of(site.categories), read.body, site.shop, gallery),
        old,
        filtered,
        site.shop.look.layout,
    )
    return old if new == old else new
