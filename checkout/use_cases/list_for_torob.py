"""The shop's goods as Torob asks for them: prices of the release, stock of the store as «there» or «not there»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checkout.kinds import SWITCHES
from checkout.ports import Ports
from checkout.records import EVERYTHING
from checkout.store import retried
from shop.release import Offer, ProductPage, Release, Sku

PAGE = 100
"""Every page but the last has exactly so many."""
Sort = Literal["date_added_desc", "date_updated_desc"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedOffer:
    """One SKU with what its page says of it; ``alone`` where its page offers no other."""

    offer: Offer
    page: ProductPage
    alone: bool
    available: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TorobPage:
    """A page of the list: which of how many, how many goods in all, and after which SKU the next one begins ('': none)."""

    number: int
    pages: int
    total: int
    after: str
    offers: tuple[ListedOffer, ...]


def newest_first(ports: Ports, page: int, sort: Sort) -> TorobPage:
    """Return a page of all goods, from 1; one beyond the last is empty."""
    _, release = ports.releases.current()
    offers = sorted(release.offers.values(), key=_order(release, _DAYS[sort]))
    return _page(ports, release, offers, page)


def by_sku(ports: Ports, after: str | None) -> TorobPage:
    """Return the goods with the highest SKUs, or (``after``) those below one; a list that stays whole while goods come."""
    _, release = ports.releases.current()
    offers = sorted(release.offers.values(), key=lambda offer: offer.sku, reverse=True)
    left = [offer for offer in offers if after is None or offer.sku < after]
    shown = left[:PAGE]
    return TorobPage(
        number=1,
        pages=_pages(len(offers)),
        total=len(offers),
        after=shown[-1].sku if len(left) > PAGE else "",
        offers=_listed(ports, release, shown),
    )


def of_skus(ports: Ports, skus: Sequence[str]) -> TorobPage:
    """Return these goods in their order; what is not sold is left out."""
    _, release = ports.releases.current()
    found = [release.offers[Sku(sku)] for sku in dict.fromkeys(skus) if sku in release.offers]
    return _whole(ports, release, found)


def of_pages(ports: Ports, slugs: Sequence[str]) -> TorobPage:
    """Return all goods of these products in their order; what is not sold is left out."""
    _, release = ports.releases.current()
    of: dict[str, list[Offer]] = {slug: [] for slug in slugs}
    for offer in release.offers.values():
        if offer.slug in of:
            of[offer.slug].append(offer)
    return _whole(ports, release, [offer for offers in of.values() for offer in offers])


_DAYS: Mapping[Sort, Callable[[ProductPage], date]] = {
    "date_added_desc": lambda page: page.added,
    "date_updated_desc": lambda page: page.changed,
}


def _order(release: Release, day: Callable[[ProductPage], date]) -> Callable[[Offer], tuple[int, str, str]]:
    """Return what puts the latest day first; within a day every answer has the same order."""
    return lambda offer: (-day(release.products[offer.slug]).toordinal(), offer.slug, offer.sku)


def _page(ports: Ports, release: Release, offers: Sequence[Offer], number: int) -> TorobPage:
    shown = offers[(number - 1) * PAGE : number * PAGE]
    return TorobPage(
        number=number,
        pages=_pages(len(offers)),
        total=len(offers),
        after="",
        offers=_listed(ports, release, shown),
    )


def _whole(ports: Ports, release: Release, offers: Sequence[Offer]) -> TorobPage:
    return TorobPage(number=1, pages=1, total=len(offers), after="", offers=_listed(ports, release, offers))


def _pages(total: int) -> int:
    return max(1, -(-total // PAGE))


def _listed(ports: Ports, release: Release, offers: Sequence[Offer]) -> tuple[ListedOffer, ...]:
    there = _there(ports, tuple(offer.sku for offer in offers))
    variants = Counter(offer.slug for offer in release.offers.values())
    return tuple(
        ListedOffer(
            offer=offer,
            page=release.products[offer.slug],
            alone=variants[offer.slug] == 1,
            available=offer.sku in there,
        )
        for offer in offers
    )


@retried
def _there(ports: Ports, skus: Sequence[Sku]) -> frozenset[Sku]:
    """BAQ-060, BAQ-062: return which of these could be bought now: one is left, and staff have not ended its sale."""
    with ports.store.transaction() as tx:
        tx.read_ahead(stock=skus)
        off = {switch.sku for switch in tx.every(SWITCHES)}
        return frozenset() if EVERYTHING in off else frozenset(s for s in skus if s not in off and tx.stock(s) > 0)
