"""After any edits, a build that goes by what the last one knew says and makes what a build from nothing does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from catalog import unchanged
from catalog.publish import publish
from tests.catalog.builders import ROOT
from tests.catalog.edits import Edit, a_place, edits

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
        assert not (place / ".pages.new").exists()
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


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[], Place]:
    numbers = count()

    def a_new_one() -> Place:
        place = tmp_path / str(next(numbers))
        place.mkdir()
        monkeypatch.setattr(unchanged, "HERE", place)
        return Place(place, capsys)

    return a_new_one


@given(rounds=st.lists(st.lists(edits, min_size=1, max_size=2), min_size=3, max_size=5))
@settings(
    max_examples=int(os.environ.get("HOJREH_EDITS", "8")),
    deadline=None,
    derandomize="HOJREH_EDITS" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_same_comes_of_any_edits(places: Callable[[], Place], rounds: Sequence[Sequence[Edit]]) -> None:
    place = places()
    place.again()
    for some in rounds:
        good = files(place.folder)
        for name, edit in some:
            note(name)
            edit(place.place)
        expected = place.from_nothing()
        assert place.again() == expected
        if expected[0] != 0:
            put_back(place.folder, good)


def test_after_an_edit_what_shows_nothing_of_it_is_lent_and_not_written(places: Callable[[], Place]) -> None:
    place = places()
    assert place.again()[0] == 0
    before = inodes(place.place / "pages")
    product = place.folder / "products" / "goods-1.md"
    good = product.read_text(encoding="utf-8")
    product.write_text(good.replace("250000", "گران"), encoding="utf-8")
    assert place.again()[0] == 1, "a build that stops spoils nothing of what is known"

    product.write_text(good.replace("250000", "260000"), encoding="utf-8")
    assert place.again()[0] == 0

    now = inodes(place.place / "pages")
    written = {name for name in now if now[name] != before.get(name)}
    goods = {name for name in written if name.startswith("products/")}
    assert goods == {"products/goods-1.html", "products/goods-3.html"}, "its own page, and the one that shows its card"
    assert "categories/garden.html" in written
    assert "categories/home.html" not in written
    assert "policies/rules.html" not in written


def test_a_text_of_which_no_list_tells_is_written_on_its_own_page_alone(places: Callable[[], Place]) -> None:
    place = places()
    place.again()
    before = inodes(place.place / "pages")
    with (place.folder / "products" / "goods-1.md").open("a", encoding="utf-8") as product:
        product.write("\nیک جمله‌ی تازه.\n")
    assert place.again()[0] == 0
    now = inodes(place.place / "pages")
    written = {name for name in now if name.endswith(".html") and now[name] != before.get(name)}
    assert written - {"index.html", "404.html"} == {"products/goods-1.html", "search.html"}


@pytest.mark.parametrize("spoil", [lambda known: known[:-9], lambda known: known[:-9] + b"123456789", lambda _: b""])
def test_a_broken_memory_is_as_good_as_none(places: Callable[[], Place], spoil: Callable[[bytes], bytes]) -> None:
    place = places()
    place.again()
    known = place.place / ".pages.known"
    known.write_bytes(spoil(known.read_bytes()))
    with (place.folder / "products" / "goods-1.md").open("a", encoding="utf-8") as product:
        product.write("\nیک جمله‌ی تازه.\n")
    expected = place.from_nothing()
    assert place.again() == expected
