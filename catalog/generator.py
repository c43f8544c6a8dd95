"""The Pelican generator: reads the owner's folder, then writes pages, pictures, feeds and the release."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pelican.generators import Generator
from pelican.writers import Writer

from catalog.addresses import clause_url
from catalog.commits import commit_of
from catalog.content import Hosts, read_content
from catalog.host_files import host_files
from catalog.icons import TOUCH, icon_path, write_icons
from catalog.in_parallel import in_parallel
from catalog.last_release import OF_THE_CHANGE, Earlier, in_no_order, read_last
from catalog.leftovers import sweep
from catalog.machine_files import machine_files
from catalog.page_writer import PageWriter
from catalog.pages import UNLISTED, Page, pages
from catalog.preview import is_preview, show_problems
from catalog.problem_words import report
from catalog.release_writer import release_of, write_release
from catalog.scripts import Scripts
from catalog.search_listing import SearchListing
from catalog.site import Site
from catalog.theme_files import ThemeFiles

FONT_URL = "/theme/fonts/vazirmatn.woff2"


class CatalogGenerator(Generator):
    """Everything a shop publishes, or nothing."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]  # Pelican has no types
        # Pelican empties the output folder between making generators and running them,
        # so a folder with problems has to stop the build here.
        self._content = read_content(
            Path(self.path),
            Path(self.settings["CACHE_PATH"]) / "pictures",
            Hosts(self.settings.get("SITEURL") or "", self.settings.get("CHECKOUT_URL") or ""),
            Earlier(read_last(self._releases), self.settings.get("ORDERED", in_no_order)),
        )
        found = self._content
        sys.stderr.write(report(found.problems, found.warnings, found.drafts))
        standing = [warning for warning in found.warnings if warning.code not in OF_THE_CHANGE]
        self.settings.get("STANDING", []).append(report((), standing, found.drafts))
        if found.problems:
            if not is_preview():
                sys.exit(1)
            show_problems(self._content.problems, Path(self.output_path))

    @property
    def _releases(self) -> Path:
        return Path(self.settings.get("RELEASE_PATH") or f"{self.output_path}.release")

    def generate_output(self, _writer: Writer) -> None:
        """Write the whole site, take away what an earlier build left, and last of all name the release."""
        site = self._content.site
        if site is None:
            return
        output = Path(self.output_path)
        theme, scripts = ThemeFiles(Path(self.theme), site.shop), Scripts(Path(self.theme) / "static" / "js")
        before = self.settings.get("BEFORE")
        pictures = self._content.gallery.copy_to(output / "images", before and Path(before) / "images")
        listing = SearchListing(site)
        kept = [*theme.write(output / "theme"), *scripts.write(output / "js"), *pictures, *listing.write(output)]
        kept += self._write_pages(site, theme, scripts, listing)
        kept += write_icons(theme.mark, site.shop.look.paper, Path(self.settings["CACHE_PATH"]) / "icons", output)
        kept += _write_texts({**machine_files(site, theme.icon_url), **host_files(site)}, output)
        sweep(output, kept)
        listing.keep(self._releases)
        release = release_of(site, commit_of(Path(self.path)), listing.name)
        texts = (policy.body for policy in site.policies)
        write_release(release, texts, self._releases)

    def _write_pages(self, site: Site, theme: ThemeFiles, scripts: Scripts, listing: SearchListing) -> list[Path]:
        """Write every page."""
        shared = {
            "clause_url": clause_url,
            "site_url": site.shop.site_url,
            "shop": site.shop,
            "categories": site.categories,
            "policies": site.policies,
            "checkout_url": site.shop.checkout_url,
            "css_url": theme.css_url,
            "icon_url": theme.icon_url,
            "touch_icon_url": icon_path(TOUCH),
            "font_url": FONT_URL,
            "script_url": scripts.url,
            "listing_url": listing.url,
        }
        writer = PageWriter(self.env, Path(self.output_path), shared)

        def write(some: Sequence[Callable[[], Page]]) -> list[Path]:
            return [writer.write(page, _head(site, page)) for page in (make() for make in some)]

        return [file for files in in_parallel(write, pages(site)) for file in files]


def _head(site: Site, page: Page) -> Mapping[str, object]:
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
