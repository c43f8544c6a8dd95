"""The home page's picture is the one that ``shop.toml`` names."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.catalog.builders import BAQIYAT, SHOP, a_folder, build, page
from tests.catalog.test_problems_of_folders import report_of

LINE = 13


def with_hero(name: str) -> str:
    """Return the standard terms with a picture for the home page."""
    return SHOP.replace("corner_px = 10\n", f'corner_px = 10\nhero = "{name}"\n')


def hero_of(html: str) -> str:
    """Return the tag of the picture beside the greeting."""
    return html.partition("hero__words")[2].partition("<img")[2].partition(">")[0]


def test_the_named_picture_greets_and_is_silent_to_screen_readers(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "site", {"shop.toml": with_hero("front.webp")})
    Image.new("RGB", (1600, 900)).save(folder / "images/front.webp")

    build(folder, tmp_path / "out")

    hero = hero_of(page(tmp_path / "out", "index.html"))
    assert ' src="/images/front-720.' in hero
    assert ' alt=""' in hero
    assert ' fetchpriority="high"' in hero
    assert 'loading="lazy"' not in hero
    names = {(file.name.split(".")[0], file.suffix) for file in (tmp_path / "out/images").glob("front-*")}
    assert names == {
        *((f"front-{width}", form) for width in (360, 540, 720, 1080, 1440) for form in (".avif", ".webp")),
        ("front-720", ".jpg"),
        ("front-1440", ".jpg"),
    }


@pytest.mark.parametrize("toml", [SHOP, with_hero("")])
def test_without_one_the_newest_product_greets(toml: str, tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site", {"shop.toml": toml}), tmp_path / "out")

    assert ' src="/images/goldan-720.' in hero_of(page(tmp_path / "out", "index.html"))


def test_baqiyat_greets_with_its_shelves(tmp_path: Path) -> None:
    build(BAQIYAT, tmp_path / "out")

    assert ' src="/images/hero-720.' in hero_of(page(tmp_path / "out", "index.html"))


def test_a_missing_picture_is_named_at_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_folder(tmp_path / "site", {"shop.toml": with_hero("Goldan.png")})

    assert report_of(folder, capsys) == [
        (
            f"shop.toml:{LINE}: SH119 عکس images/Goldan.png نیست. منظورتان «goldan.png» است؟"
            " نام پرونده را همان‌گونه که هست بنویسید، با حرف کوچک و بزرگ و پسوند."
        )
    ]


def test_a_broken_picture_is_named_at_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_folder(tmp_path / "site", {"shop.toml": with_hero("front.webp"), "images/front.webp": b"RIFF"})

    assert report_of(folder, capsys) == [
        (
            f"shop.toml:{LINE}: SH120 پرونده‌ی images/front.webp عکس نیست یا ناقص است."
            " آن را دوباره با فرمت WebP، JPEG یا PNG ذخیره کنید."
        )
    ]
