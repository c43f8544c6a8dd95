"""Rendering the text of a page: Markdown with the shop's data, links between files, and pictures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from catalog.comments import without_comments
from catalog.further_words import further_words
from catalog.pictures import Gallery
from catalog.placeholders import Placeholders
from catalog.plain_markdown import convert_plain
from catalog.problems import Code, Problems, Spot
from catalog.shown_picture import Picture
from catalog.site import ClauseName
from catalog.source import Source
from shop.text import ascii_digits, normalise

_FILE_LINK = re.compile(r"\{(?:filename|static|attach)\}|\|(?:filename|static|attach)\|")
_SIZES = "(min-width: 45rem) 42rem, 92vw"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered text, its headings that have an anchor, the anchors of those with nothing below; its file's summary.

    ``words`` are those of a product's text by which it is found.
    """

    html: Markup
    clauses: tuple[ClauseName, ...]
    silent: tuple[str, ...]
    summary: str
    words: str = ""


@dataclass(slots=True)
class _Page:
    """The page being rendered, and what was met on it."""

    source: Source
    headings: list[ClauseName] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)


def python_markdown() -> Markdown:
    """Return the engine that says what a text means."""
    return Markdown(extensions=["tables", "attr_list", "sane_lists"], output_format="html")


class Renderer:
    """Renders texts one after the other: plain ones at once, all others with one Markdown engine."""

    def __init__(
        self, pages: Mapping[str, str], gallery: Gallery, placeholders: Placeholders, problems: Problems
    ) -> None:
        self._placeholders = placeholders
        self._problems = problems
        self._tree = _Tree(pages, gallery)

    @cached_property
    def _markdown(self) -> Markdown:
        """The engine, which takes as long to make as many plain texts to render."""
        made = python_markdown()
        # after attr_list (8), which gives headings their ids, and before the tree is unescaped (0)
        made.treeprocessors.register(self._tree, "catalog", 5)
        return made

    def render(self, source: Source) -> Body:
        """Return a file's text as HTML, without its comments."""
        self._tree.page = page = _Page(source)
        summary = self._summary(source)
        first = Spot(source.path, source.body_line)
        text = self._placeholders.hide(without_comments(source.body), first)
        try:
            html = convert_plain(text, self._tree.address) or self._markdown.reset().convert(text)
        except RecursionError:
            self._problems.add(Code.TOO_DEEP, first)
            return Body(Markup(), (), (), summary)
        clauses = tuple(
            ClauseName(heading.anchor, self._placeholders.words(heading.title)) for heading in page.headings
        )
        shown = Markup(self._placeholders.show(html))  # noqa: S704 - checked by body_check
        title = source.field("Title") if source.path.startswith("products/") else None
        words = further_words(title.value, shown, summary) if title else ""
        return Body(shown, clauses, tuple(page.silent), summary, words)

    def _summary(self, source: Source) -> str:
        field = source.field("Summary")
        return normalise(self._placeholders.words(self._placeholders.hide(field.value, field.spot))) if field else ""


class _Tree(Treeprocessor):
    """Points links and pictures to where they are on the site, and gathers headings."""

    def __init__(self, pages: Mapping[str, str], gallery: Gallery) -> None:
        super().__init__()
        self._pages = pages
        self._gallery = gallery
        self.page = _Page(Source("", (), (), "", 1))

    def run(self, root: Element) -> None:
        """Walk the finished tree."""
        self.page.silent = [
            heading.attrib["id"]
            for heading, below in zip_longest(root, root[1:])
            if "id" in heading.attrib and _is_silent(heading.tag, below)
        ]
        for element in list(root.iter()):
            if element.tag == "a":
                element.set("href", self.address(element.get("href", "")))
            elif element.tag == "img":
                self._picture(element)
            elif element.tag == "ol" and "start" in element.attrib:
                element.set("start", ascii_digits(element.attrib["start"]))
            elif element.tag in _HEADINGS and "id" in element.attrib:
                self.page.headings.append(ClauseName(element.attrib["id"], "".join(element.itertext())))

    def address(self, target: str) -> str:
        """Return where a link of the page leads to on the site."""
        path, mark, fragment = target.partition("#")
        file = self._path(path) if path else ""
        if picture := self._made(file, ""):
            return picture.large
        return f"{self._pages[file]}{mark}{fragment}" if file in self._pages else target

    def _path(self, target: str) -> str:
        """Return the file a link names, from the owner's folder: links count from their file, ``/`` from the folder."""
        path, told = _FILE_LINK.subn("", target, count=1)
        if path.startswith("/") and (told or path.endswith(".md")):
            return posixpath.normpath(path.lstrip("/"))
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.page.source.path), path))

    def _made(self, file: str, alt: str) -> Picture | None:
        folder, _, name = file.rpartition("/")
        if folder != "images" or name not in self._gallery.names or self._gallery.prepare([name]):
            return None
        return self._gallery.picture(name, alt)

    def _picture(self, element: Element) -> None:
        source, alt = element.get("src", ""), element.get("alt", "")
        picture = self._made(self._path(source), alt)
        if picture is None and "//" not in source:  # all pictures are in one folder, so its name may be left out
            picture = self._made(f"images/{unquote(posixpath.basename(source))}", alt)
        if picture is None:
            return
        shown = {**element.attrib, "src": picture.src, "width": str(picture.width), "height": str(picture.height)}
        element.tag = "picture"
        element.attrib.clear()
        for form, sizes in (("avif", picture.avif), ("webp", picture.webp)):
            SubElement(element, "source", type=f"image/{form}", srcset=sizes, sizes=_SIZES)
        SubElement(element, "img", {**shown, "loading": "lazy", "decoding": "async"})


def _is_silent(tag: str, below: Element | None) -> bool:
    """Is this a heading above nothing, or above a heading that does not belong to it?"""
    return tag in _HEADINGS and (below is None or (below.tag in _HEADINGS and below.tag <= tag))
