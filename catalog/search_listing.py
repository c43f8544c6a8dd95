"""The listing that search goes by, beside the release for the service and among the pages for browsers."""

from __future__ import annotations

from pathlib import Path

from catalog.release_writer import write_whole
from catalog.site import Product, Site
from shop.search.listing import LISTINGS, Listing, encode_listing, listing_name
from shop.search.words import SMALL, keys

_KEPT = 2


class SearchListing:
    """The listing of one site, as it is written."""

    def __init__(self, site: Site) -> None:
        self._encoded = encode_listing(listing_of(site))
        self.name = listing_name(self._encoded)
        """By which the release names it."""
        self.url = f"/search/{self.name[:12]}.json"

    def write(self, output: Path) -> tuple[Path, ...]:
        """Write it among the pages and return its file."""
        file = output / self.url.removeprefix("/")
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
        title=tuple(product.title for product in products),
        shelf=tuple(shelves[product.category.slug] for product in products),
        price=tuple(product.from_price for product in products),
        offers=tuple(len(product.offers) for product in products),
        left=tuple(int(product.available) for product in products),
        picture=tuple(product.picture.small for product in products),
        codes=tuple(" ".join(offer.sku for offer in product.offers) for product in products),
        more=tuple(_more(product) for product in products),
    )


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
