"""The release and the listing that search goes by, as the last build wrote them but for what was edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalog.edited.reading import Change
from catalog.release_writer import CURRENT, offer_of, product_page_of
from catalog.search_listing import SearchListing, tells_the_same, told_anew
from catalog.site import Product
from shop.release import changed, entry, listing_in
from shop.search.listing import LISTINGS
from shop.terms import Shop


@dataclass(frozen=True, slots=True)
class Released:
    """A release by its bytes, the listing it names, and the one that the last release named."""

    encoded: bytes
    listing: SearchListing
    last: SearchListing


def released(
    releases: Path, shop: Shop, order: Sequence[str], changes: Sequence[Change], commit: str
) -> Released | None:
    """Return the release of a shop after some changes; None where the last one does not tell what to put for what.

    Raises:
        OSError: a file of the last one cannot be read.
    """
    name = (releases / CURRENT).read_text(encoding="ascii").strip()
    encoded = (releases / f"{name}.json").read_bytes()
    last = SearchListing((releases / LISTINGS / f"{listing_in(encoded)}.json").read_bytes())
    now = {order.index(one.new.slug): one.new for one in changes if not tells_the_same(one.old, one.new)}
    listing = SearchListing(told_anew(last.encoded, now)) if now else last
    made = changed(encoded, commit, listing.name, _entries(shop, changes))
    return Released(made, listing, last) if made else None


def _entries(shop: Shop, changes: Sequence[Change]) -> Mapping[bytes, bytes]:
    """Return what stood in the last release of each product, and what stands there now."""
    found: dict[bytes, bytes] = {}
    for change in changes:
        old, new = (_told(shop, product) for product in (change.old, change.new))
        found.update((before, after) for before, after in zip(old, new, strict=True) if before != after)
    return found


def _told(shop: Shop, product: Product) -> list[bytes]:
    """Return all that a release has of a product; its SKUs are the same as before, in whatever order."""
    offers = sorted(product.offers, key=lambda offer: offer.sku)
    told = [entry(offer.sku, offer_of(product, offer)) for offer in offers]
    return [*told, *([entry(product.slug, product_page_of(product))] if shop.feeds.torob else [])]
