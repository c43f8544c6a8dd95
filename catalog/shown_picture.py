"""A picture as pages show it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

ON_CARDS = 3
"""So many of its sizes, the smallest first, are enough for a card on the sharpest screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in its sizes, in pixels: ``src`` (of ``width`` and ``height``) and ``large`` are JPEG, ``small`` is WebP.

    ``avif`` and ``webp`` are every size of that form, as ``srcset`` takes them.
    """

    src: str
    avif: str
    webp: str
    width: int
    height: int
    small: str
    large: str
    large_width: int
    large_height: int
    alt: str

    @property
    def on_card(self) -> Picture:
        """The same with the sizes that a card has use for."""
        return replace(self, avif=_few(self.avif), webp=_few(self.webp))


@lru_cache(maxsize=1024)  # many goods may show one picture
def _few(sizes: str) -> str:
    return ", ".join(sizes.split(", ")[:ON_CARDS])
