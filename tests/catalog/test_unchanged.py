"""A build that would write what stands there already writes nothing, and sees every change that matters."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.publish import publish
from catalog.unchanged import Note, read_note, write_note
from tests.catalog.builders import ROOT, a_folder, a_product, page

SETTINGS = ROOT / "pelicanconf.py"
GOLDAN = "products/goldan.md"


class Place:
    """A folder and where its builds go."""

    def __init__(self, place: Path) -> None:
        self.folder = a_folder(place / "site", {GOLDAN: a_product(body="كتاب\n")})
        self.pages, self.releases = place / "pages", place / "releases"

    def build(self) -> bool:
        """Build; return whether anything was written."""
        before = self.pages.stat().st_ino if self.pages.exists() else None
        publish(SETTINGS, self.folder, self.pages, self.releases)
        return self.pages.stat().st_ino != before


@pytest.fixture
def place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Place:
    place = Place(tmp_path)
    assert place.build()
    capsys.readouterr()
    return place


def test_nothing_is_written_twice_and_its_warnings_are_said_again(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not place.build()
    assert "SH503" in capsys.readouterr().err


def test_what_only_the_change_told_is_not_said_again(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """Once it is published, the last release has the new price too."""
    dear = (place.folder / GOLDAN).read_text(encoding="utf-8").replace("250000", "2500000")
    (place.folder / GOLDAN).write_text(dear, encoding="utf-8")
    assert place.build()
    assert "SH510" in capsys.readouterr().err
    assert not place.build()
    said = capsys.readouterr().err
    assert "SH503" in said
    assert "SH510" not in said


def edit_unseen(place: Place) -> None:
    """An edit of the same length whose file bears the old time, as a copying program may leave it."""
    file = place.folder / GOLDAN
    times = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace("250000", "350000"), encoding="utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        edit_unseen,
        lambda place: (place.folder / "products/new.md").write_text("Status: draft\n"),
        lambda place: (place.folder / "images/goldan.png").touch(),
        lambda place: (place.pages / "products/goldan.html").unlink(),
        lambda place: (place.pages / "index.html").write_text("<h1>"),
        lambda place: (place.releases / "current").write_text("0" * 64),
        lambda place: (place.pages.parent / ".pages.built").write_text("{"),
    ],
    ids=["edit", "draft", "picture", "page gone", "page changed", "release", "note"],
)
def test_every_change_is_seen(place: Place, change: Callable[[Place], object]) -> None:
    change(place)
    assert place.build()
    assert (place.pages / "products/goldan.html").is_file()
    assert len((place.releases / "current").read_text().strip()) == 64
    assert not place.build()


def test_other_hosts_are_another_build(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOJREH_SITE_URL", "https://other.example")
    assert place.build()


def test_another_commit_is_another_release(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.beginning.commit_of", lambda _: "a" * 40)
    assert place.build()


def test_a_build_that_stops_leaves_no_note_of_it(place: Place) -> None:
    good = (place.folder / GOLDAN).read_text(encoding="utf-8")
    (place.folder / GOLDAN).write_text(good.replace("250000", "گران"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(SystemExit):
            place.build()
    assert "۲۵۰٬۰۰۰" in page(place.pages, "products/goldan.html")


def test_a_note_may_tell_of_a_file_whose_name_is_no_text(tmp_path: Path) -> None:
    note = Note("made from", "wrote", os.fsdecode(b"products/goods-\xe9.md:1: SH508\n"))
    write_note(tmp_path / "note", note)
    assert read_note(tmp_path / "note") == note


def test_what_hinders_a_look_at_the_folder_is_said_as_it_is(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is looked at by another process, which can tell nobody."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "git").write_text("no program")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    edit_unseen(place)
    with pytest.raises(PermissionError):
        place.build()
    assert "۲۵۰٬۰۰۰" in page(place.pages, "products/goldan.html")
    monkeypatch.undo()
    assert place.build()
