"""The newest good version of every file, of which a site is put together while some are wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from catalog.assemble import assemble
from catalog.bodies import Body
from catalog.content import Content
from catalog.pictures import Gallery
from catalog.sheets import PageSheet, ProductSheet, Sheets, WithdrawnSheet
from catalog.site import Site
from shop.terms import Shop

Sheet = TypeVar("Sheet", PageSheet, ProductSheet, WithdrawnSheet)


@dataclass(frozen=True, slots=True)
class Good:
    """Sheets with their texts by path, the shop's terms, and the site that comes of them; None where there is none yet."""

    shop: Shop | None = None
    sheets: Sheets = field(default_factory=lambda: Sheets(categories=(), policies=(), products=()))
    bodies: Mapping[str, Body] = field(default_factory=dict)
    site: Site | None = None

    def after(self, content: Content, standing: frozenset[str]) -> Good:
        """Return what is good after a reading: of a file that is wrong, what it was before; ``standing`` are all files."""
        reading = content.reading
        bodies = {**{path: one.body for path, one in reading.kept.items()}, **content.texts.bodies}
        if content.site:
            return Good(reading.shop, reading.sheets, bodies, content.site)
        wrong = frozenset(problem.spot.path for problem in content.problems)
        shop = reading.shop if reading.shop and "shop.toml" not in wrong else self.shop

        def newest(now: Iterable[Sheet], before: Iterable[Sheet]) -> tuple[Sheet, ...]:
            found = {sheet.source.path: sheet for sheet in before if sheet.source.path in wrong & standing}
            found |= {sheet.source.path: sheet for sheet in now if sheet.source.path not in wrong}
            return tuple(found[path] for path in sorted(found))

        sheets = Sheets(
            categories=newest(reading.sheets.categories, self.sheets.categories),
            policies=newest(reading.sheets.policies, self.sheets.policies),
            products=newest(reading.sheets.products, self.sheets.products),
            withdrawn=newest(reading.sheets.withdrawn, self.sheets.withdrawn),
        )
        bodies |= {path: body for path, body in self.bodies.items() if path in wrong}
        return Good(shop, sheets, bodies, _site(shop, sheets, bodies, content))


def _site(shop: Shop | None, sheets: Sheets, bodies: Mapping[str, Body], content: Content) -> Site | None:
    """Put together what can be: goods of no category, or whose picture is gone, are left out."""
    if shop is None:
        return None
    gallery = content.gallery
    shelves = {sheet.slug for sheet in sheets.categories}
    products = tuple(one for one in sheets.products if one.category in shelves and _has_pictures(one, gallery))
    withdrawn = tuple(one for one in sheets.withdrawn if one.category in shelves and _has(gallery, one.image))
    if not products:
        return None
    look = shop.look if _has(gallery, shop.look.hero) else replace(shop.look, hero="")
    left = replace(sheets, products=products, withdrawn=withdrawn)
    return assemble(replace(shop, look=look), left, bodies, gallery, content.ready)


def _has_pictures(sheet: ProductSheet, gallery: Gallery) -> bool:
    return all(_has(gallery, name) for name in (sheet.image, *(picture.file for picture in sheet.pictures)))


def _has(gallery: Gallery, name: str) -> bool:
    """Can a picture be shown, if any is asked for?"""
    gallery.prepare([name])
    return not name or gallery.content(name) != ""
