"""Lending the new pages those of the last build that would be written as they stand."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.pages import Making, common, file_of, pages
from catalog.site import Site


@dataclass(frozen=True, slots=True)
class Before:
    """The folder of the pages that were published last; ``site`` is what they show, None where nobody knows."""

    pages: Path
    site: Site | None = None


def to_write(site: Site, output: Path, before: Before | None) -> list[Making]:
    """Give each page of which nothing has changed a second place in a new folder; return what makes all others.

    The shelves of a category that is as it was are taken as they stand: to find out which pages they have takes longer than
    all the rest.
    """
    if before is None or before.site is None or common(site) != common(before.site):
        return pages(site)
    shelves = {category.slug: category for category in before.site.categories}
    settled = {category.slug for category in site.categories if shelves.get(category.slug) == category}
    old = {making.url: making.of for making in pages(before.site, settled=shelves)}
    makings = pages(site, settled=settled)
    same = {making.url for making in makings if old.get(making.url) == making.of}
    files = [*(file_of(url) for url in same), *_of_shelves(before.pages, settled)]
    for folder in {os.path.dirname(file) for file in files}:  # noqa: PTH120 - of ten thousand, a path object each takes too long
        (output / folder).mkdir(parents=True, exist_ok=True)
    for file in files:
        _lend(f"{before.pages}/{file}", f"{output}/{file}")
    return [making for making in makings if making.url not in same]


def _of_shelves(pages: Path, slugs: set[str]) -> Iterator[str]:
    """Yield every file of some categories' shelves."""
    for slug in slugs:
        yield f"categories/{slug}.html"
        for folder, _, names in os.walk(pages / "categories" / slug):
            place = os.path.relpath(folder, pages)
            yield from (f"{place}/{name}" for name in names)


def _lend(old: str, place: str) -> None:
    try:
        os.link(old, place)
    except OSError:  # not every disk gives a file two places
        shutil.copyfile(old, place)
