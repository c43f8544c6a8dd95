"""The listing that search goes by, beside the release for the service and among the pages for browsers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

from catalog.release_writer import write_whole
from catalog.site import Product, Site
from shop.search.listing import LISTINGS, Listing, encode_listing, listing_name
from shop.search.words import SMALL, keys

_KEPT = 2


class SearchListing:
    """The listing of one site, as it is written."""

    @staticmethod
    def of(site: Site) -> SearchListing:
        """Return the listing of a site."""
        return SearchListing(encode_listing(listing_of(site)))

    def __init__(self, encoded: bytes) -> None:
        self._encoded = encoded
        self.name = listing_name(self._encoded)
        """By which the release names it."""
        self.url = f"/search/{self.name[:12]}.json"

    @property
    def file(self) -> str:
        """Where it stands among the pages."""
        return self.url.removeprefix("/")

    @property
    def encoded(self) -> bytes:
        """Its bytes."""
        return self._encoded

    def write(self, output: Path) -> tuple[Path, ...]:
        """Write it among the pages and return its file."""
        file = output / self.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(self._encoded)
        return (file,)

    def keep(self, releases: Path) -> None:
        """Put it beside the release that will name it, and take away all but the last: that is in force until then."""
        folder = releases / LISTINGS
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / f"{self.name}.json", self._encoded)
        by_age = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for old in by_age[_KEPT:]:
            old.unlink()


def listing_of(site: Site) -> Listing:
    """Return the listing of all that is on sale."""
    shelves = {shelf.slug: place for place, shelf in enumerate(site.categories)}
    products = site.products
    return Listing(
        shelves=tuple(shelf.title for shelf in site.categories),
        slug=tuple(product.slug for product in products),
        shelf=tuple(shelves[product.category.slug] for product in products),
        **{name: tuple(map(told, products)) for name, told in _TOLD.items()},
    )


def tells_the_same(one: Product, other: Product) -> bool:
    """Do two products on the same shelf stand in a listing by the same words and figures?"""
    return all(told(one) == told(other) for told in _TOLD.values())


def told_anew(encoded: bytes, changed: Mapping[int, Product]) -> bytes:
    """Return an encoded listing in which products at some places are as they are now, on the shelf where they were.

    Its bytes are those of ``encode_listing``; by that way they would take six times as long.
    """
    columns = from_json(encoded)
    for name, told in _TOLD.items():
        for place, product in changed.items():
            columns[name][place] = told(product)
    return to_json(columns)


def _more(product: Product) -> str:
    """Return the keys of its variants, of a seller who is not the shop, and of the words of its page; not of its title."""
    others = [offer.label for offer in product.offers if offer.label]
    if not product.is_own:
        others.append(product.seller)
    if not others:
        return product.words
    told = SMALL.union(keys(product.title))
    others = [key for key in keys("\n".join(others)) if key not in told]
    return " ".join(dict.fromkeys([*others, *product.words.split()]))


_TOLD: Mapping[str, Callable[[Product], Any]] = {
    "title": lambda product: product.title,
    "price": lambda product: product.from_price,
    "offers": lambda product: len(product.offers),
    "left": lambda product: int(product.available),
    "picture": lambda product: product.picture.small,
    "codes": lambda product: " ".join(offer.sku for offer in product.offers),
    "more": _more,
}
"""The columns that tell of a product by itself."""
