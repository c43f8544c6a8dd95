"""Pictures in the sizes and forms that pages show, made once for each content and named by it."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from catalog.images_folder import images_in
from catalog.in_parallel import cores
from catalog.marks import Marks
from catalog.prepared import Prepared, Size, as_shown
from catalog.problems import Code
from catalog.shown_picture import Picture

WIDTHS = (360, 540, 720, 1080, 1440)
"""From a card on a phone (360) to a product on a desk or on the sharpest phone (1440)."""
SHOWN = 720
"""The width that stands for a picture where only one is asked for."""
INDEX = "index"


@cache
def _recipe() -> bytes:
    """Return what decides the bytes beside the picture: raise the number with any change of ``resize`` or ``upright``."""
    from importlib.metadata import version  # noqa: PLC0415 - slow to import, and asked only of a picture that is new

    return f"avif-55 webp-75 jpg-78 1 {version('pillow')}".encode()


class NotAPicture(Exception):
    """The file holds no picture that pages could show; the code says why."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code


KnownPictures = Mapping[str, tuple[str, str]]
"""The mark of each picture's file, and the name of its content."""


NO_MARKS: Marks = {}
NO_PICTURES: KnownPictures = {}


class Gallery:
    """The pictures of one owner's folder; one of a mark that is known need not be read."""

    def __init__(self, folder: Path, cache: Path, marks: Marks = NO_MARKS, known: KnownPictures = NO_PICTURES) -> None:
        self._folder = folder
        self._cache = cache
        self._marks = marks
        self._known = known
        self._prepared: dict[str, Prepared] = {}
        self._pictures: dict[str, Picture] = {}
        self.shown: set[str] = set()
        """The names of those that were shown since somebody last emptied this."""
        self.names, self.outside = images_in(folder)

    def prepare(self, names: Iterable[str]) -> Mapping[str, Code]:
        """Make every size of these pictures, side by side, and return what is wrong with those that have none.

        Pillow lets go of the interpreter while it packs and unpacks: threads are as quick as processes.
        """
        wanted = sorted({name for name in names if name in self.names and name not in self._prepared})
        refused: dict[str, Code] = {}
        if not wanted:
            return refused
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - with logging and more; most edits show no new picture

        with ThreadPoolExecutor(cores()) as pool:
            for name, made in zip(wanted, pool.map(self._try, wanted), strict=True):
                if isinstance(made, Code):
                    refused[name] = made
                else:
                    self._prepared[name] = made
        return refused

    def _try(self, name: str) -> Prepared | Code:
        try:
            return self._prepare(name)
        except NotAPicture as error:
            return error.code

    def _prepare(self, name: str) -> Prepared:
        mark, content = self._known.get(name, ("", ""))
        made = self._cache / content
        if not (mark and mark == self._marks.get(f"images/{name}") and made.is_dir()):
            source = self._read(name)
            made = self._cache / hashlib.sha256(_recipe() + source).hexdigest()[:12]
            if not made.is_dir():
                self._make(source, made)
        return prepared_in(made, name)

    def _read(self, name: str) -> bytes:
        try:
            return (self._folder / name).read_bytes()
        except OSError as error:
            raise NotAPicture(Code.NOT_A_PICTURE) from error

    def _make(self, source: bytes, made: Path) -> None:
        """Write all sizes, then give the folder its name, so that half a set is never taken for a whole one."""
        # Pillow takes longer to import than a build without new pictures takes altogether.
        from catalog.resize import write_sizes  # noqa: PLC0415

        self._cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._cache) as work:
            fresh = Path(work) / "sizes"
            fresh.mkdir()
            write_sizes(source, fresh)
            try:
                fresh.rename(made)
            except OSError:  # the same picture under another name was quicker
                if not made.is_dir():
                    raise

    def picture(self, name: str, alt: str) -> Picture:
        """Return a prepared picture as pages show it."""
        self.shown.add(name)
        if name not in self._pictures:
            self._pictures[name] = as_shown(self._prepared[name])
        return replace(self._pictures[name], alt=alt)

    @property
    def prepared(self) -> frozenset[str]:
        """The names of all pictures that were prepared."""
        return frozenset(self._prepared)

    def content(self, name: str) -> str:
        """Return the name of a prepared picture's content, '' where it could not be prepared."""
        return self._prepared[name].folder.name if name in self._prepared else ""

    def known(self) -> KnownPictures:
        """Return what need not be read again of every picture that was prepared."""
        return {name: (self._marks.get(f"images/{name}", ""), one.folder.name) for name, one in self._prepared.items()}

    def short_side(self, name: str) -> int:
        """Return the shorter side of a prepared picture as the owner keeps it, in pixels."""
        return self._prepared[name].short_side

    def urls(self) -> frozenset[str]:
        """Return the path of every prepared size."""
        return frozenset(one.url(size) for one, size in self._all())

    def copy_to(self, images: Path, before: Path | None = None) -> tuple[Path, ...]:
        """Put every prepared size into the site's folder, unless it is there already, and return the files.

        One that stood in the folder ``before`` is lent by it: a thousand pictures would take a second to copy. The cache
        lends none, for the folders of several builds would then change each other's files.
        """
        images.mkdir(parents=True, exist_ok=True)
        copied = []
        for one, size in self._all():
            place = images / one.name(size)
            if not place.exists() and not (before and _lent(before / place.name, one.folder / size.file, place)):
                shutil.copyfile(one.folder / size.file, place)
            copied.append(place)
        return tuple(copied)

    def _all(self) -> Iterator[tuple[Prepared, Size]]:
        return ((one, size) for one in self._prepared.values() for size in one.sizes)


def prepared_in(made: Path, name: str) -> Prepared:
    """Return the picture of a name whose sizes stand in a folder."""
    stem = re.sub("[^a-z0-9]+", "-", Path(name).stem.lower()).strip("-") or "picture"
    full, *sizes = (line.split() for line in (made / INDEX).read_text(encoding="utf-8").splitlines())
    found = tuple(Size(file, int(width), int(height)) for file, width, height in sizes)
    return Prepared(made, stem, min(map(int, full)), found)


def _lent(old: Path, whole: Path, place: Path) -> bool:
    """Give an old file a second place, unless it is gone or was cut."""
    try:
        if old.stat().st_size != whole.stat().st_size:
            return False
        place.hardlink_to(old)
    except OSError:
        return False
    return True
