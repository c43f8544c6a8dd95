"""The pages before the last ones are where the next are made: whatever ends a build, or comes between, none is half."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import pytest

from catalog.ground import NewGround
from tests.catalog.again import Place, files, inodes

_CHANGES = ("open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "ctypes.dlsym")
"""What Python tells before it is done; the last, before two folders trade names."""
_KILLED = 9
_STRIDE = 9


@pytest.fixture
def place(places: Callable[[], Place]) -> Place:
    place = places()
    for price in (260000, 270000):
        set_price(place, price)
        assert place.again()[0] == 0
    return place


def set_price(place: Place, price: int) -> None:
    file = place.folder / "products" / "goods-1.md"
    lines = [one for one in file.read_text(encoding="utf-8").split("\n") if not one.startswith("Price:")]
    file.write_text("\n".join([f"Price: {price}", *lines]), encoding="utf-8")


def other(place: Place) -> Path:
    return place.place / ".pages.other"


def is_killed(place: Place, step: int, changes: Collection[str] = _CHANGES) -> bool:
    """Build in a copy of this process that is gone before a step; return whether it had so many, of some ``changes``."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == _KILLED
    steps = 0

    def watch(event: str, told: tuple[object, ...]) -> None:
        nonlocal steps
        if event in changes and os.getpid() == mine and (event == "ctypes.dlsym" or _is_in(place, told)):
            steps += 1
            if steps == step:
                os._exit(_KILLED)

    mine = os.getpid()
    sys.addaudithook(watch)
    status = 1
    try:
        status = 0 if place.again()[0] == 0 else 1
    finally:
        os._exit(status)


def _is_in(place: Place, told: tuple[object, ...]) -> bool:
    return str(told[0]).startswith(f"{place.place}/.pages") or str(told[0]).startswith(f"{place.place}/releases")


def test_a_build_that_is_killed_leaves_the_old_pages_or_the_new_ones(place: Place) -> None:
    step, price, killed = 1, 280000, True
    while killed:
        before = files(place.place / "pages")
        set_price(place, price)
        killed = is_killed(place, step)
        now = files(place.place / "pages")
        expected = place.from_nothing()
        assert now in (before, expected[2]), step
        assert place.again() == expected, step
        set_price(place, price + 1000)
        assert place.again()[0] == 0, "and the next begins with the pages before"
        step, price = step + _STRIDE, price + 2000
    assert step > 4 * _STRIDE


def test_what_is_lent_is_never_written_to(place: Place) -> None:
    """Who still reads the pages before finds them as they were until the next build begins."""
    before = files(place.place / "pages")
    set_price(place, 280000)
    assert place.again()[0] == 0
    assert files(other(place)) == before
    now = files(place.place / "pages")
    (place.folder / "shop.toml").touch()
    set_price(place, 290000)
    expected = place.from_nothing()
    assert place.again() == expected
    assert files(other(place)) == now, "of a build that put the site together anew, too"


def test_a_slip_leaves_them_to_the_build_that_follows(place: Place) -> None:
    before, ground = files(other(place)), other(place).stat().st_ino
    file = place.folder / "products" / "goods-1.md"
    good = file.read_text(encoding="utf-8")
    file.write_text("Title\n", encoding="utf-8")
    assert place.again()[0] == 1
    assert files(other(place)) == before
    file.write_text(good.replace("270000", "280000"), encoding="utf-8")
    assert place.again()[0] == 0
    assert (place.place / "pages").stat().st_ino == ground


def test_files_that_are_the_same_are_one(place: Place) -> None:
    set_price(place, 280000)
    assert place.again()[0] == 0
    pages, before = inodes(place.place / "pages"), inodes(other(place))
    differing = {name for name in {*pages, *before} if pages.get(name) != before.get(name)}
    assert "products/goods-1.html" in differing
    assert "products/goods-0.html" in pages.keys() - differing


def _write(name: str) -> Callable[[Place], object]:
    def spoil(place: Place) -> None:
        (other(place) / name).unlink(missing_ok=True)
        (other(place) / name).write_text("<h1>")

    return spoil


SPOILT: Mapping[str, Callable[[Place], object]] = {
    "changed": _write("products/goods-0.html"),
    "more": _write("products/strange.html"),
    "more at the root": _write("strange.txt"),
    "gone": lambda place: (other(place) / "products/goods-0.html").unlink(),
    "written to": lambda place: (other(place) / "products/goods-0.html").write_text("<h1>"),
    "a link": lambda place: (other(place) / "strange").symlink_to(place.folder),
    "a folder": lambda place: shutil.rmtree(other(place) / "categories"),
    "all": lambda place: shutil.rmtree(other(place)),
    "its note": lambda place: (place.place / ".pages.behind").unlink(),
    "a bad note": lambda place: (place.place / ".pages.behind").write_text('{"beside": 1}'),
    "a link in the pages": lambda place: (place.place / "pages/strange").symlink_to(place.folder),
    "a page": lambda place: (place.place / "pages/products/goods-0.html").unlink(),
}


def test_what_somebody_touched_is_not_counted_on(place: Place) -> None:
    folder, price = files(place.folder), 280000
    for name, spoil in SPOILT.items():
        spoil(place)
        set_price(place, price)
        expected = place.from_nothing()
        assert place.again() == expected, name
        set_price(place, price + 1000)
        assert place.again()[0] == 0
        assert files(place.folder).keys() == folder.keys(), f"{name}: what a link leads to is nobody's to take away"
        price += 2000


def test_a_folder_that_could_not_be_filled_is_given_up_in_peace(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "index.html").write_text("<h1>")
    (tmp_path / "file").touch()
    ground = NewGround(tmp_path / "pages", tmp_path / "file" / "fresh")
    with pytest.raises(OSError, match="file"):
        ground.wait()
    ground.give_up()
