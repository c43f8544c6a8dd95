"""What an editor meant is named as they would type it rightly; where nobody could know, an example is."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.content import Content, Hosts, read_content
from catalog.likely import likely_day, likely_price
from shop.money import Unit
from tests.catalog.builders import ROOT, SHOP, a_folder, a_product

HERE = "products/goldan.md"
OFFER = ("Sku", "Price", "Stock", "Weight")


def read(folder: Path) -> Content:
    return read_content(folder, ROOT / ".cache" / "pictures", Hosts())


def told(content: Content) -> list[str]:
    return [f"{one.spot.path}:{one.spot.line} {one.code}" for one in (*content.problems, *content.warnings)]


@pytest.mark.parametrize(
    ("typed", "unit", "meant"),
    [
        ("۲۵۰ هزار تومان", "toman", "250000"),
        ("185 هزار", "toman", "185000"),
        ("۱.۲ میلیون تومان", "toman", "1200000"),
        ("۱٫۵ میلیون", "rial", "1500000"),
        ("1850000 ریال", "toman", "185000"),
        ("185000 تومان", "rial", "1850000"),
        ('"185000"', "toman", "185000"),
        ("از ۱۸۵٬۰۰۰", "toman", "185000"),
        ("185000 # تازه", "toman", "185000"),
        ("-185000", "toman", "185000"),
        ("185/000", "toman", "185000"),
        ("180000-190000", "toman", ""),
        ("$5", "toman", ""),
        ("رایگان", "toman", ""),
        ("0", "toman", ""),
        ("1.2.3 میلیون", "toman", ""),
    ],
)
def test_a_price_is_told_in_the_shops_own_unit(typed: str, unit: Unit, meant: str) -> None:
    assert likely_price(typed, unit) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14/6/1405", "1405/06/14"),
        ("۱۴ شهریور ۱۴۰۵", "1405/06/14"),
        ("1405 06 14", "1405/06/14"),
        ("14050614", "1405/06/14"),
        ("1405/12/30", "1405/12/29"),
        ("۱۴۰۵/۰۷/۳۱", "1405/07/30"),
        ("2026-02-30", "2026/02/28"),
        ("2026-09-05T10:00:00", "2026/09/05"),
        ("1405/13/01", ""),
        ("امروز", ""),
        ("1405", ""),
    ],
)
def test_a_day_is_told_as_one_types_it(typed: str, meant: str) -> None:
    assert likely_day(typed) == meant


@pytest.mark.parametrize(
    ("key", "typed", "example"),
    [
        ("Slug", "گلدان سفالی", "goldan"),
        ("Slug", "/products/sabad.html", "sabad"),
        ("Slug", "Sabad Hasiri", "sabad-hasiri"),
        ("Sku", "گلدان-۱", "Sku: GOLDAN-1"),
        ("Sku", "sabad 2", "Sku: SABAD-2"),
    ],
)
def test_a_name_is_told_as_it_could_be_written(key: str, typed: str, example: str, tmp_path: Path) -> None:
    (problem,) = read(a_folder(tmp_path, {HERE: a_product({key: typed})})).problems

    assert problem.facts["example"] == example


def test_a_was_whose_parts_are_swapped_is_told_once(tmp_path: Path) -> None:
    assert told(read(a_folder(tmp_path, {HERE: a_product({"Was": "200000 | 1405/07/01"})}))) == [f"{HERE}:13 SH124"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("پیش‌نویس", "draft"), ("منتشر شده", "published"), ("ناموجود", "withdrawn")]
)
def test_a_status_in_persian_names_the_english_one(typed: str, meant: str, tmp_path: Path) -> None:
    (problem,) = read(a_folder(tmp_path, {HERE: a_product({"Status": typed})})).problems

    assert (problem.code, problem.facts["meant"]) == ("SH112", meant)


@pytest.mark.parametrize("key", ["Slug", "Sku", "Price", "Category", "Image", "Date", "Status", "Class", "Weight"])
def test_a_hidden_mark_beside_a_value_is_warned_of_and_read_past(key: str, tmp_path: Path) -> None:
    text = a_product().replace(f"{key}: ", f"\u200f{key}: \u202a").replace("\n\n", "\n\u200f\n\n", 1)

    content = read(a_folder(tmp_path, {HERE: text}))

    assert [one.code for one in (*content.problems, *content.warnings)] == ["SH504"]
    assert content.site


def test_two_variants_of_one_name_are_told(tmp_path: Path) -> None:
    variants = "A | کوچک | 250000 | 3 | 500\nVariant: B | كوچک | 350000 | 3 | 500"
    content = read(a_folder(tmp_path, {HERE: a_product({"Variant": variants}, OFFER)}))

    assert [f"{one.code} {one.spot.line} {one.facts['first']}" for one in content.problems] == ["SH137 10 9"]


@pytest.mark.parametrize(
    "typed",
    ["سرکه‌ی سیب".encode().decode("cp1256"), "سرکه سیب".encode().decode("cp1252", "replace"), "سرکه\ufffd سیب"],
    ids=["windows-1256", "windows-1252", "lost"],
)
@pytest.mark.parametrize("where", ["title", "body"])
def test_a_text_that_was_garbled_on_the_way_is_refused(typed: str, where: str, tmp_path: Path) -> None:
    text = a_product({"Title": typed}) if where == "title" else a_product(body=f"گلدان.\n\n{typed}\n")

    codes = {one.code for one in read(a_folder(tmp_path, {HERE: text})).problems}

    assert "SH015" in codes


@pytest.mark.parametrize("typed", ["عکس طرح غذا ظرف", "ØØ", "Übung", "طپش قلب"])
def test_words_of_such_letters_are_not_garbled(typed: str, tmp_path: Path) -> None:
    assert told(read(a_folder(tmp_path, {HERE: a_product(body=f"{typed}\n")}))) == []


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        ("by_freight = true", "by_freight = yes", "بنویسید: by_freight = true"),
        ("by_freight = true", "by_freight = True", "بنویسید: by_freight = true"),
        ('mobile = "09120000011"', "mobile = 09120000011", 'شماره در گیومه می‌آید: mobile = "09120000011"'),
        ('{ kind = "collect" }', '{ kind: "collect" }', "میان کلید و مقدارش «=» می‌آید: kind = …"),
        ("price_unit", "\u200fprice_unit", "نشان نادیدنی U+200F در این خط است؛ خط را پاک کنید و از نو بنویسید."),
    ],
)
def test_the_terms_are_told_what_to_write(old: str, new: str, advice: str, tmp_path: Path) -> None:
    content = read(a_folder(tmp_path, {"shop.toml": SHOP.replace(old, new, 1)}))

    assert [(one.code, one.facts["advice"]) for one in content.problems] == [("SH302", advice)]


def test_letters_of_the_terms_are_looked_at_too(tmp_path: Path) -> None:
    content = read(a_folder(tmp_path, {"shop.toml": SHOP.replace("گلخانه", "گلخانه‌ي ٢", 1)}))

    assert told(content) == ["shop.toml:2 SH503", "shop.toml:2 SH509"]
