"""Which files the owner's folder of pictures has, and which of its links lead to somebody else's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from catalog.source import leads_out

IMAGES = "images"


class Images(NamedTuple):
    """The names of its files, and the paths of links to what stands elsewhere, which nobody gave to publish."""

    names: frozenset[str]
    outside: frozenset[str]


def images_in(folder: Path) -> Images:
    """Return what stands in a folder of pictures, nothing where there is none."""
    own: set[str] = set()
    outside: set[str] = set()
    for name, is_link in _files_in(folder):
        path = f"{IMAGES}/{name}"
        if is_link and leads_out(folder / name, path):
            outside.add(path)
        else:
            own.add(name)
    return Images(frozenset(own), frozenset(outside))


def _files_in(folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield the name of each file, and whether it is a link; of ten thousand, without a look at each."""
    with suppress(OSError), os.scandir(folder) as found:
        for one in found:
            if one.is_file(follow_symlinks=False):
                yield one.name, False
            elif one.is_symlink() and os.path.isfile(one.path):  # noqa: PTH113 - no error where it leads to itself
                yield one.name, True
