"""What search engines read on a page: JSON-LD, built as plain values and written so that no text can leave it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from markupsafe import Markup

from catalog.site import Category, Picture, Product, ShelfOffer, Site
from catalog.structured_terms import JsonLd, return_policies, shipping_details
from shop.terms import Shop


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
    return write([{**store, **_given("hasMerchantReturnPolicy", _for_all(shop))}])


def _for_all(shop: Shop) -> Sequence[JsonLd]:
    """Return the claims that are open to goods of every class."""
    every = [return_policies(shop, kind.id) for kind in shop.classes]
    return [policy for policy in every[0] if all(policy in policies for policies in every)]


def _given(key: str, values: Sequence[JsonLd]) -> JsonLd:
    return {key: values} if values else {}


def category_data(site: Site, category: Category) -> Markup:
    """Return the way from the front page to a category."""
    return write([_trail(site, [(category.title, category.url)])])


def product_data(site: Site, product: Product) -> Markup:
    """Return a product with its offers in rials, what it may be given back for, and the way to it."""
    shop = site.shop
    root = shop.site_url
    thing: JsonLd = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.title,
        "description": product.summary or product.title,
        "image": [_image(root, product.picture)],
        "sku": product.offers[0].sku,
        "category": product.category.title,
        "url": root + product.url,
        "offers": [_offer(shop, product, offer) for offer in product.offers],
        **_given("hasMerchantReturnPolicy", return_policies(shop, product.product_class)),
    }
    steps = [(product.category.title, product.category.url), (product.title, product.url)]
    return write([thing, _trail(site, steps)])


def _image(root: str, picture: Picture) -> JsonLd:
    return {
        "@type": "ImageObject",
        "url": root + picture.large,
        "width": picture.large_width,
        "height": picture.large_height,
    }


def _offer(shop: Shop, product: Product, offer: ShelfOffer) -> JsonLd:
    return {
        "@type": "Offer",
        "name": f"{product.title} {offer.label}".strip(),
        "sku": offer.sku,
        "price": str(offer.price),
        "priceCurrency": "IRR",
        "availability": f"https://schema.org/{'InStock' if offer.available else 'OutOfStock'}",
        "itemCondition": "https://schema.org/NewCondition",
        "url": shop.site_url + product.url,
        "seller": {"@type": "Organization", "name": product.seller},
        **_given("shippingDetails", shipping_details(shop, product, offer)),
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
