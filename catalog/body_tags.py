"""Reading the HTML of a text for what none may hold: tags and attributes that are refused, and tags without their other half."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from catalog.met import Address
from catalog.problems import Code, Problems
from catalog.source import Source

_FORBIDDEN = frozenset(
    {
        "applet", "audio", "base", "big", "blink", "body", "button", "center", "dialog", "embed", "font", "form", "frame",
        "frameset", "head", "html", "iframe", "input", "link", "main", "marquee", "math", "meta", "object", "script", "select",
        "strike", "style", "svg", "template", "textarea", "title", "track", "tt", "video",
    },
)  # fmt: skip
_FORBIDDEN_ATTRIBUTES = frozenset({"background", "formaction", "ping", "poster", "srcdoc"})
_ALIGNED = re.compile("text-align: (?:left|center|right);")
_ALONE = frozenset({"area", "br", "col", "hr", "img", "source", "wbr"})
_OPEN_ENDED = frozenset({"dd", "dt", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr"})
"""Tags whose other half HTML itself adds."""


class TagReader(HTMLParser):
    """Reads rendered HTML, notes what no text may hold, and gathers addresses."""

    def __init__(
        self, source: Source, problems: Problems, addresses: Callable[[str, str], list[tuple[str, bool]]]
    ) -> None:
        super().__init__()
        self._source = source
        self._problems = problems
        self._addresses = addresses
        self._open: list[str] = []
        self.links: list[Address] = []

    def read(self, html: str) -> list[Address]:
        """Read a whole text; return its addresses."""
        self.feed(html)
        self.close()
        for tag in self._open:
            self._note_half(f"<{tag}")
        if self._source.body.rfind("<!--") > self._source.body.rfind("-->"):
            self._note_half("<!--")
        return self.links

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag with its attributes."""
        if tag in _FORBIDDEN:
            self._problems.add(Code.FORBIDDEN_TAG, self._source.line_of(f"<{tag}"), value=tag)
            return
        if tag not in _ALONE:
            self._open.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in _FORBIDDEN_ATTRIBUTES or _is_styled(name, value):
                self._problems.add(Code.FORBIDDEN_ATTRIBUTE, self._source.line_of(name), value=name)
            else:
                self.links += self._addresses(name, value or "")

    def handle_endtag(self, tag: str) -> None:
        """Close the tag, and all that was left open in it."""
        if tag in _FORBIDDEN or tag in _ALONE:
            return
        if tag not in self._open:
            self._note_half(f"</{tag}")
            return
        while (inner := self._open.pop()) != tag:
            self._note_half(f"<{inner}")

    def _note_half(self, typed: str) -> None:
        """Note half a tag, where its editor wrote it: what Markdown itself writes has both halves."""
        tag = typed.strip("</")
        if tag not in _OPEN_ENDED and typed in self._source.body.casefold():
            self._problems.add(Code.HALF_TAG, self._source.line_of(typed), value=typed if tag == "!--" else f"{typed}>")


def _is_styled(name: str, value: str | None) -> bool:
    """Is this a style of the editor's own? Markdown aligns columns of a table by style."""
    return name == "style" and not _ALIGNED.fullmatch(value or "")
