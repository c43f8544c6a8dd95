"""A product's further pictures: read from ``Picture``, shown as a strip with a link to each, and every slip named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from catalog.content import Hosts, read_content
from catalog.problem_words import report_line
from tests.catalog.builders import PRODUCT, a_folder, a_product, build, page

GOLDAN = "products/goldan.md"
LINE = len(PRODUCT) + 1
"""Where the first key after the standard ones stands."""


def with_pictures(place: Path, lines: str, sizes: dict[str, int]) -> Path:
    """Return a folder whose product has these ``Picture`` lines, and pictures of so many pixels."""
    folder = a_folder(place, {GOLDAN: a_product({"Picture": lines})})
    for at, (name, side) in enumerate(sizes.items()):
        Image.new("RGB", (side, side), (at * 40, 90, 60)).save(folder / "images" / name)
    return folder


def said(folder: Path) -> list[str]:
    content = read_content(folder, folder.with_name("cache"), Hosts())
    return [report_line(problem) for problem in (*content.problems, *content.warnings)]


def test_every_picture_has_its_words_its_size_and_a_link(tmp_path: Path) -> None:
    lines = "top.png | گلدان از بالا\nPicture: hand.png |  گلدان در دست "
    folder = with_pictures(tmp_path / "site", lines, {"top.png": 1000, "hand.png": 950})

    build(folder, tmp_path / "out")

    html = page(tmp_path / "out", "products/goldan.html")
    strip = re.findall(r'<img src="[^"]+" width="(\d+)" height="(\d+)" alt="([^"]*)" id="(picture-\d)"([^>]*)>', html)
    assert [(alt, anchor) for _, _, alt, anchor, _ in strip] == [
        ("گلدان سفالی", "picture-1"),
        ("گلدان از بالا", "picture-2"),
        ("گلدان در دست", "picture-3"),
    ]
    assert [(width, height) for width, height, *_ in strip] == [("720", "540"), ("720", "720"), ("720", "720")]
    assert [' fetchpriority="high"' in rest for *_, rest in strip] == [True, False, False]
    assert [' loading="lazy" decoding="async"' in rest for *_, rest in strip] == [False, True, True]
    assert re.findall(r'<li><a href="#(picture-\d)">', html) == ["picture-1", "picture-2", "picture-3"]
    assert '<div class="gallery__strip" role="group" aria-label="عکس‌های گلدان سفالی" tabindex="0">' in html


def test_one_picture_needs_no_strip(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    html = page(tmp_path / "out", "products/goldan.html")

    assert "gallery" not in html
    assert html.count('fetchpriority="high"') == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("top.png", "SH133 این Picture درست نیست: «top.png»."),
        ("top.png |", "SH133 این Picture درست نیست: «top.png |»."),
        ("| از بالا", "SH133 این Picture درست نیست: «| از بالا»."),
        ("top.png | از | بالا", "SH133 این Picture درست نیست: «top.png | از | بالا»."),
        ("goldan.png | همان", f"SH134 عکس images/goldan.png پیش‌تر در خط {[*PRODUCT].index('Image') + 1} آمده است."),
        ("top.png | از بالا\nPicture: top.png | دوباره", f"SH134 عکس images/top.png پیش‌تر در خط {LINE} آمده است."),
        ("tip.png | از بالا", "SH119 عکس images/tip.png نیست. منظورتان «top.png» است؟"),
        ("small.png | از بالا", "SH505 هشدار: ضلع کوتاه عکس images/small.png فقط 899 پیکسل است."),
    ],
)
def test_a_slip_is_named_at_its_line(typed: str, told: str, tmp_path: Path) -> None:
    folder = with_pictures(tmp_path / "site", typed, {"top.png": 900, "small.png": 899})

    (line,) = said(folder)

    assert line.startswith(f"{GOLDAN}:{LINE + typed.count('Picture:')}: {told}")


def test_what_is_no_picture_is_told_of_each(tmp_path: Path) -> None:
    folder = with_pictures(tmp_path / "site", "top.png | از بالا", {"top.png": 900})
    (folder / "images/top.png").write_bytes(b"no picture")

    assert [line.partition(" ")[2].partition(" ")[0] for line in said(folder)] == ["SH120"]


def test_a_withdrawn_product_keeps_its_lines(tmp_path: Path) -> None:
    lines = {"Status": "withdrawn", "Picture": "top.png | از بالا", "Measure": "500 گرم"}
    other = a_product({"Slug": "other", "Sku": "OTHER-1"})
    folder = a_folder(tmp_path / "site", {GOLDAN: a_product(lines), "products/other.md": other})
    Image.new("RGB", (900, 900)).save(folder / "images/top.png")

    assert said(folder) == []
