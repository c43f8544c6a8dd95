"""Lending the new pages those of the last build that would be written as they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.pages import Making, common, file_of, pages
from catalog.second_places import html_in, lend
from catalog.site import Site


@dataclass(frozen=True, slots=True)
class Before:
    """The folder of the pages that were published last; ``site`` is what they show, None where nobody knows.

    ``lent`` waits until all of them have a second place in the new folder, where that was begun.
    """

    pages: Path
    site: Site | None = None
    lent: Callable[[], None] | None = None


def to_write(site: Site, output: Path, before: Before | None) -> list[Making]:
    """See that a new folder has each page of which nothing has changed, and none that has; return what makes all others.

    The shelves of a category that is as it was are taken as they stand: to find out which pages they have takes longer than
    all the rest.
    """
    if before is None or before.site is None:
        return pages(site)
    files: list[str] = []
    same: set[str] = set()
    settled: set[str] = set()
    if common(site) == common(before.site):
        shelves = {category.slug: category for category in before.site.categories}
        settled = {category.slug for category in site.categories if shelves.get(category.slug) == category}
        old = {making.url: making.of for making in pages(before.site, settled=shelves)}
        same = {making.url for making in pages(site, settled=shelves) if old.get(making.url) == making.of}
        files = [*(file_of(url) for url in same), *_of_shelves(before.pages, settled)]
    if before.lent is None:
        lend(before.pages, output, files)
    else:
        before.lent()
        for file in {*html_in(output)}.difference(files):
            (output / file).unlink()
    return [making for making in pages(site, settled=settled) if making.url not in same]


def _of_shelves(pages: Path, slugs: set[str]) -> Iterator[str]:
    """Yield every file of some categories' shelves."""
    for slug in slugs:
        yield f"categories/{slug}.html"
        yield from html_in(pages, f"categories/{slug}")
