"""A page, and what makes it where it is written; that two would be the same is seen without making either."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from markupsafe import Markup

from catalog.site import Product


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its path, its template, its head, and what only this template is given.

    ``canonical`` is the path of the page that it stands for, '' where that is itself.
    """

    url: str
    template: str
    title: str
    description: str
    data: Markup = Markup()
    canonical: str = ""
    own: Mapping[str, object]

    @property
    def file(self) -> str:
        """The file under the output folder."""
        return file_of(self.url)


def file_of(url: str) -> str:
    """Return the file of a page under the output folder."""
    return url.removeprefix("/") or "index.html"


class Making(NamedTuple):
    """A page that is made where it is written: its path, all of the site that it shows and not every page does, its maker.

    While what all pages have in common is the same, this page's ``of`` is too, and what cards show of ``listed``, so is the page.
    """

    url: str
    of: tuple[object, ...]
    make: Callable[[], Page]
    listed: tuple[Product, ...] = ()

    def shows_what(self, other: Making) -> bool:
        """Does another making of this path come to the same page?"""
        return (
            self.of == other.of
            and len(self.listed) == len(other.listed)
            and all(is_same_card(one, another) for one, another in zip(self.listed, other.listed, strict=True))
        )


def is_same_card(one: Product, other: Product) -> bool:
    """Do two products look the same in lists? There nothing is shown of a text."""
    return one is other or replace(one, body=other.body, words=other.words) == other
