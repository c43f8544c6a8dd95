"""Lending the new pages those of the last build that would be written as they stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.making import Making, file_of
from catalog.pages import common, pages
from catalog.second_places import html_in, lend, take_away
from catalog.site import Category, Site


@dataclass(frozen=True, slots=True)
class Before:
    """The folder of the pages that were published last; ``site`` is what they show, None where nobody knows.

    ``lent`` waits until all of them have a second place in the new folder, where that was begun.
    """

    pages: Path
    site: Site | None = None
    lent: Callable[[], None] | None = None

    def lends(self, site: Site) -> bool:
        """May any page of a site be as it was?"""
        return self.site is not None and common(site) == common(self.site)


def to_write(site: Site, output: Path, before: Before, shown: Site) -> list[Making]:
    """See that a new folder has each page of which nothing has changed, and none that has; return what makes all others.

    ``shown`` is the site that the last pages show. The pages of a category that is as it was are taken as they stand: to find
    out what they show takes longer than all the rest.
    """
    files: set[str] = set()
    if common(site) == common(shown):
        was = {category.slug: category for category in shown.categories}
        changed = [category for category in site.categories if was.get(category.slug) != category]
        anew = pages(site, changed)
        files.update(_of_categories(before.pages, site.categories, changed))
        old = pages(shown, [was[category.slug] for category in changed if category.slug in was])
        files.update(file_of(making.url) for making in same_pages(old, anew))
    else:
        anew = pages(site)
    if before.lent is None:
        lend(before.pages, output, files)
    else:
        before.lent()
        for file in {*html_in(output)} - files:
            take_away(output, file)
    return [making for making in anew if file_of(making.url) not in files]


def same_pages(old: Iterable[Making], new: Iterable[Making]) -> Iterator[Making]:
    """Yield what makes the pages that are as they were."""
    known = {making.url: making for making in old}
    for making in new:
        was = known.get(making.url)
        if was and making.shows_what(was):
            yield making


def _of_categories(pages: Path, categories: Iterable[Category], changed: Collection[Category]) -> Iterator[str]:
    """Yield every file of categories, of their shelves and of their products, but for those that have changed."""
    for category in categories:
        if category not in changed:
            yield file_of(category.url)
            yield from html_in(pages, f"categories/{category.slug}")
            yield from (file_of(product.url) for product in category.products)
