"""What search engines read on a page: JSON-LD, built as plain values and written so that no text can leave it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from pydantic_core import to_json

from catalog.shelf_offer import ShelfOffer
from catalog.shown_picture import Picture
from catalog.site import Category, Product, Site
from catalog.specification_rows import specification
from catalog.structured_terms import JsonLd
from shop.terms import Shop

CONTEXT = "https://schema.org"
_BRAND = "برند"
"""The name of the row."""


def write(things: Sequence[JsonLd]) -> Markup:
    """Return JSON for a ``script`` element; ``<``, ``>`` and ``&`` are escaped as JSON knows them."""
    text = to_json(things).decode()
    for mark in "<>&":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(text)  # noqa: S704 - no mark is left that HTML knows


def category_data(site: Site, category: Category) -> Markup:
    """Return the way from the front page to a category."""
    return write([_trail(site, [(category.title, category.url)])])


def product_data(site: Site, product: Product, terms: Sequence[JsonLd]) -> Markup:
    """Return a product, or the group of its variants, and the way to it; ``terms`` are those of each offer."""
    offers = [
        _offer(site.shop, product, offer, of_offer) for offer, of_offer in zip(product.offers, terms, strict=True)
    ]
    thing = (_single if len(offers) == 1 else _group)(site.shop, product, offers)
    steps = [(product.category.title, product.category.url), (product.title, product.url)]
    return write([{"@context": CONTEXT, **thing}, _trail(site, steps)])


def _single(shop: Shop, product: Product, offers: Sequence[JsonLd]) -> JsonLd:
    return {"@type": "Product", **_about(shop, product), "sku": product.offers[0].sku, "offers": offers}


def _group(shop: Shop, product: Product, offers: Sequence[JsonLd]) -> JsonLd:
    """A product whose variants are SKUs of their own. What they vary by is named in the owner's words alone."""
    return {
        "@type": "ProductGroup",
        **_about(shop, product),
        "productGroupID": product.slug,
        "hasVariant": [
            {
                "@type": "Product",
                "name": f"{product.title} {offer.label}",
                "image": shop.site_url + product.picture.large,
                "sku": offer.sku,
                "offers": [told],
            }
            for offer, told in zip(product.offers, offers, strict=True)
        ],
    }


def _about(shop: Shop, product: Product) -> JsonLd:
    return {
        "name": product.title,
        "description": product.summary or product.title,
        "image": [_image(shop.site_url, picture) for picture in product.pictures],
        "category": product.category.title,
        "url": shop.site_url + product.url,
        **_brand(product),
    }


def _brand(product: Product) -> JsonLd:
    """The brand that the product's own table names, where it names one."""
    stated = dict(specification(product.body)) if _BRAND in product.body else {}
    return {"brand": {"@type": "Brand", "name": stated[_BRAND]}} if _BRAND in stated else {}


def _image(root: str, picture: Picture) -> JsonLd:
    return {
        "@type": "ImageObject",
        "url": root + picture.large,
        "width": picture.large_width,
        "height": picture.large_height,
    }


def _offer(shop: Shop, product: Product, offer: ShelfOffer, terms: JsonLd) -> JsonLd:
    """An offer in rials: toman is no currency to anybody else."""
    return {
        "@type": "Offer",
        "price": str(offer.price),
        "priceCurrency": "IRR",
        "availability": f"https://schema.org/{'InStock' if offer.available else 'OutOfStock'}",
        "itemCondition": "https://schema.org/NewCondition",
        "url": shop.site_url + product.url,
        "seller": {"@type": "Organization", "name": product.seller},
        **terms,
    }


def _trail(site: Site, steps: Sequence[tuple[str, str]]) -> JsonLd:
    root = site.shop.site_url
    places = [(site.shop.name, "/"), *steps]
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": name, "item": root + path}
            for at, (name, path) in enumerate(places, start=1)
        ],
    }
