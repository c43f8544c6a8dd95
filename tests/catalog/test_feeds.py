"""Lists of goods for sites that compare prices: nobody's unless the shop asks, and then at the price of the page."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from catalog.offer_reader import OWN
from catalog.specification_rows import specification
from shop.money import Rials, whole_toman
from tests.builders import SHOPS
from tests.catalog.builders import ROOT, SHOP, a_folder, a_product, build, page, release_in
from tests.catalog.structured import offers_in

SITE = "https://golkhaneh.example"
TABLE = "## مشخصات\n\n| ویژگی | مقدار |\n| --- | --- |\n| جنس | سفال & لعاب |\n| بی‌مقدار | |\n"
GOODS = {
    "products/goldan.md": a_product(
        {"Variant": "GOLDAN-S | کوچک | 250000 | 0 | 800\nVariant: GOLDAN-L | بزرگ | 410000 | 3 | 1900"}, OWN
    ),
    "products/sabad.md": a_product(
        {"Slug": "sabad", "Sku": "SABAD-1", "Title": "سبد", "Was": "۱۴۰۵/۰۷/۰۲ | 300000"}, body=f"سبد.\n\n{TABLE}"
    ),
    "products/draft.md": a_product({"Slug": "draft", "Sku": "D-1", "Status": "draft"}),
    "products/gone.md": a_product({"Slug": "gone", "Sku": "G-1", "Status": "withdrawn"}),
}


def asking(*feeds: str, unit: str = "toman") -> str:
    """Return the shop's terms with these feeds asked for."""
    asked = "".join(f"{name} = true\n" for name in feeds)
    return SHOP.replace('price_unit = "toman"', f'price_unit = "{unit}"') + f"\n[feeds]\n{asked}"


@pytest.mark.parametrize(
    ("rials", "toman"), [(1, 1), (9, 1), (10, 1), (11, 2), (2_500_000, 250_000), (2_500_001, 250_001)]
)
def test_a_part_of_a_toman_counts_as_one(rials: int, toman: int) -> None:
    assert whole_toman(Rials(rials)) == toman


def test_emalls_is_told_of_every_sku_that_is_sold(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site", {**GOODS, "shop.toml": asking("emalls")}), tmp_path / "out")

    told = json.loads(page(tmp_path / "out", "emalls.json"))
    products = told.pop("products")
    assert told == {"success": True, "total_items": 3, "pages_count": 1, "item_per_page": 3, "page_num": 1}
    images = {product.pop("image") for product in products}
    assert all((tmp_path / "out" / image.removeprefix(f"{SITE}/")).is_file() for image in images)
    pot, basket = f"{SITE}/products/goldan.html", f"{SITE}/products/sabad.html"
    of_home = {"category": "خانه"}
    assert products == [
        {"id": "GOLDAN-S", "title": "گلدان سفالی کوچک", "price": 250_000, "is_available": False, "url": pot, **of_home},
        {"id": "GOLDAN-L", "title": "گلدان سفالی بزرگ", "price": 410_000, "is_available": True, "url": pot, **of_home},
        {
            "id": "SABAD-1",
            "title": "سبد",
            "price": 250_000,
            "old_price": 300_000,
            "is_available": True,
            "url": basket,
            **of_home,
        },
    ]


def test_a_price_in_rials_is_told_in_whole_toman(tmp_path: Path) -> None:
    files = {"products/goldan.md": a_product({"Price": "250001"}), "shop.toml": asking("emalls", unit="rial")}
    build(a_folder(tmp_path / "site", files), tmp_path / "out")

    assert json.loads(page(tmp_path / "out", "emalls.json"))["products"][0]["price"] == 25_001
    assert offers_in(page(tmp_path / "out", "products/goldan.html"))["GOLDAN-1"]["price"] == "250001"


def test_a_list_that_is_no_longer_asked_for_goes(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site", {"shop.toml": asking("emalls")}), tmp_path / "out")
    assert (tmp_path / "out/emalls.json").is_file()
    build(a_folder(tmp_path / "site", {"shop.toml": SHOP}), tmp_path / "out")
    assert not (tmp_path / "out/emalls.json").exists()


def test_the_release_has_what_torob_is_told_only_where_the_shop_asks_for_it(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "one", GOODS), tmp_path / "out")
    assert release_in(tmp_path / "out.release").products == {}

    build(a_folder(tmp_path / "two", {**GOODS, "shop.toml": asking("torob")}), tmp_path / "out")
    products = release_in(tmp_path / "out.release").products
    assert sorted(products) == ["goldan", "sabad"]
    basket = products["sabad"]
    assert (basket.category, basket.summary) == ("خانه", "گلدان دست‌ساز لالجین.")
    assert (basket.added, basket.changed, basket.before) == (
        date(2026, 9, 5),
        date(2026, 9, 24),
        {"SABAD-1": 3_000_000},
    )
    assert basket.specification == {"جنس": "سفال & لعاب"}
    assert [(tmp_path / "out" / image.removeprefix("/")).is_file() for image in basket.images] == [True]


@pytest.mark.parametrize(
    ("html", "stated"),
    [
        ("<table><tr><th>ویژگی</th><th>مقدار</th></tr><tr><td>وزن</td><td>۲ <bdi>kg</bdi></td></tr></table>", [("وزن", "۲ kg")]),
        ("<table><tr><th>اندازه</th><th>کمر</th></tr><tr><td>کوچک</td><td>۸۰</td></tr></table>", []),
        ("<table><tr><th>ويژگي</th><th>مقدار</th></tr><tr><td>وزن</td><td></td></tr></table>", []),
        ("<table><tr><th>ویژگی</th><th>الف</th><th>ب</th></tr><tr><td>وزن</td><td>۱</td><td>۲</td></tr></table>", []),
        ("<p>ویژگی</p>", []),
    ],
    ids=["a value", "of something else", "without a value", "of two things", "no table"],
)  # fmt: skip
def test_a_specification_is_a_table_headed_so(html: str, stated: list[tuple[str, str]]) -> None:
    assert list(specification(html)) == stated


@pytest.mark.parametrize("name", SHOPS)
def test_no_sample_shop_tells_anybody_of_its_goods(name: str) -> None:
    assert "feeds" not in tomllib.loads((ROOT / "content" / name / "shop.toml").read_text(encoding="utf-8"))
