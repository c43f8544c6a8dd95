"""Files for machines: site map, robots, and the Atom feed of new products."""

from __future__ import annotations

from datetime import date, datetime, time
from html import escape
from xml.etree import ElementTree as ET

from feedgenerator import Atom1Feed, get_tag_uri

from catalog.site import Product, Site
from shop.calendar import TEHRAN

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_ENTRIES = 30


def sitemap(site: Site) -> str:
    """Return the site map: every page that can be found, products with the day they last changed."""
    root = ET.Element("urlset", xmlns=_SITEMAP)
    paths = ["/", *(category.url for category in site.categories), *(policy.url for policy in site.policies)]
    for path in paths:
        _entry(root, site.shop.site_url + path)
    for product in site.products:
        ET.SubElement(_entry(root, site.shop.site_url + product.url), "lastmod").text = _changed(product).isoformat()
    ET.indent(root, "")
    return f"{_DECLARATION}{ET.tostring(root, encoding='unicode')}\n"


def _changed(product: Product) -> date:
    """Return the day a product came, or the last on which one of its prices changed."""
    return max([product.date, *(offer.prices[-1].since for offer in product.offers if offer.prices)])


def _entry(root: ET.Element, address: str) -> ET.Element:
    entry = ET.SubElement(root, "url")
    ET.SubElement(entry, "loc").text = address
    return entry


def robots(site: Site) -> str:
    """Return what crawlers may read, which is everything, and where the site map is."""
    return f"User-agent: *\nAllow: /\nSitemap: {site.shop.site_url}/sitemap.xml\n"


def atom(site: Site) -> str:
    """Return the feed of the newest products; it changes only when they do."""
    root = site.shop.site_url
    feed = Atom1Feed(
        title=site.shop.name,
        link=f"{root}/",
        feed_url=f"{root}/feed.atom.xml",
        description=site.shop.description,
        subtitle=site.shop.tagline,
        author_name=site.shop.name,
        language="fa",
    )
    for product in site.products[:_ENTRIES]:
        link = root + product.url
        feed.add_item(
            title=product.title,
            link=link,
            unique_id=get_tag_uri(link, product.date),
            # the feed calls its summaries HTML, and ours are plain words
            description=escape(product.summary or product.title),
            pubdate=_morning(product.date),
            updateddate=_morning(product.date),
            categories=[product.category.title],
        )
    return str(feed.writeString("utf-8"))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), TEHRAN)
