"""What every build looks at first, on another core; meanwhile this one imports what builds, as if there were something to do."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from catalog.aside import aside
from catalog.commits import commit_of
from catalog.in_parallel import cores
from catalog.marks import Marks, marks_below
from catalog.published import Published
from catalog.unchanged import made_from, program

_TEHRAN = ZoneInfo("Asia/Tehran")
"""By name: the calendar of the rules takes longer to import than a build that finds nothing to do."""
_FIRST = "pydantic.types"
"""It takes about as long to import as ten thousand files to look at."""
_BUILDS = (
    "shop.terms",
    "catalog.site",
    "catalog.sheets",
    "catalog.memory_file",
    "catalog.pages",
    "catalog.one_file",
    "catalog.rebuild",
)
"""What is imported after an edit, in pieces of which each takes about as long."""


class Folder(NamedTuple):
    """An owner's folder and this program as they stand: ``made_from`` is a name for all that a build depends on."""

    marks: Marks
    makes: str
    commit: str
    made_from: str


class Beginning:
    """The folder and the pages of a build, being looked at."""

    def __init__(self, content: Path, pages: Path, releases: Path) -> None:
        self._folder = aside(partial(_folder, content))
        self._published = aside(partial(Published.of, pages, releases))

    def folder(self) -> Folder:
        """Wait for the folder, and import a part of what builds: where it is as it was, for nothing."""
        if cores() > 1:
            import_module(_FIRST)
        return self._folder()

    def published(self, *, is_made: bool) -> Published:
        """Wait for what stands published, and import as long; but where that may be all there is to make, nothing more."""
        for name in () if is_made else _BUILDS:
            if self._published.is_there():
                break
            import_module(name)
        return self._published()


def _folder(content: Path) -> Folder:
    marks, makes, commit = marks_below(content), program(_today()), commit_of(content)
    return Folder(marks, makes, commit, made_from(marks, makes, str(content), commit))


def _today() -> str:
    """Return the day on which something is built: no price may have ended after it."""
    return datetime.now(_TEHRAN).date().isoformat()
