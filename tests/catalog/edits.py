"""What editors do to a folder, drawn at random: sensible edits, slips, and what programs leave behind."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from hypothesis import strategies as st
from PIL import Image

from tests.catalog.builders import CATEGORY, POLICY, a_folder, a_product

Edit = tuple[str, Callable[[Path], None]]
"""What it is called, and what does it to the place that holds the folder and its theme."""

PICTURES = ("goldan.png", "red.png", "blue.png")
SLUGS = tuple(f"goods-{number}" for number in range(6))
_TEXTS = (
    "یک جمله‌ی تازه.",
    "کتاب ها و كوچك",
    "[کالای دیگر](goods-2.md)",
    "[گلدان](goldan.md#care)",
    "[قاعده](../policies/rules.md#refund)",
    "![شرح](../images/red.png)",
    "حداکثر {shop:quantity.maximum} عدد و {shop:contact.mobile}",
    "## نگه‌داری {#care}\n\nآب بدهید.",
    "| جنس | سفال |\n| --- | --- |\n| رنگ | آبی |",
    "<script>",
    "{shop:none}",
    "[هیچ](nothing.md)",
)
_LINES: Mapping[str, tuple[str, ...]] = {
    "Price": ("250000", "260000", "2500000", "گران", ""),
    "Title": ("گلدان سفالی", "گلدان آبی", "كوزه"),
    "Slug": (*SLUGS, "goldan", "renamed"),
    "Sku": ("GOLDAN-1", "SKU-1", "SKU-2"),
    "Category": ("home", "garden", "nowhere"),
    "Image": (*PICTURES, "missing.png"),
    "Date": ("۱۴۰۵/۰۶/۱۴", "۱۴۰۵/۰۶/۱۵", "1405-13-01"),
    "Status": ("published", "draft", "withdrawn"),
    "Stock": ("12", "0", "2"),
    "Class": ("home", "plant"),
    "Alias": ("before-1", "before-2", "goods-9"),
}


def a_place(place: Path, theme: Path) -> None:
    """Lay out a folder of some products and a theme of its own."""
    shutil.copytree(theme, place / "theme")
    garden = CATEGORY.replace("home", "garden").replace("Order: 1", "Order: 2").replace("خانه", "باغ")
    goods = {f"products/{slug}.md": _goods(slug, number) for number, slug in enumerate(SLUGS[:4])}
    a_folder(place / "folder", {"categories/garden.md": garden, **goods})
    for name, colour in (("red.png", "red"), ("blue.png", "blue")):
        _paint(place / "folder" / "images" / name, colour)


def _goods(slug: str, number: int) -> str:
    category = ("home", "garden")[number % 2]
    return a_product({"Slug": slug, "Sku": f"SKU-{number}", "Title": f"کالای {number}", "Category": category})


def _paint(file: Path, colour: str) -> None:
    Image.new("RGB", (60, 50), colour).save(file)


def _rewritten(file: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def edit(place: Path) -> None:
        found = place / file
        if found.is_file():
            found.write_text(change(found.read_text(encoding="utf-8")), encoding="utf-8")

    return edit


def _line(file: str, key: str, value: str) -> Edit:
    def change(text: str) -> str:
        lines = [line for line in text.split("\n") if not line.startswith(f"{key}:")]
        return "\n".join([f"{key}: {value}", *lines])

    return f"{file} {key}: {value}", _rewritten(f"folder/{file}", change)


def _more(file: str, text: str) -> Edit:
    return f"{file} + {text}", _rewritten(f"folder/{file}", lambda old: f"{old}\n\n{text}\n")


def _written(file: str, text: str) -> Edit:
    def edit(place: Path) -> None:
        (place / file).parent.mkdir(parents=True, exist_ok=True)
        (place / file).write_text(text, encoding="utf-8")

    return f"write {file}", edit


def _removed(file: str) -> Edit:
    return f"remove {file}", lambda place: (place / file).unlink(missing_ok=True)


def _moved(old: str, new: str) -> Edit:
    def edit(place: Path) -> None:
        if (place / "folder" / old).is_file():
            (place / "folder" / old).replace(place / "folder" / new)

    return f"move {old} {new}", edit


def _painted(name: str, colour: str) -> Edit:
    return f"paint {name} {colour}", lambda place: _paint(place / "folder" / "images" / name, colour)


_FILES = tuple(f"products/{name}.md" for name in ("goldan", *SLUGS))
_files = st.sampled_from(_FILES)
_keys = st.sampled_from(sorted(_LINES)).flatmap(lambda key: st.tuples(st.just(key), st.sampled_from(_LINES[key])))
edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(lambda file, line: _line(file, *line), _files, _keys),
    st.builds(_more, _files, st.sampled_from(_TEXTS)),
    st.builds(lambda slug, number: _written(f"folder/products/{slug}.md", _goods(slug, number)), st.sampled_from(SLUGS), st.integers(0, 5)),
    st.builds(lambda file: _removed(f"folder/{file}"), _files),
    st.builds(_moved, _files, _files),
    st.builds(_painted, st.sampled_from(PICTURES), st.sampled_from(("red", "blue", "gold"))),
    st.sampled_from([
        _removed("folder/images/red.png"),
        _line("categories/home.md", "Title", "خانگی"),
        _line("categories/garden.md", "Order", "0"),
        _line("categories/garden.md", "Slug", "yard"),
        _more("categories/home.md", "چیزهای دیگر."),
        _removed("folder/categories/garden.md"),
        _more("policies/rules.md", "## باز هم {#more}\n\nبند تازه."),
        _line("policies/rules.md", "Slug", "terms"),
        _written("folder/policies/rules.md", POLICY),
        ("shop.toml description", _rewritten("folder/shop.toml", lambda text: text.replace("گیاه خانگی", "گیاه و گل"))),
        ("shop.toml layout", _rewritten("folder/shop.toml", lambda text: text.replace("[look]\n", '[look]\nlayout = "ruled"\n'))),
        ("shop.toml no layout", _rewritten("folder/shop.toml", lambda text: text.replace('layout = "ruled"\n', ""))),
        ("shop.toml maximum", _rewritten("folder/shop.toml", lambda text: text.replace("maximum = 5", "maximum = 4"))),
        ("shop.toml mobile", _rewritten("folder/shop.toml", lambda text: text.replace("09120000011", "09120000015"))),
        ("shop.toml broken", _rewritten("folder/shop.toml", lambda text: text.replace("[cart]", "[cart"))),
        ("shop.toml mended", _rewritten("folder/shop.toml", lambda text: text.replace("[cart\n", "[cart]\n"))),
        ("a template", _rewritten("theme/templates/product.html", lambda text: f"{text}<!-- {len(text)} -->")),
        ("a sheet", _rewritten("theme/static/css/41-product.css", lambda text: f"{text}/* {len(text)} */")),
        _written("folder/products/.#goldan.md", "Title"),
        _written("folder/products/goldan.md~", "Title"),
        _written("pages/products/goldan.html", "<h1>"),
        _removed("pages/categories/home.html"),
        _removed(".pages.known"),
        _removed(".pages.behind"),
        _written(".pages.other/products/goods-0.html", "<h1>"),
        _written(".pages.known", "hojreh: what the last build knew"),
    ]),
)  # fmt: skip
