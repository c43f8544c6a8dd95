"""What crawlers are told: which pages there are to find, and that they may read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from catalog.site import Site

MOST = 50_000
"""As many addresses as one file may name (https://www.sitemaps.org/protocol.html)."""
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(site: Site, most: int = MOST) -> Mapping[str, str]:
    """Return the site map by name of its files: one, or an index of several with at most so many addresses each.

    It names every page that can be found. None with the day of its last change: a text or a price that an editor corrects
    is dated nowhere, and crawlers stop believing a map that once told them less than the truth.
    """
    root = site.shop.site_url
    addresses = [root + path for path in _paths(site)]
    if len(addresses) <= most:
        return {"sitemap.xml": _file("urlset", "url", addresses)}
    parts = [addresses[start : start + most] for start in range(0, len(addresses), most)]
    files = {f"sitemap-{number}.xml": _file("urlset", "url", part) for number, part in enumerate(parts, start=1)}
    return {"sitemap.xml": _file("sitemapindex", "sitemap", [f"{root}/{name}" for name in files]), **files}


def _paths(site: Site) -> list[str]:
    found = (site.categories, site.policies, site.products)
    return ["/", *(page.url for pages in found for page in pages)]


def _file(whole: str, one: str, addresses: Sequence[str]) -> str:
    lines = [f"<{one}><loc>{escape(address)}</loc></{one}>" for address in addresses]
    return "\n".join([f'{_DECLARATION}<{whole} xmlns="{_NAMESPACE}">', *lines, f"</{whole}>\n"])


def robots(site: Site) -> str:
    """Return what crawlers may read, which is everything, and where the site map is."""
    return f"User-agent: *\nAllow: /\nSitemap: {site.shop.site_url}/sitemap.xml\n"
