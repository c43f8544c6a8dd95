"""What an editor would not see without the last release: a price ten times the old one, a SKU that is gone, a moved page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalog.problems import Code, Problems, Spot
from catalog.release_writer import CURRENT
from catalog.sheets import Claims, ProductSheet
from catalog.source import Source
from shop.calendar import show_date
from shop.money import Rials, Unit, show_amount, show_money
from shop.release import BadRelease, Offer, Release, ReleaseId, Sku, decode
from shop.text import grouped

FAR = 10
"""A price so many times the last one, or such a part of it, is rather a slip of the unit or of a digit."""

OF_THE_CHANGE = frozenset({Code.FAR_PRICE, Code.PRICE_WITHOUT_WAS, Code.SKU_GONE, Code.PAGE_GONE})
"""What is warned of once: when it is published, the last release has it too."""

Ordered = Callable[[Collection[Sku]], Mapping[Sku, int]]
"""Tells how many open orders hold each of some SKUs, those that none does left out."""


def in_no_order(_: Collection[Sku]) -> Mapping[Sku, int]:
    """Where there are no orders to look at."""
    return {}


@dataclass(frozen=True, slots=True)
class Earlier:
    """The release that is in force before this build, if any, and the orders that hold its SKUs."""

    release: Release | None = None
    ordered: Ordered = in_no_order


def read_last(folder: Path) -> Release | None:
    """Return the release in force in a folder of releases; None where there is none, or one that another version wrote."""
    try:
        name = ReleaseId((folder / CURRENT).read_text(encoding="ascii").strip())
        return decode((folder / f"{name}.json").read_bytes(), name)
    except (OSError, UnicodeDecodeError, BadRelease):
        return None


NOTHING = Earlier()
"""What is known before the first release."""


def check_against(
    earlier: Earlier, products: Collection[ProductSheet], drafts: Collection[Source], claims: Claims, problems: Problems
) -> None:
    """Compare a folder with the last release; products with slips of their own are not said to be gone."""
    if earlier.release is None:
        return
    prices = {sku: offer.price for sku, offer in earlier.release.offers.items()}
    check_prices(prices, earlier.release.shop.price_unit, products, problems)
    _check_gone(earlier, drafts, claims, problems)
    _check_moved(earlier.release, products, claims, problems)


def check_prices(last: Mapping[Sku, Rials], unit: Unit, products: Iterable[ProductSheet], problems: Problems) -> None:
    """A price that is far from the last one; one that changed, while its page would say that it held since long before."""
    for product in products:
        for offer in product.offers:
            old = last.get(offer.sku)
            if old is None or old == offer.price:
                continue
            spot = _price_spot(product.source, offer.sku)
            facts = {"value": show_money(offer.price, unit), "first": show_money(old, unit)}
            if not old < offer.price * FAR < old * FAR * FAR:
                problems.add(Code.FAR_PRICE, spot, **facts)
            elif offer.since and all(old != before.price for before in offer.prices[:-1]):
                was = f"تاریخ امروز | {show_amount(old, unit)}{f' | {offer.sku}' if offer.label else ''}"
                problems.add(Code.PRICE_WITHOUT_WAS, spot, **facts, known=show_date(offer.since), example=was)


def _price_spot(source: Source, sku: Sku) -> Spot:
    own = source.field("Price")
    variants = (field for field in source.fields if field.key.casefold() == "variant" and sku in field.value)
    field = own or next(variants, None)
    return field.spot if field else Spot(source.path)


def _check_gone(earlier: Earlier, drafts: Collection[Source], claims: Claims, problems: Problems) -> None:
    """A SKU that was sold and is in no file; its product may be a draft again."""
    last = earlier.release
    kept = {*claims.names("sku")}
    gone = {sku: offer for sku, offer in last.offers.items() if sku not in kept} if last else {}
    gone = {sku: offer for sku, offer in gone.items() if not _is_wrong("products", offer.slug, claims, problems)}
    ordered = earlier.ordered(gone) if gone else {}
    for sku, offer in sorted(gone.items()):
        spot = next((draft_spot for draft_spot in _draft_of(sku, drafts)), Spot(f"products/{offer.slug}.md"))
        if sku in ordered:
            problems.add(Code.SKU_ORDERED, spot, value=sku, others=grouped(ordered[sku]), key=offer.title)
        else:
            problems.add(Code.SKU_GONE, spot, value=sku, key=offer.title)


def _draft_of(sku: Sku, drafts: Collection[Source]) -> Iterator[Spot]:
    for draft in drafts:
        for field in draft.fields:
            if field.key.casefold() in {"sku", "variant"} and sku == field.value.partition("|")[0].strip():
                yield field.spot


def _check_moved(last: Release, products: Collection[ProductSheet], claims: Claims, problems: Problems) -> None:
    """A page that had an address and has another, or none: who comes by the old one must find it."""
    held = {offer.sku: product for product in products for offer in product.offers}
    slugs, skus = {*claims.names("products")}, {*claims.names("sku")}
    for slug, offers in _by_slug(last).items():
        if slug in slugs or _is_wrong("products", slug, claims, problems):
            continue
        now = next((held[offer.sku] for offer in offers if offer.sku in held), None)
        if now and now.source.path in problems.errors_below("products"):
            continue
        if now:
            field = now.source.field("Slug")
            problems.add(Code.MOVED, field.spot if field else Spot(now.source.path), value=now.slug, first=slug)
        elif any(offer.sku in skus for offer in offers):
            _page_gone("products", slug, problems)
    for kind, before in (
        ("policies", {*last.policies}),
        ("categories", {one.category for one in last.offers.values()}),
    ):
        for slug in sorted(before - {*claims.names(kind)}):
            if not _is_wrong(kind, slug, claims, problems):
                _page_gone(kind, slug, problems)


def _is_wrong(kind: str, slug: str, claims: Claims, problems: Problems) -> bool:
    """Is anything wrong with the file that has a page's slug, or is named by it? What it would claim is not known then.

    So it is with all of a folder that is missing.
    """
    wrong = problems.errors_below(kind)
    return bool(wrong & {kind, f"{kind}/{slug}.md"}) or any(
        claims.pages().get(path) == f"/{kind}/{slug}.html" for path in wrong
    )


def _page_gone(kind: str, slug: str, problems: Problems) -> None:
    problems.add(Code.PAGE_GONE, Spot(f"{kind}/{slug}.md"), value=f"{kind}/{slug}.html", example=slug)


def _by_slug(last: Release) -> Mapping[str, list[Offer]]:
    by_slug: dict[str, list[Offer]] = {}
    for offer in last.offers.values():
        by_slug.setdefault(offer.slug, []).append(offer)
    return by_slug
