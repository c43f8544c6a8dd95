"""What stands published at a moment, as far as builds have to know it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from catalog.marks import Marks, mark_of_lent, marks_of
from catalog.unchanged import name_of


@dataclass(frozen=True, slots=True)
class Published:
    """Pages and releases: a name for both, and by file the marks of the pages."""

    name: str
    files: Marks

    @staticmethod
    def of(pages: Path, releases: Path) -> Published:
        """Return what stands in the places that a build writes."""
        marks = marks_of(pages, mark=mark_of_lent)
        start = len(str(pages)) + 1
        return Published.told(
            {path[start:]: mark for path, mark in marks.items() if len(path) > start}, pages, releases
        )

    @staticmethod
    def told(files: Marks, pages: Path, releases: Path) -> Published:
        """Return the same by the marks of the pages, without a look at them."""
        found = {f"{pages}/{file}": files[file] for file in sorted(files)}
        return Published(name_of({**found, **marks_of(releases, mark=mark_of_lent)}), files)

    def after(self, changed: Iterable[str], pages: Path, releases: Path) -> Published:
        """Return what stands there after a build that changed these files, without a look at the others.

        What somebody else changed meanwhile is not seen, so that the next build finds other files than it was told of.
        """
        files = dict(self.files)
        for file in changed:
            files.pop(file, None)
            with suppress(FileNotFoundError):
                files[file] = mark_of_lent(os.stat(f"{pages}/{file}"))  # noqa: PTH116 - as the marks of all
        return Published.told(files, pages, releases)

    def folders(self, pages: Path) -> Marks:
        """Return the marks of the folders in which these pages stand, none where there are none."""
        return folder_marks(pages, folders_of(self.files)) if self.files else {}

    def differing(self, other: Published) -> list[str]:
        """Return every page that is not the same file in both."""
        return sorted({file for file, _ in self.files.items() ^ other.files.items()})


def folder_marks(place: Path, folders: Iterable[str]) -> Marks:
    """Return a mark for each of some folders in a place, which any name in it changes that comes or goes.

    Raises:
        OSError: one of them is not there.
    """
    found = {folder: os.stat(f"{place}/{folder}") for folder in folders}  # noqa: PTH116 - of many
    return {folder: f"{one.st_mtime_ns} {one.st_ino}" for folder, one in found.items()}


def folders_of(files: Iterable[str]) -> frozenset[str]:
    """Return every folder in which some files stand, by its path, '' for that of all."""
    found = {""}
    for folder in {file.rpartition("/")[0] for file in files}:
        above = folder
        while above not in found:
            found.add(above)
            above = above.rpartition("/")[0]
    return frozenset(found)
