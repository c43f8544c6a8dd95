"""The sections of a text that have an anchor, as an editor typed them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalog.comments import with_blank_comments
from catalog.problems import Spot
from catalog.source import Source

_HEADING = re.compile(r"^(?:(#{1,6})[ \t]*\S.*|\S.*\n(=+|-+)[ \t]*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """What stands from a heading with an anchor down to the next heading of its rank, its comments blanked.

    ``start`` is where its heading begins in the text of its file.
    """

    source: Source
    text: str
    start: int

    def spot_of(self, offset: int) -> Spot:
        """Return the line and column of a letter of ``text``."""
        body, at = self.source.body, self.start + offset
        return Spot(self.source.path, self.source.body_line + body.count("\n", 0, at), at - body.rfind("\n", 0, at))

    @property
    def heading(self) -> Spot:
        """The line of its heading."""
        return Spot(self.source.path, self.spot_of(0).line)


def whole(source: Source) -> Section:
    """Return a whole text as one section."""
    return Section(source, with_blank_comments(source.body), 0)


def sections(source: Source) -> Mapping[str, Section]:
    """Return each section of a text by its anchor."""
    body = with_blank_comments(source.body)
    headings = list(_headings(body))
    found: dict[str, Section] = {}
    for at, (start, rank, anchor) in enumerate(headings):
        if anchor:
            end = next((later for later, other, _ in headings[at + 1 :] if other <= rank), len(body))
            found.setdefault(anchor, Section(source, body[start:end], start))
    return found


def _headings(body: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each heading starts, its rank (1 is the highest), and its anchor if it has one."""
    for match in _HEADING.finditer(body):
        rank = len(match[1]) if match[1] else 1 if match[2].startswith("=") else 2
        yield match.start(), rank, _anchor(match[0].partition("\n")[0])


def _anchor(heading: str) -> str:
    """Return the anchor of ``## Title {#anchor .class}``, nothing if it has none."""
    line = heading.rstrip("# \t")
    start = line.rfind("{")
    if start < 0 or not line.endswith("}"):
        return ""
    marks = line[start + 1 : -1].removeprefix(":").split()
    return next((mark[1:] for mark in marks if mark.startswith("#")), "")
