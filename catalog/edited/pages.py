"""The pages that show what was edited, rendered."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from catalog.edited.files import Files
from catalog.edited.known import Known
from catalog.edited.shelves import Relisted, Shelf
from catalog.lending import same_pages
from catalog.making import Making, file_of
from catalog.pages import SEARCH, category_pages, pages
from catalog.site import Product, Site
from catalog.templates import environment
from catalog.whole_site import Look, head


def page_files(
    known: Known, shelves: Sequence[Shelf], relisted: Relisted, site: Site, listing_url: str, *, found_anew: bool
) -> Files:
    """Return every page that is not as it was; ``site`` has all its goods where anything beside shelves lists them."""
    workshop = known.workshop
    writer = Look(site.shop, workshop.theme, listing_url).writer(site, environment(workshop), Path())
    files: dict[str, bytes | None] = {}
    makings: list[Making] = []
    for shelf in shelves:
        old = category_pages(site, shelf.was, shelves=shelf.relisted)
        new = category_pages(site, shelf.now, shelves=shelf.relisted)
        same = {making.url for making in same_pages(old, new)}
        files.update((file_of(making.url), None) for making in old if making.url not in same)
        whole = replace(shelf.now, products=tuple(_whole(known, shelf, same)))
        new = category_pages(site, whole, shelves=shelf.relisted)
        makings += [making for making in new if making.url not in same]
    makings += _elsewhere(site, relisted, found_anew=found_anew)
    for making in makings:
        page = making.make()
        files[file_of(page.url)] = writer.html(page, head(site, page)).encode()
    return files


def _whole(known: Known, shelf: Shelf, same: Container[str]) -> Iterator[Product]:
    """Yield the goods of a shelf, with their texts where their own page is to be rendered.

    Raises:
        Unknown: one of them is not known.
    """
    others = {one.url for one in shelf.now.products if one.url not in same and one.slug not in shelf.edited}
    files = {url: path for path, url in known.register.pages.items() if url in others}
    for one in shelf.now.products:
        yield known.product(files[one.url]) if one.url in others else one


def _elsewhere(site: Site, relisted: Relisted, *, found_anew: bool) -> Iterator[Making]:
    for making in pages(site, []):
        front = relisted.front and making.url == "/"
        if front or (found_anew and making.url == SEARCH) or making.url in relisted.withdrawn:
            yield making
