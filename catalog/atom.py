"""The Atom feed: what came last, and whose price changed last (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from html import escape

from catalog.site import Product, Site
from shop.calendar import TEHRAN

ENTRIES = 30
NAME = "feed.atom.xml"


def changed(product: Product) -> date:
    """Return the day a product came, or the last on which one of its prices is known to have changed."""
    return max([product.date, *(offer.prices[-1].since for offer in product.offers if offer.prices)])


def in_feed(products: Sequence[Product]) -> Sequence[Product]:
    """Return the products of the feed. Sorting keeps the order of those that are equal, which is the site's own."""
    return sorted(products, key=changed, reverse=True)[:ENTRIES]


def atom(site: Site) -> str:
    """Return the feed of the newest products and prices; it changes only when they do."""
    shop = site.shop
    latest = in_feed(site.products)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xml:lang="fa" xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{escape(shop.site_url)}/</id>",
        f"<title>{escape(shop.name)}</title>",
        f"<subtitle>{escape(shop.tagline)}</subtitle>",
        f"<updated>{_morning(changed(latest[0]))}</updated>",
        f"<author><name>{escape(shop.name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{escape(shop.site_url)}/{NAME}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(shop.site_url)}/"/>',
        *(line for product in latest for line in _entry(site, product)),
        "</feed>",
    ]
    return "\n".join([*lines, ""])


def _entry(site: Site, product: Product) -> Sequence[str]:
    """An entry is known by its page's address, which stays as long as the page does."""
    address = escape(site.shop.site_url + product.url)
    return (
        "<entry>",
        f"<id>{address}</id>",
        f"<title>{escape(product.title)}</title>",
        f"<updated>{_morning(changed(product))}</updated>",
        f"<published>{_morning(product.date)}</published>",
        f'<link rel="alternate" type="text/html" href="{address}"/>',
        f'<category term="{escape(product.category.slug)}" label="{escape(product.category.title)}"/>',
        f"<summary>{escape(product.summary or product.title)}</summary>",
        "</entry>",
    )


def _morning(day: date) -> str:
    return datetime.combine(day, time(), TEHRAN).isoformat()
