"""Reading the files of an owner's folder: the keys of each, and which of them need not be read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from catalog.images_folder import IMAGES
from catalog.kept import NOTHING_KEPT, Kept, Measure, Memory, fitting
from catalog.keys import WITHDRAWN, is_published, status_of
from catalog.marks import Marks
from catalog.page_reader import read_page
from catalog.pictures import Gallery
from catalog.problems import Code, Problems, Spot
from catalog.product_reader import read_product
from catalog.sheets import Claims, House, PageSheet, ProductSheet, Sheets, WithdrawnSheet
from catalog.shop_reader import ShopFile, read_shop
from catalog.source import KINDS, Source, leads_out, read_sources
from catalog.withdrawn_reader import read_withdrawn
from catalog.workshop import Hosts
from shop.terms import Shop


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What stands in the files of a folder; ``sources`` are those to be published that were read, by kind.

    ``sheets`` are of all that are to be published: of those too that are ``kept`` from an earlier reading.
    """

    file: ShopFile | None
    shop: Shop | None
    measure: Measure
    sources: Mapping[str, list[Source]]
    drafts: Mapping[str, list[Source]]
    kept: Mapping[str, Kept]
    sheets: Sheets
    claims: Claims
    gallery: Gallery

    @property
    def sells(self) -> bool:
        """Is there any file of a product that is sold, whatever else is wrong with it?"""
        return bool(self.sheets.products) or any(status_of(one) != WITHDRAWN for one in self.sources["products"])

    @property
    def texts(self) -> list[Source]:
        """Every text that was read."""
        return [source for kind in KINDS for source in self.sources[kind]]


def read_folder(
    folder: Path, gallery: Gallery, hosts: Hosts, problems: Problems, *, memory: Memory, marks: Marks
) -> Reading:
    """Read a folder; of products, only those that are not remembered."""
    front = read_front(folder, gallery, hosts, problems)
    kept = fitting(memory, marks, front.measure, front.shop, gallery)
    found = read_sources(folder, "products", problems, kept)
    return with_goods(front, front.claims, found, problems, kept)


def read_front(folder: Path, gallery: Gallery, hosts: Hosts, problems: Problems) -> Reading:
    """Read all of a folder but its products, which name what stands there."""
    for path in (*(kind for kind in (*KINDS, IMAGES) if leads_out(folder / kind, kind)), *gallery.outside):
        problems.add(Code.LEADS_OUT, Spot(path), value=path)
    file = read_shop(folder, problems)
    shop = hosts.of(file.shop) if file and file.shop else None
    claims = Claims(problems)
    sources: dict[str, list[Source]] = {"products": []}
    drafts: dict[str, list[Source]] = {}
    for kind in ("categories", "policies"):
        sources[kind], drafts[kind] = _sorted(read_sources(folder, kind, problems), problems)
    categories, policies = (_pages(sources[kind], kind, claims, problems) for kind in ("categories", "policies"))
    return Reading(
        file=file,
        shop=shop,
        measure=Measure(House.of(shop, claims.names("categories")), shop.classes if shop else ()),
        sources=sources,
        drafts=drafts,
        kept={},
        sheets=Sheets(categories=categories, policies=policies, products=()),
        claims=claims,
        gallery=gallery,
    )


def with_goods(
    front: Reading, claims: Claims, found: Iterable[Source], problems: Problems, kept: Mapping[str, Kept] = NOTHING_KEPT
) -> Reading:
    """Return what was read of a folder with products: those that were found, and those that are kept."""
    sources, drafts = _sorted(found, problems)
    products, withdrawn = _goods(sources, kept, front.measure.house, claims, problems)
    return replace(
        front,
        sources={**front.sources, "products": sources},
        drafts={**front.drafts, "products": drafts},
        kept=kept,
        sheets=replace(front.sheets, products=products, withdrawn=withdrawn),
        claims=claims,
    )


def _sorted(found: Iterable[Source], problems: Problems) -> tuple[list[Source], list[Source]]:
    """Return what is to be published, and the drafts."""
    published: list[Source] = []
    drafts: list[Source] = []
    for source in found:
        (published if is_published(source, problems) else drafts).append(source)
    return published, drafts


def _pages(sources: Iterable[Source], kind: str, claims: Claims, problems: Problems) -> tuple[PageSheet, ...]:
    return tuple(sheet for source in sources if (sheet := read_page(source, kind, claims, problems)))


def _goods(
    sources: Iterable[Source], kept: Mapping[str, Kept], house: House, claims: Claims, problems: Problems
) -> tuple[tuple[ProductSheet, ...], tuple[WithdrawnSheet, ...]]:
    """Return the sheets of what is sold, and then of what no longer is, each by file name."""
    read = {source.path: source for source in sources}
    sold = {path for path, source in read.items() if status_of(source) != WITHDRAWN}
    sold |= {path for path, one in kept.items() if isinstance(one.sheet, ProductSheet)}
    paths = sorted([*read, *kept])
    products: list[ProductSheet] = []
    withdrawn: list[WithdrawnSheet] = []
    for path in (*(path for path in paths if path in sold), *(path for path in paths if path not in sold)):
        sheet: ProductSheet | WithdrawnSheet | None
        if path in kept:
            sheet = kept[path].sheet
            claims.claim_again(kept[path].claims)
        else:
            reader = read_product if path in sold else read_withdrawn
            sheet = reader(read[path], house, claims, problems)
        if isinstance(sheet, ProductSheet):
            products.append(sheet)
        elif sheet:
            withdrawn.append(sheet)
    return tuple(products), tuple(withdrawn)
