"""What a site's products are found by, for the service and for browsers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from catalog.site import Product, Site
from shop.search.listing import Listing
from shop.search.words import SMALL, keys

_VALUE = re.compile(r"</t[hd]>\s*<td[^>]*>(.*?)</td>", re.DOTALL)
_TAG = re.compile("<[^>]*>")
MOST_WORDS = 24
"""So many further words of a page are kept: browsers load them all."""


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
        more=tuple(further_words(product) for product in products),
    )


def further_words(product: Product) -> str:
    """Return the keys of what else a product's page says in few words: variants, seller, values of its tables, summary."""
    told = frozenset(keys(product.title))
    further = dict.fromkeys(keys("\n".join(_texts(product))))
    return " ".join([key for key in further if key not in told and key not in SMALL][:MOST_WORDS])


def _texts(product: Product) -> Iterator[str]:
    yield from (offer.label for offer in product.offers)
    if not product.is_own:
        yield product.seller
    start = product.body.find("<table")
    if start >= 0:
        values = "\n".join(_VALUE.findall(product.body, start, product.body.rfind("</table>")))
        yield unescape(_TAG.sub(" ", values))
    yield product.summary
