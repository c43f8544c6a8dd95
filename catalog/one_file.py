"""One product's file read again without its ten thousand neighbours, of which is told what it might lean on.

A reading of the whole folder would say the same of it. Where it might not, because what changed is told elsewhere too, or is
looked at beside other files, nothing is said here, and the whole folder is to be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalog.bodies import Body
from catalog.keys import WITHDRAWN, is_published, status_of
from catalog.named_pictures import prepare_named
from catalog.pictures import Gallery
from catalog.problems import Problems
from catalog.product_reader import read_product
from catalog.sheets import Claimed, Claims, House, ProductSheet
from catalog.source import Source, read_source
from catalog.specification_check import check_specifications
from catalog.texts import Texts, render_all
from shop.terms import Shop


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a product's file is read beside; ``pages`` names each file's page, ``anchors`` has those of each page."""

    shop: Shop
    house: House
    pages: Mapping[str, str]
    anchors: Mapping[str, set[str]]
    gallery: Gallery


@dataclass(frozen=True, slots=True)
class OneFile:
    """A product's file as it is now; ``sheet`` is None where it is wrong."""

    source: Source
    sheet: ProductSheet | None
    texts: Texts
    claims: Claims
    problems: Problems

    @property
    def body(self) -> Body:
        """Its text."""
        return self.texts.bodies[self.source.path]


def read_one(folder: Path, path: str, claimed: Iterable[Claimed], beside: Beside) -> OneFile | None:
    """Read a product's file; None where it is not on sale, or claims other names or has other anchors than it had."""
    problems = Problems()
    source = read_source(folder, path, problems)
    if source is None or not is_published(source, problems) or status_of(source) == WITHDRAWN:
        return None
    claims = Claims(problems)
    sheet = read_product(source, beside.house, claims, problems)
    if _names(claims.of_files({path}).get(path, ())) != _names(claimed):
        return None
    prepare_named([source], None, beside.gallery, problems)
    texts = render_all([source], beside.pages, beside.shop, beside.gallery, problems)
    anchors, page = texts.check.met.anchors, beside.pages[path]
    if anchors[page] != beside.anchors.get(page, set()):
        return None
    anchors.update(beside.anchors)
    texts.check.finish(beside.pages)
    if sheet:
        check_specifications(beside.shop, [sheet], texts.bodies, problems)
    return OneFile(source, sheet, texts, claims, problems)


def _names(claimed: Iterable[Claimed]) -> frozenset[tuple[tuple[str, str], str]]:
    """Return names as they are claimed, each with its key."""
    return frozenset((name, claim.key) for name, claim in claimed)
