"""After any edits, a build that goes by what the last one knew says and makes what a build from nothing does."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from PIL import Image

from tests.catalog.again import Place, files, inodes, put_back
from tests.catalog.edits import Edit, edits


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
    assert {name for name in now if now[name] != before.get(name)} == {"products/goods-1.html"}


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


def test_a_product_shows_what_its_category_is_called_and_its_shop_tells_now(places: Callable[[], Place]) -> None:
    place = places()
    with (place.folder / "products" / "goods-1.md").open("a", encoding="utf-8") as product:
        product.write("\nتلفن: {shop:contact.mobile}\n")
    place.again()
    for file, old, new in (("categories/garden.md", "باغ", "باغچه"), ("shop.toml", "09120000011", "09120000015")):
        text = (place.folder / file).read_text(encoding="utf-8")
        assert old in text
        (place.folder / file).write_text(text.replace(old, new), encoding="utf-8")
        expected = place.from_nothing()
        assert expected[0] == 0
        assert place.again() == expected


def test_a_picture_that_is_painted_anew_beside_other_edits_is_shown(places: Callable[[], Place]) -> None:
    place = places()
    place.again()
    Image.new("RGB", (60, 50), "navy").save(place.folder / "images" / "goldan.png")
    (place.folder / "shop.toml").touch()
    expected = place.from_nothing()
    assert expected[0] == 0
    assert place.again() == expected


def test_why_nothing_could_be_remembered_is_told_and_the_next_build_mends_it(places: Callable[[], Place]) -> None:
    place = places()
    in_the_way = place.place / ".pages.known.new.half"
    in_the_way.mkdir()
    with pytest.raises(IsADirectoryError):
        place.again()
    in_the_way.rmdir()
    expected = place.from_nothing()
    assert place.again() == expected


def test_a_file_may_have_a_name_that_is_no_text(places: Callable[[], Place]) -> None:
    """As files have that came from an old Windows in a packed folder."""
    place = places()
    products = place.folder / "products"
    strange = products / os.fsdecode(b"goods-\xe9.md")
    (products / "goods-1.md").rename(strange)
    for text in ("\nیک جمله.\n", "\nو یکی دیگر.\n"):
        with strange.open("a", encoding="utf-8") as product:
            product.write(text)
        expected = place.from_nothing()
        assert expected[0] == 0
        assert place.again() == expected
