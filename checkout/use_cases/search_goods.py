"""Find goods by what a visitor typed: by the words of their pages, at the prices of the release that is served."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from checkout.ports import Ports, Releases
from shop.release import Offer, Release, ReleaseId
from shop.search.find import find
from shop.search.index import SearchIndex
from shop.search.listing import Listing
from shop.search.words import keys

PAGE = 24
"""How many products a page of results shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of what was found, each product as its offers. ``near``: none of them has every word.

    ``meant`` is the query that was answered instead, '' where that was the one asked. ``shelves`` are slugs and titles
    of the shelves that have goods, in the shop's order, for who found nothing.
    """

    products: tuple[tuple[Offer, ...], ...]
    count: int
    page: int
    pages: int
    near: bool
    meant: str
    shelves: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Goods:
    """What one release sells, ready to be looked through."""

    index: SearchIndex
    products: tuple[tuple[Offer, ...], ...]
    shelves: Mapping[str, str]


def search_goods(ports: Ports, query: str, page: int) -> Results:
    """Return a page of what a query finds, counted from one; the last one for whoever asks further on."""
    goods = _goods(ports)
    found = find(goods.index, query)
    count = len(found.products)
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    shown = found.products[(page - 1) * PAGE : page * PAGE]
    return Results(
        products=tuple(goods.products[product] for product in shown),
        count=count,
        page=page,
        pages=pages,
        near=found.near,
        meant=found.meant,
        shelves=goods.shelves,
    )


_BUILDING = threading.Lock()
_MADE: WeakKeyDictionary[Releases, tuple[ReleaseId, _Goods]] = WeakKeyDictionary()
"""Of each folder of releases, what the one that was searched last sells."""


def _goods(ports: Ports) -> _Goods:
    # Who searches first after a new release waits for its index to be made; who comes meanwhile waits too.
    with _BUILDING:
        name, release = ports.releases.current()
        made = _MADE.get(ports.releases)
        if made is None or made[0] != name:
            made = _MADE[ports.releases] = (name, _goods_of(release, ports.releases.listing(release.listing)))
        return made[1]


def _goods_of(release: Release, listing: Listing | None) -> _Goods:
    """Return what a release sells; without a listing, goods are found by what the release itself tells of them."""
    by_slug: dict[str, list[Offer]] = {}
    for offer in release.offers.values():
        by_slug.setdefault(offer.slug, []).append(offer)
    if listing is None or set(listing.slug) != by_slug.keys():
        listing = _listing_of(by_slug)
    products = tuple(tuple(by_slug[slug]) for slug in listing.slug)
    slugs = {shelf: offers[0].category for offers, shelf in zip(products, listing.shelf, strict=True)}
    return _Goods(
        index=SearchIndex(listing),
        products=products,
        shelves={slugs[at]: title for at, title in enumerate(listing.shelves) if title and at in slugs},
    )


def _listing_of(by_slug: Mapping[str, list[Offer]]) -> Listing:
    count, goods = len(by_slug), by_slug.values()
    return Listing(
        shelves=("",),
        slug=tuple(by_slug),
        title=tuple(offers[0].title for offers in goods),
        shelf=(0,) * count,
        price=(0,) * count,
        offers=tuple(len(offers) for offers in goods),
        left=tuple(int(any(offer.stock for offer in offers)) for offers in goods),
        picture=("",) * count,
        codes=tuple(" ".join(offer.sku for offer in offers) for offers in goods),
        more=tuple(" ".join(keys(" ".join(offer.variant for offer in offers))) for offers in goods),
    )
