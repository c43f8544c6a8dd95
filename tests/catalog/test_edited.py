"""After the edit of a product, only what shows it is read, made and written: to what a build from nothing makes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.catalog.again import Place, files, inodes, put_back
from tests.catalog.builders import a_product

LENT = "404.html"
"""Written by each build that puts the site together, lent by one that does not."""


@pytest.fixture
def place(places: Callable[[], Place]) -> Place:
    place = places()
    assert place.again()[0] == 0
    return place


def line(key: str, value: str, name: str = "goods-1") -> Callable[[Path], object]:
    def edit(folder: Path) -> None:
        file = folder / "products" / f"{name}.md"
        lines = [one for one in file.read_text(encoding="utf-8").split("\n") if not one.startswith(f"{key}:")]
        file.write_text("\n".join([f"{key}: {value}", *lines]), encoding="utf-8")

    return edit


def text(words: str, name: str = "goods-1") -> Callable[[Path], object]:
    def edit(folder: Path) -> None:
        with (folder / "products" / f"{name}.md").open("a", encoding="utf-8") as product:
            product.write(words)

    return edit


def paint(name: str, colour: str) -> Callable[[Path], object]:
    return lambda folder: Image.new("RGB", (1200, 900), colour).save(folder / "images" / name)


def several(*edits: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda folder: [edit(folder) for edit in edits]


def built(place: Place) -> bool:
    """Build what stands in the folder, hold it against a build from nothing; return whether little was written for it."""
    was = inodes(place.place / "pages")[LENT]
    expected = place.from_nothing()
    assert place.again() == expected
    return inodes(place.place / "pages")[LENT] == was


ALONE = {
    "a text": text("\nیک جمله‌ی تازه.\n"),
    "a text with a link": text("\n[کالای دیگر](goods-2.md)\n"),
    "a text with a figure of the shop": text("\nحداکثر {shop:quantity.maximum} عدد.\n"),
    "a warning": text("\nکتاب ها و كوچك\n"),
    "what it is found by": line("Summary", "گلدان لالجین"),
    "a price": line("Price", "260000"),
    "a price that fell": several(line("Price", "240000"), line("Was", "۱۴۰۵/۰۸/۲۰ | 250000")),
    "sold out": line("Stock", "0"),
    "a title": line("Title", "گلدان آبی"),
    "a place on its shelf": line("Order", "1"),
    "a seller": line("Seller", "کارگاه لالجین"),
    "touched alone": lambda folder: (folder / "products" / "goods-1.md").touch(),
    "two at once": several(line("Price", "260000"), line("Price", "270000", "goods-2")),
    "another picture": several(paint("new.png", "green"), line("Image", "new.png")),
    "a picture in its text": several(paint("new.png", "green"), text("\n![شرح](../images/new.png)\n")),
    "beside what a program left": several(text("\nتازه.\n"), lambda folder: (folder / "products/.goods-1.md.swp").touch()),
}  # fmt: skip


def test_an_edit_alone_is_written_alone_and_back(place: Place) -> None:
    good, pages = files(place.folder), files(place.place / "pages")
    for name, edit in ALONE.items():
        edit(place.folder)
        assert built(place), name
        put_back(place.folder, good)
        assert place.again()[0] == 0
        assert files(place.place / "pages") == pages, name


def test_a_picture_that_is_painted_anew_takes_the_old_one_away(place: Place) -> None:
    paint("goldan.png", "navy")(place.folder)
    assert place.again()[0] == 0
    before = files(place.place / "pages")
    paint("own.png", "green")(place.folder)
    line("Image", "own.png")(place.folder)
    assert built(place)
    with_own = files(place.place / "pages")
    paint("own.png", "purple")(place.folder)
    assert built(place)
    line("Image", "goldan.png")(place.folder)
    assert built(place)
    assert {name for name in with_own if name.startswith("images/own")}
    assert {name for name in files(place.place / "pages") if name.startswith("images/")} == {
        name for name in before if name.startswith("images/")
    }


_TABLE = "\n| ویژگی | مقدار |\n| --- | --- |\n| جنس | {} |\n| رنگ | {} |\n"


def a_full_shop(place: Place, layout: str) -> None:
    """Give the folder feeds, a filter, something withdrawn, and more goods than one page of a shelf holds."""
    folder = place.folder
    terms = (folder / "shop.toml").read_text(encoding="utf-8")
    feeds = "\n[feeds]\nemalls = true\ntorob = true\n"
    (folder / "shop.toml").write_text(
        terms.replace("[look]\n", f'[look]\nlayout = "{layout}"\n') + feeds, encoding="utf-8"
    )
    garden = (folder / "categories" / "garden.md").read_text(encoding="utf-8")
    (folder / "categories" / "yard.md").write_text(garden.replace("garden", "yard"), encoding="utf-8")
    line_in(folder / "categories" / "garden.md", "Filter: جنس")
    for number in range(10, 40):
        goods = {
            "Slug": f"goods-{number}",
            "Sku": f"SKU-{number}",
            "Title": f"کالای {number}",
            "Category": "garden" if number < 38 else "yard",
            "Price": str(1000 * number),
        }
        table = _TABLE.format(("سفال", "چوب")[number % 2], ("آبی", "سرخ", "سبز")[number % 3])
        (folder / "products" / f"goods-{number}.md").write_text(a_product(goods, body=table), encoding="utf-8")
    line("Status", "withdrawn", "goods-3")(folder)
    assert place.again()[0] == 0


def fallen(name: str, price: int) -> Callable[[Path], object]:
    return several(line("Price", str(price), name), line("Was", f"۱۴۰۵/۰۶/۲۰ | {price + 1000}", name))


def line_in(file: Path, added: str) -> None:
    file.write_text(f"{added}\n{file.read_text(encoding='utf-8')}", encoding="utf-8")


@pytest.mark.parametrize("layout", ["even", "ruled"])
def test_a_shop_with_everything_is_edited_too(place: Place, layout: str) -> None:
    a_full_shop(place, layout)
    for edit in (
        several(fallen("goods-21", 20_000), fallen("goods-22", 21_000)),
        # It stands in the feed now, and what fell has fallen long ago.
        several(line("Price", "40000", "goods-39"), line("Was", "۱۴۰۵/۰۸/۱۵ | 39000", "goods-39")),
        several(line("Price", "1", "goods-11"), text("\nتازه.\n", "goods-37")),
        # What is first on a shelf stands for it on the home page.
        several(paint("new.png", "green"), line("Image", "new.png", "goods-38"), line("Summary", "تازه", "goods-39")),
        line("Stock", "0", "goods-12"),
        several(line("Price", "19000", "goods-20"), line("Was", "۱۴۰۵/۰۸/۲۰ | 20000", "goods-20")),
        line("Seller", "کارگاه لالجین", "goods-25"),
        several(line("Price", "190000", "goods-1"), line("Summary", "زعفران", "goods-1")),
    ):
        edit(place.folder)
        assert built(place)
    text(_TABLE.format("نقره", "زرد").replace("رنگ", "قد"), "goods-2")(place.folder)
    built(place)
    shop, other = place.folder / "shop.toml", {"even": "ruled", "ruled": "even"}[layout]
    shop.write_text(shop.read_text(encoding="utf-8").replace(f'"{layout}"', f'"{other}"'), encoding="utf-8")
    built(place)


WHOLE = {
    "another slug": line("Slug", "renamed"),
    "another SKU": line("Sku", "SKU-9"),
    "another category": line("Category", "home"),
    "another day": line("Date", "۱۴۰۵/۰۶/۱۵"),
    "a draft": line("Status", "draft"),
    "withdrawn": line("Status", "withdrawn"),
    "an anchor": text("\n## نگه‌داری {#care}\n\nآب بدهید.\n"),
    "gone": lambda folder: (folder / "products" / "goods-1.md").unlink(),
    "new": lambda folder: (folder / "products" / "goods-9.md").write_text(
        (folder / "products" / "goods-1.md").read_text(encoding="utf-8").replace("goods-1", "goods-9").replace("SKU-1", "SKU-9"),
        encoding="utf-8",
    ),
    "its category": lambda folder: (folder / "categories" / "garden.md").touch(),
    "the shop": lambda folder: os.utime(folder / "shop.toml"),
    "a picture of somebody else": lambda folder: (folder / "images" / "own.png").symlink_to(folder.parent / "settings.py"),
    "two pictures that are one": several(paint("one.png", "green"), paint("two.png", "green"), line("Image", "one.png"), line("Image", "two.png", "goods-2")),
}  # fmt: skip


def test_what_others_may_show_or_lean_on_is_read_with_them(place: Place) -> None:
    good = files(place.folder)
    for edit in WHOLE.values():
        edit(place.folder)
        built(place)
        put_back(place.folder, good)
        assert place.again()[0] == 0
    text("\nباز هم.\n", "goods-2")(place.folder)
    assert built(place), "and what such a build knows is what an edit needs"


def test_hosts_are_told_of_moved_pages_in_the_order_of_their_file(place: Place) -> None:
    several(line("Alias", "second"), lambda folder: line_in(folder / "products" / "goods-1.md", "Alias: first"))(
        place.folder
    )
    assert place.again()[0] == 0
    line("Alias", "first")(place.folder)
    line_in(place.folder / "products" / "goods-1.md", "Alias: second")
    built(place)
    assert "second" in (place.place / "pages" / "_redirects").read_text().split("\n")[0]


def test_the_picture_of_the_home_page_is_painted_there_too(place: Place) -> None:
    shop = place.folder / "shop.toml"
    shop.write_text(
        shop.read_text(encoding="utf-8").replace("[look]\n", '[look]\nhero = "red.png"\n'), encoding="utf-8"
    )
    assert place.again()[0] == 0
    line("Price", "260000")(place.folder)
    assert built(place)
    paint("red.png", "navy")(place.folder)
    assert not built(place)


def test_a_picture_is_not_taken_from_a_text_that_leads_to_its_address(place: Place) -> None:
    several(paint("own.png", "green"), line("Image", "own.png"))(place.folder)
    assert place.again()[0] == 0
    address = next(name for name in files(place.place / "pages") if name.startswith("images/own"))
    text(f"\n[نشانی عکس](/{address}?large)\n", "goods-2")(place.folder)
    assert place.again()[0] == 0
    line("Image", "red.png")(place.folder)
    expected = place.from_nothing()
    assert expected[0] == 1
    assert place.again() == expected


def test_an_edit_goes_by_what_a_build_of_the_whole_has_read(place: Place) -> None:
    text("\nتازه.\n")(place.folder)
    (place.folder / "shop.toml").touch()
    assert not built(place)
    line("Title", "گلدان آبی", "goods-3")(place.folder)
    assert built(place), "and the page of the first, which shows the other's card, has its new text"


def test_a_slip_stops_the_build_and_the_mended_file_is_built(place: Place) -> None:
    before = files(place.place / "pages")
    line("Price", "گران")(place.folder)
    assert place.again()[0] == 1
    assert files(place.place / "pages") == before
    line("Price", "260000")(place.folder)
    assert built(place)
