"""A build that writes all pages anew leaves a second tree of them: the first edit finds what later ones find."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.catalog.again import Place, files, inodes
from tests.catalog.test_ground import is_killed, other, set_price

_PUT_IN_PLACE = ("os.rename", "ctypes.dlsym")
"""What is done between the last page and the end: until then no step of it is another than where pages are lent."""


@pytest.fixture
def place(places: Callable[[], Place]) -> Place:
    place = places()
    assert place.again()[0] == 0
    return place


def write_all(place: Place, maximum: int) -> None:
    """Change what every page shows."""
    file = place.folder / "shop.toml"
    lines = file.read_text(encoding="utf-8").split("\n")
    file.write_text(
        "\n".join(f"maximum = {maximum}" if one.startswith("maximum =") else one for one in lines), encoding="utf-8"
    )


def following(place: Place) -> Path:
    return place.place / ".pages.next"


def stands_twice(place: Place) -> bool:
    return inodes(other(place)) == inodes(place.place / "pages") and not following(place).exists()


def is_edited_there(place: Place, price: int) -> bool:
    """Edit a product, hold it against a build from nothing; return whether its pages were made in the second tree."""
    ground = other(place).stat().st_ino if other(place).exists() else None
    set_price(place, price)
    expected = place.from_nothing()
    assert place.again() == expected
    return (place.place / "pages").stat().st_ino == ground


def test_the_first_edit_after_a_build_from_nothing_changes_the_second_tree(place: Place) -> None:
    assert stands_twice(place)
    assert is_edited_there(place, 260000)
    assert not stands_twice(place)
    assert is_edited_there(place, 270000)


def test_so_does_the_first_after_one_that_wrote_all_pages_anew(place: Place) -> None:
    before = inodes(place.place / "pages")
    write_all(place, 4)
    assert place.again() == place.from_nothing()
    now = inodes(place.place / "pages")
    assert not {now[name] for name in now if name.endswith(".html")} & set(before.values())
    assert stands_twice(place)
    assert is_edited_there(place, 260000)


def test_the_pages_of_a_build_from_nothing_stand_there_as_a_look_would_find_them(place: Place) -> None:
    """Nobody looked; the next build does, and finds nothing to do."""
    before = inodes(place.place / "pages"), (place.place / "pages").stat().st_ino
    assert place.again()[0] == 0
    assert (inodes(place.place / "pages"), (place.place / "pages").stat().st_ino) == before
    assert stands_twice(place)


def test_a_build_that_is_killed_as_it_writes_all_leaves_the_old_pages_or_the_new_ones(place: Place) -> None:
    step, number, killed = 0, 10, True
    while killed:
        step, number = step + 1, number + 1
        before = files(place.place / "pages")
        write_all(place, number)
        killed = is_killed(place, step, _PUT_IN_PLACE)
        now = files(place.place / "pages")
        expected = place.from_nothing()
        assert now in (before, expected[2]), step
        assert place.again() == expected, step
        set_price(place, 1000 * step + 260000)
        assert place.again()[0] == 0, "and the next begins with what that left"
        assert not following(place).exists()
    assert step > len(("release", "pages", "second tree", "memory", "note", "note of the second tree"))


def test_what_a_killed_build_left_of_its_second_tree_is_thrown_away(place: Place) -> None:
    (following(place) / "products").mkdir(parents=True)
    (following(place) / "products" / "goods-1.html").write_text("<h1>")
    assert is_edited_there(place, 260000)
    assert not following(place).exists()
    (following(place) / "products").mkdir(parents=True)
    (following(place) / "products" / "strange.html").write_text("<h1>")
    write_all(place, 4)
    assert place.again()[0] == 0
    assert stands_twice(place)


def test_where_no_second_tree_can_be_made_the_first_edit_does_without(place: Place) -> None:
    following(place).write_text("no folder")
    before = inodes(place.place / "pages")
    write_all(place, 4)
    expected = place.from_nothing()
    assert place.again() == expected
    assert inodes(other(place)) == before, "as few pages differ"
    shutil.rmtree(other(place))
    assert not is_edited_there(place, 260000)
