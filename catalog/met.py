"""What was met in texts: links, and the anchors that links may lead to."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from catalog.problems import Spot
from catalog.source import Source

Address = tuple[str, bool]
"""An address in a text, and whether it is a picture's."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address met in a text."""

    source: Source
    address: str
    is_picture: bool

    @property
    def spot(self) -> Spot:
        """Where it stands."""
        return self.source.line_of(self.address or "]()")

    @property
    def is_within(self) -> bool:
        """Does it lead to a place of this site?"""
        parts = urlsplit(self.address)
        return self.is_picture or not (parts.scheme or parts.netloc)


@dataclass(slots=True)
class Met:
    """The links that were met in texts, and the anchors of each page."""

    links: list[Link] = field(default_factory=list)
    anchors: dict[str, set[str]] = field(default_factory=dict)

    def take(self, other: Met) -> None:
        """Add what was met in other texts."""
        self.links += other.links
        for url, anchors in other.anchors.items():
            self.anchors.setdefault(url, set()).update(anchors)
