"""Rendering pages and writing them; what many pages share is rendered once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from catalog.pages import Page
from catalog.site import Product


class PageWriter:
    """Writes the pages of one site into a folder.

    Pelican's own writer copies a context of over two hundred settings for every page; ours have what they need.
    """

    def __init__(self, environment: Environment, output: Path, shared: Mapping[str, object]) -> None:
        self._environment = environment
        self._output = output
        environment.auto_reload = False  # a template does not change while pages are written
        environment.globals.update(shared)
        # Rendered for every page, these two take half of the time.
        environment.globals.update(header=cache(self._header), footer=cache(self._footer), kept_card=self._card)
        self._cards: dict[tuple[str, int, bool], Markup] = {}

    def write(self, page: Page, head: Mapping[str, object]) -> Path:
        """Write a page and return its file."""
        html = self._environment.get_template(f"{page.template}.html").render({**head, **page.own})
        file = self._output / page.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")
        return file

    def _header(self, here: str) -> Markup:
        return Markup(self._environment.get_template("parts/header.html").render(here=here))  # noqa: S704 - a template's

    def _footer(self) -> Markup:
        return Markup(self._environment.get_template("parts/footer.html").render())  # noqa: S704 - a template's

    def _card(self, product: Product, level: int, first: bool) -> Markup:
        """Return a product as lists show it, under a heading of a level; ``first`` ones are loaded at once."""
        key = (product.slug, level, first)
        if key not in self._cards:
            self._cards[key] = self._environment.get_template("macros/goods.html").module.card(product, level, first)  # type: ignore[attr-defined] # a macro
        return self._cards[key]
