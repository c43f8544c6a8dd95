"""What search engines read on a page: JSON-LD, built as plain values and written so that no text can leave it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from catalog.site import Category, Product, ShelfOffer, Site

JsonLd = Mapping[str, object]


def write(things: Sequence[JsonLd]) -> Markup:
    """Return JSON for a ``script`` element; ``<``, ``>`` and ``&`` are escaped as JSON knows them."""
    text = json.dumps(things, ensure_ascii=False, separators=(",", ":"))
    for mark in "<>&":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(text)  # noqa: S704 - no mark is left that HTML knows


def shop_data(site: Site) -> Markup:
    """Return the shop itself, for the front page."""
    shop = site.shop
    store: JsonLd = {
        "@context": "https://schema.org",
        "@type": "OnlineStore",
        "name": shop.name,
        "description": shop.description,
        "url": f"{shop.site_url}/",
        "email": shop.contact.email,
        "telephone": shop.contact.landline,
        "currenciesAccepted": "IRR",
    }
    return write([store])


def category_data(site: Site, category: Category) -> Markup:
    """Return the way from the front page to a category."""
    return write([_trail(site, [(category.title, category.url)])])


def product_data(site: Site, product: Product) -> Markup:
    """Return a product with its offers in rials, and the way to it."""
    root = site.shop.site_url
    thing: JsonLd = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.title,
        "description": product.summary or product.title,
        "image": [root + product.picture.large],
        "sku": product.offers[0].sku,
        "category": product.category.title,
        "url": root + product.url,
        "offers": [_offer(root, product, offer) for offer in product.offers],
    }
    steps = [(product.category.title, product.category.url), (product.title, product.url)]
    return write([thing, _trail(site, steps)])


def _offer(root: str, product: Product, offer: ShelfOffer) -> JsonLd:
    return {
        "@type": "Offer",
        "name": f"{product.title} {offer.label}".strip(),
        "sku": offer.sku,
        "price": str(offer.price),
        "priceCurrency": "IRR",
        "availability": f"https://schema.org/{'InStock' if offer.available else 'OutOfStock'}",
        "itemCondition": "https://schema.org/NewCondition",
        "url": root + product.url,
        "seller": {"@type": "Organization", "name": product.seller},
    }


def _trail(site: Site, steps: Sequence[tuple[str, str]]) -> JsonLd:
    root = site.shop.site_url
    places = [(site.shop.name, "/"), *steps]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": name, "item": root + path}
            for at, (name, path) in enumerate(places, start=1)
        ],
    }
