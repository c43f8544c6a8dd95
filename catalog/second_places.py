"""Giving files of one folder a second place in another, which takes no room and no time to copy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path


def html_in(pages: Path, below: str = "") -> Iterator[str]:
    """Yield every page in a folder, by its path from there."""
    return (file for file in files_in(pages, below) if file.endswith(".html"))


def files_in(pages: Path, below: str = "") -> Iterator[str]:
    """Yield every file in a folder, by its path from there."""
    start = len(str(pages)) + 1
    for folder, _, names in os.walk(pages / below):
        place = f"{folder[start:]}/" if len(folder) > start else ""
        yield from (f"{place}{name}" for name in names)


def lend(pages: Path, output: Path, files: Collection[str]) -> None:
    """Give some files of a folder a second place in another."""
    for folder in {os.path.dirname(file) for file in files}:  # noqa: PTH120 - of ten thousand, a path object each takes too long
        (output / folder).mkdir(parents=True, exist_ok=True)
    for file in files:
        try:
            os.link(f"{pages}/{file}", f"{output}/{file}")
        except OSError:  # not every disk gives a file two places
            shutil.copyfile(f"{pages}/{file}", f"{output}/{file}")


def take_away(folder: Path, file: str) -> None:
    """Take a file out of a folder if it is there, and every folder in it that is then empty."""
    place = folder / file
    place.unlink(missing_ok=True)
    with suppress(OSError):  # others stand there too, or none ever did
        while (place := place.parent) != folder:
            place.rmdir()


def lend_others(pages: Path, output: Path) -> None:
    """Give all in a folder but its pages a second place in another."""
    lend(pages, output, [file for file in files_in(pages) if not file.endswith(".html")])


def lend_pages(pages: Path, output: Path) -> None:
    """Give every page of a folder a second place in another."""
    lend(pages, output, [*html_in(pages)])
