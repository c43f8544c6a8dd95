"""A folder that is built by what is remembered of it and, beside that, from nothing."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from catalog.publish import publish
from tests.catalog.builders import ROOT
from tests.catalog.edits import a_place

_SETTINGS = """\
import runpy
globals().update(runpy.run_path({settings!r}))
THEME = {theme!r}
CACHE_PATH = {cache!r}
"""


class Place:
    """A folder with its theme, built by what is remembered and, beside it, from nothing."""

    def __init__(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.place = place
        self.folder = place / "folder"
        self._capsys = capsys
        a_place(place, ROOT / "theme")
        self._settings = place / "settings.py"
        self._settings.write_text(
            _SETTINGS.format(settings=f"{ROOT}/pelicanconf.py", theme=f"{place}/theme", cache=f"{ROOT}/.cache")
        )

    def again(self) -> tuple[object, ...]:
        return self._build(self.place / "pages", self.place / "releases")

    def from_nothing(self) -> tuple[object, ...]:
        """Build into a place where nothing but the releases stands, as they are now."""
        place = self.place / "nothing"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        if (self.place / "releases").exists():
            shutil.copytree(self.place / "releases", place / "releases")
        made = self._build(place / "pages", place / "releases")
        assert not (place / ".pages.next").exists()
        return made

    def _build(self, pages: Path, releases: Path) -> tuple[object, ...]:
        """Return how it ended, what it said, and all that was made."""
        try:
            publish(self._settings, self.folder, pages, releases)
        except SystemExit as ended:
            return ended.code, self._capsys.readouterr().err
        return 0, self._capsys.readouterr().err, files(pages), files(releases)


def files(folder: Path) -> Mapping[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def inodes(folder: Path) -> Mapping[str, int]:
    return {name: (folder / name).stat().st_ino for name in files(folder)}


def put_back(folder: Path, good: Mapping[str, bytes]) -> None:
    """Make a folder what it was, and touch no file that is as it was."""
    now = files(folder)
    for name in {*now, *good}:
        if name not in good:
            (folder / name).unlink()
        elif now.get(name) != good[name]:
            (folder / name).write_bytes(good[name])
