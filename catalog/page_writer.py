"""Rendering pages and writing them; what many pages share is rendered once."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from catalog.lean_templates import LeanEnvironment
from catalog.making import Page
from catalog.site import Product

_LAZY, _AT_ONCE = 'loading="lazy" decoding="async"', 'fetchpriority="high"'
"""As the template writes them."""


class PageWriter:
    """Writes the pages of one site into a folder.

    Pelican's own writer copies a context of over two hundred settings for every page; ours have what they need.
    """

    def __init__(self, environment: Environment, output: Path, shared: Mapping[str, object]) -> None:
        self._environment = environment
        self._output = output
        environment.auto_reload = False  # a template does not change while pages are written
        environment.cache = {}
        if isinstance(environment, LeanEnvironment):
            environment.macros.clear()
        # Jinja lets each template have globals of its own; ours have none, and to look for them takes a quarter of the time.
        environment.make_globals = lambda _: environment.globals  # type: ignore[assignment, method-assign]
        environment.globals.update(shared)
        # Rendered for every page, these take more than half of the time.
        environment.globals.update(kept=cache(self._part), kept_cards=self._cards_of)
        self._cards: dict[tuple[str, int], str] = {}
        self._folder = cache(self._make_folder)

    def write(self, page: Page, head: Mapping[str, object]) -> str:
        """Write a page and return its file under the folder."""
        file = page.file
        self._folder(file.rpartition("/")[0])
        _write(f"{self._output}/{file}", self.html(page, head).encode())
        return file

    def html(self, page: Page, head: Mapping[str, object]) -> str:
        """Return a page as it is written."""
        return self._environment.get_template(f"{page.template}.html").render({**head, **page.own})

    def _make_folder(self, folder: str) -> None:
        (self._output / folder).mkdir(parents=True, exist_ok=True)

    def _part(self, template: str, **told: object) -> Markup:
        """Return a part of a page that is the same wherever it is told the same."""
        return Markup(self._environment.get_template(template).render(told))  # noqa: S704 - a template's

    def _cards_of(self, products: Sequence[Product], level: int, first: int) -> Markup:
        """Return products as lists show them, under headings of a level; pictures of the ``first`` few are loaded at once."""
        cards = [self._card(product, level) for product in products]
        at_once = [card.replace(_LAZY, _AT_ONCE, 1) for card in cards[:first]]
        return Markup("".join(at_once + cards[first:]))  # noqa: S704 - a template's

    def _card(self, product: Product, level: int) -> str:
        key = (product.slug, level)
        if key not in self._cards:
            self._cards[key] = str(self._environment.get_template("macros/goods.html").module.card(product, level))  # type: ignore[attr-defined] # a macro
        return self._cards[key]


def _write(file: str, content: bytes) -> None:
    """Write a file by what the system itself asks for: ten thousand objects of Python's take as long as their content."""
    place = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        written = 0
        while written < len(content):
            written += os.write(place, content[written:] if written else content)
    finally:
        os.close(place)
