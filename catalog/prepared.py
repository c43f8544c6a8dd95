"""A picture in the sizes and forms that pages show, as they stand in the cache."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from catalog.shown_picture import Picture

SIZED = ("avif", "webp")
"""The forms that are made in every width."""

_CONTENT = re.compile(r"[.]([0-9a-f]{12})[.]")


@dataclass(frozen=True, slots=True)
class Size:
    """One finished size: the name of its cached file, and pixels."""

    file: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture whose sizes stand in the cache; ``short_side`` is that of the owner's file, in pixels."""

    folder: Path
    stem: str
    short_side: int
    sizes: tuple[Size, ...]

    def name(self, size: Size) -> str:
        """The name of a size on the site: the picture's own, its pixels, and its content."""
        width, _, form = size.file.partition(".")
        return f"{self.stem}-{width}.{self.folder.name}.{form}"

    def url(self, size: Size) -> str:
        """The path of a size on the site."""
        return f"/images/{self.name(size)}"

    def of(self, form: str) -> tuple[Size, ...]:
        """Return the sizes of one form, smallest first."""
        return tuple(size for size in self.sizes if size.file.endswith(form))


def as_shown(made: Prepared) -> Picture:
    """Return a picture as pages show it, without words for who cannot see it."""
    shown, large = made.of("jpg")[0], made.of("jpg")[-1]
    avif, webp = (", ".join(f"{made.url(size)} {size.width}w" for size in made.of(form)) for form in SIZED)
    return Picture(
        src=made.url(shown),
        avif=avif,
        webp=webp,
        width=shown.width,
        height=shown.height,
        small=made.url(made.of("webp")[0]),
        large=made.url(large),
        large_width=large.width,
        large_height=large.height,
        alt="",
    )


def contents_in(address: str) -> list[str]:
    """Return the name of the content that an address on the site names, as that of a size does; none of any other."""
    return _CONTENT.findall(address)
