"""Throwing folders away on another core: a name is free at once, though ten thousand files take a while."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import Self

from catalog.aside import aside


class Trash:
    """A folder that is there only while something is being thrown away; its end waits for that.

    What a build that was killed left there goes too.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self._ends: list[Callable[[], None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for end in self._ends:
            with suppress(ChildProcessError):  # the next build throws away what it left
                end()
        with suppress(FileNotFoundError):
            shutil.rmtree(self._place)

    def take(self, folder: Path) -> None:
        """Begin to throw a folder away, if there is one."""
        if folder.is_symlink() or folder.exists():
            self._place.mkdir(exist_ok=True)
            taken = Path(mkdtemp(dir=self._place)) / folder.name
            folder.rename(taken)
            self._ends.append(aside(partial(shutil.rmtree, taken, ignore_errors=True)))
