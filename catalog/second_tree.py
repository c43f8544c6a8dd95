"""The tree in which the next build makes its pages, made by a build that writes all of them anew, for it has a core to spare.

While its release is written, a copy of the process gives each file of the new pages a second place. So the first edit finds
what later ones find (``ground``). What it looked at on the way is what stands published, so that nobody need look again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from catalog.aside import aside
from catalog.marks import Marks, mark_of_lent


@dataclass(slots=True)
class SecondTree:
    """A tree that stands at ``place`` from when it is begun until it is put where the next build looks for it."""

    place: Path
    _wait: Callable[[], Marks | None] | None = field(init=False, default=None)

    def begin(self, pages: Path) -> None:
        """Begin to give all in a folder a second place; nothing is written there any more, but it may get another name."""
        folder = os.open(pages, os.O_RDONLY | os.O_DIRECTORY)
        try:
            self._wait = aside(partial(_linked, folder, self.place))
        finally:
            os.close(folder)

    def made(self) -> Marks | None:
        """Wait for the end; return the marks of all files, None where no tree was begun or the disk gives no file two places.

        Raises:
            ChildProcessError: it was ended from without.
        """
        wait, self._wait = self._wait, None
        return wait() if wait else None

    def forget(self) -> None:
        """See to it that nothing is left of it, nor of one whose build was killed."""
        with suppress(ChildProcessError):
            self.made()
        shutil.rmtree(self.place, ignore_errors=True)


def _linked(folder: int, place: Path) -> Marks | None:
    os.fchdir(folder)
    try:
        return dict(_link("", str(place)))
    except OSError:
        shutil.rmtree(place, ignore_errors=True)
        return None


def _link(below: str, place: str) -> Iterator[tuple[str, str]]:
    os.mkdir(place)  # noqa: PTH102 - a path object for each of many files takes longer than its link
    with os.scandir(below or ".") as found:
        for one in found:
            file = f"{below}/{one.name}" if below else one.name
            if one.is_dir(follow_symlinks=False):
                yield from _link(file, f"{place}/{one.name}")
            else:
                os.link(file, f"{place}/{one.name}")
                yield file, mark_of_lent(one.stat(follow_symlinks=False))
