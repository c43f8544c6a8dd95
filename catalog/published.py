"""What stands published at a moment, as far as builds have to know it."""

from __future__ import annotations

import os
from collections.abc import Iterable
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
        name = name_of({**marks, **marks_of(releases, mark=mark_of_lent)})
        return Published(name, {path[start:]: mark for path, mark in marks.items() if len(path) > start})

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
    for folder in {os.path.dirname(file) for file in files}:  # noqa: PTH120 - of ten thousand
        above = folder
        while above not in found:
            found.add(above)
            above = os.path.dirname(above)  # noqa: PTH120
    return frozenset(found)
