"""Pictures in three sizes of WebP, made once for each content and named by it."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from catalog.site import Picture

WIDTHS = (360, 720, 1080)
_QUALITY = 78
_RECIPE = b"webp-78-2"
_SHOWN = 1


class NotAPicture(Exception):
    """The file holds no picture that can be read whole."""


@dataclass(frozen=True, slots=True)
class Size:
    """One finished size: the cached file, its name on the site, and pixels."""

    file: Path
    name: str
    width: int
    height: int

    @property
    def url(self) -> str:
        """The path on the site."""
        return f"/images/{self.name}"


class Gallery:
    """The pictures of one owner's folder."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self._folder = folder
        self._cache = cache
        self._sizes: dict[str, tuple[Size, ...]] = {}
        self._short_sides: dict[str, int] = {}
        self.names = frozenset(file.name for file in folder.glob("*") if file.is_file())

    def prepare(self, names: Iterable[str]) -> tuple[str, ...]:
        """Make every size of these pictures, side by side, and return the names that are no pictures."""
        wanted = sorted({name for name in names if name in self.names and name not in self._sizes})
        with ThreadPoolExecutor() as pool:
            made = pool.map(self._try, wanted)
            self._sizes |= {name: sizes for name, sizes in zip(wanted, made, strict=True) if sizes}
        return tuple(name for name in wanted if name not in self._sizes)

    def _try(self, name: str) -> tuple[Size, ...]:
        try:
            return self._sizes_of(name)
        except NotAPicture:
            return ()

    def _sizes_of(self, name: str) -> tuple[Size, ...]:
        source = self._read(name)
        digest = hashlib.sha256(_RECIPE + source).hexdigest()[:12]
        made = self._cache / digest
        if not made.is_dir():
            self._make(source, made)
        self._short_sides[name] = min(_pixels(next(made.glob("*.source"))))
        stem = re.sub("[^a-z0-9]+", "-", Path(name).stem.lower()).strip("-") or "picture"
        return tuple(
            Size(file, f"{stem}-{width}.{digest}.webp", width, height) for width, height, file in _cached(made)
        )

    def _read(self, name: str) -> bytes:
        try:
            return (self._folder / name).read_bytes()
        except OSError as error:
            raise NotAPicture from error

    def _make(self, source: bytes, made: Path) -> None:
        """Write all sizes, then give the folder its name, so that half a set is never taken for a whole one."""
        # Pillow takes longer to import than a build without new pictures takes altogether.
        from catalog.resize import write_sizes  # noqa: PLC0415

        self._cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._cache) as work:
            fresh = Path(work) / "sizes"
            fresh.mkdir()
            write_sizes(source, fresh, WIDTHS, _QUALITY)
            try:
                fresh.rename(made)
            except OSError:  # the same picture under another name was quicker
                if not made.is_dir():
                    raise

    def picture(self, name: str, alt: str) -> Picture:
        """Return a prepared picture as pages show it."""
        sizes = self._sizes[name]
        shown = sizes[min(_SHOWN, len(sizes) - 1)]
        return Picture(
            src=shown.url,
            srcset=", ".join(f"{size.url} {size.width}w" for size in sizes),
            width=shown.width,
            height=shown.height,
            small=sizes[0].url,
            large=sizes[-1].url,
            alt=alt,
        )

    @property
    def prepared(self) -> frozenset[str]:
        """The names of all pictures that were prepared."""
        return frozenset(self._sizes)

    def short_side(self, name: str) -> int:
        """Return the shorter side of a prepared picture as the owner keeps it, in pixels."""
        return self._short_sides[name]

    def urls(self) -> frozenset[str]:
        """Return the path of every prepared size."""
        return frozenset(size.url for sizes in self._sizes.values() for size in sizes)

    def copy_to(self, images: Path) -> tuple[Path, ...]:
        """Copy every prepared size to the site, unless it is there already, and return the files."""
        images.mkdir(parents=True, exist_ok=True)
        sizes = [size for prepared in self._sizes.values() for size in prepared]
        for size in sizes:
            place = images / size.name
            if not place.exists():
                shutil.copyfile(size.file, place)
        return tuple(images / size.name for size in sizes)


def _cached(made: Path) -> list[tuple[int, int, Path]]:
    """Return the sizes in a cache folder, smallest first; their names state their pixels."""
    return sorted((*_pixels(file), file) for file in made.glob("*.webp"))


def _pixels(file: Path) -> tuple[int, int]:
    width, _, height = file.stem.partition("x")
    return int(width), int(height)
