"""Writing all that a shop publishes into a folder; pages that would be written as they stand elsewhere are lent from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment

from catalog.addresses import clause_url
from catalog.host_files import host_files
from catalog.icons import LARGE, TOUCH, icon_path, write_icons
from catalog.in_parallel import in_parallel
from catalog.leftovers import sweep
from catalog.lending import Before, to_write
from catalog.machine_files import machine_files
from catalog.making import Page
from catalog.page_writer import PageWriter
from catalog.pages import UNLISTED, Makings, in_parts, pages_in_parts
from catalog.pictures import Gallery
from catalog.release_writer import release_of, write_release
from catalog.scripts import Scripts
from catalog.search_listing import SearchListing
from catalog.second_tree import SecondTree
from catalog.site import Site
from catalog.theme_files import ThemeFiles
from catalog.workshop import Workshop
from shop.terms import Shop

FONT_URL = "/theme/fonts/vazirmatn.woff2"


@dataclass(frozen=True, slots=True)
class Writing:
    """What a site is written with, beside itself."""

    environment: Environment
    workshop: Workshop
    gallery: Gallery
    before: Before | None = None
    second: SecondTree | None = None

    def publish(self, site: Site, output: Path, releases: Path, commit: str) -> None:
        """Write a whole site into a folder, take away what an earlier build left there, and last of all name the release.

        Pages are lent only to a new folder.
        """
        is_new = not output.exists() or (self.before is not None and self.before.lent is not None)
        listing = SearchListing.of(site)
        files = self._write(site, listing, output)
        if not is_new:
            sweep(output, files)
        if self.second and not (self.before and self.before.lends(site)):
            self.second.begin(output)
        listing.keep(releases)
        texts = (policy.body for policy in site.policies)
        write_release(release_of(site, commit, listing.name), texts, releases)

    def _write(self, site: Site, listing: SearchListing, output: Path) -> list[Path]:
        look = Look(site.shop, self.workshop.theme, listing.url)
        pictures = self.gallery.copy_to(output / "images", self.before.pages / "images" if self.before else None)
        kept = [
            *look.files.write(output / "theme"),
            *look.scripts.write(output / "js"),
            *pictures,
            *listing.write(output),
        ]
        kept += _write_pages(site, look.writer(site, self.environment, output), output, self.before)
        kept += write_icons(look.files.mark, site.shop.look.paper, self.workshop.cache / "icons", output)
        kept += _write_texts({**machine_files(site, look.files.icon_url), **host_files(site)}, output)
        return kept


class Look:
    """What all pages of a site share: its theme's files, and what every template is told."""

    def __init__(self, shop: Shop, theme: Path, listing_url: str) -> None:
        self._listing_url = listing_url
        self.files = ThemeFiles(theme, shop)
        self.scripts = Scripts(theme / "static" / "js")

    def writer(self, site: Site, environment: Environment, output: Path) -> PageWriter:
        """Return what renders the pages with the templates of an environment."""
        shared = {
            "clause_url": clause_url,
            "site_url": site.shop.site_url,
            "shop": site.shop,
            "categories": site.categories,
            "policies": site.policies,
            "checkout_url": site.shop.checkout_url,
            "css_url": self.files.css_url,
            "icon_url": self.files.icon_url,
            "touch_icon_url": icon_path(TOUCH),
            "large_icon_url": icon_path(LARGE),
            "font_url": FONT_URL,
            "script_url": self.scripts.url,
            "listing_url": self._listing_url,
        }
        return PageWriter(environment, output, shared)


def _write_pages(site: Site, writer: PageWriter, output: Path, before: Before | None) -> list[Path]:
    """Write every page, or lend it where nothing that it shows has changed."""

    def write(some: Sequence[Makings]) -> list[str]:
        several = (making.make() for makings in some for making in makings())
        return [writer.write(page, head(site, page)) for page in several]

    if before is None or before.site is None:
        parts, many = pages_in_parts(site), len(site.products)
    else:
        makings = to_write(site, output, before, before.site)
        parts, many = [partial(iter, part) for part in in_parts(makings)], len(makings)
    return [output / file for files in in_parallel(write, parts, many) for file in files]


def head(site: Site, page: Page) -> Mapping[str, object]:
    """Return what the head of a page says."""
    return {
        "page_url": "" if page.url in UNLISTED else site.shop.site_url + (page.canonical or page.url),
        "page_is_front": page.url == "/",
        "page_title": page.title,
        "page_description": page.description,
        "structured_data": page.data,
    }


def _write_texts(texts: Mapping[str, str], output: Path) -> list[Path]:
    for name, text in texts.items():
        (output / name).write_text(text, encoding="utf-8")
    return [output / name for name in texts]
