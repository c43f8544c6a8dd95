"""What a pack holds, read from ``Measure``, and what a kilogram, a litre or one of it costs."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from catalog.keys import Fields
from catalog.measure_reader import read_measures
from catalog.problem_words import report_line
from catalog.problems import Problems, Spot
from catalog.product_reader import KEYS
from catalog.shelf_offer import ContentUnit, NetContent, ShelfOffer
from catalog.source import Field, Source
from catalog.unit_price import unit_price
from shop.money import Rials, Unit, price_of_one
from shop.release import Sku
from tests.catalog.builders import a_folder, a_product, build, page

GOLDAN = "products/goldan.md"
OWN = ("Sku", "Price", "Stock", "Weight")


def an_offer(
    sku: str = "G-1", *, price: int = 2_250_000, weight: int = 940, holds: NetContent | None = None
) -> ShelfOffer:
    return ShelfOffer(sku=Sku(sku), label="", price=Rials(price), stock=1, weight=weight, holds=holds)


def read(*lines: str, offers: tuple[ShelfOffer, ...] = (an_offer(),)) -> tuple[list[NetContent | None], list[str]]:
    """Return what each offer holds by these ``Measure`` lines, and what is said of them."""
    named = [Field("Measure", line, Spot(GOLDAN, at)) for at, line in enumerate(lines, start=1)]
    variants = [Field("Variant", str(offer.sku), Spot(GOLDAN, 9)) for offer in offers if len(offers) > 1]
    problems = Problems()
    found = read_measures(Fields(Source(GOLDAN, (*named, *variants), (), "", 1), KEYS, problems), offers)
    return [offer.holds for offer in found or ()], [report_line(problem) for problem in problems.found()]


@pytest.mark.parametrize(
    ("typed", "amount", "unit"),
    [
        ("900 گرم", "900", "gram"),
        ("۹۰۰ گرم", "900", "gram"),
        ("0.9 کیلوگرم", "900", "gram"),
        ("۰٫۹ کیلو", "900", "gram"),
        ("۴٫۶ گرم", "4.6", "gram"),
        ("940 گرم", "940", "gram"),
        ("500 میلی‌لیتر", "500", "millilitre"),
        ("500 میلی لیتر", "500", "millilitre"),
        ("۱٫۵ لیتر", "1500", "millilitre"),
        ("305 متر", "305", "metre"),
        ("20 عدد", "20", "piece"),
        ("100 برگ", "100", "sheet"),
    ],
)
def test_an_amount_is_read_with_its_unit(typed: str, amount: str, unit: ContentUnit) -> None:
    assert read(typed) == ([NetContent(Decimal(amount), unit)], [])


@pytest.mark.parametrize(
    "typed", ["900", "گرم", "حدود ۹۰۰ گرم", "900 پوند", "-9 گرم", "0 گرم", "900 گرم | G-1", "900 گرم |"]
)
def test_what_is_no_amount_is_told(typed: str) -> None:
    holds, said = read(typed)

    assert holds == []
    assert said == [
        (
            f"{GOLDAN}:1: SH135 این Measure درست نیست: «{typed}». با گرم، کیلوگرم، میلی‌لیتر، لیتر، متر، عدد یا برگ بنویسید:"
            " Measure: 500 گرم"
        )
    ]


def test_a_variant_is_named_by_its_sku() -> None:
    two = (an_offer(), an_offer("G-2"))

    assert read("500 گرم | G-2", offers=two) == ([None, NetContent(Decimal(500), "gram")], [])
    assert read("500 گرم", offers=two)[1][0].endswith("بنویسید: Measure: 500 گرم | SKU")
    assert "SH127 Sku «G-3» گونه‌ی این کالا نیست." in read("500 گرم | G-3", offers=two)[1][0]
    assert (
        "SH004 کلید Measure دو بار آمده است؛ بار اول در خط 1." in read("5 گرم | G-2", "6 گرم | G-2", offers=two)[1][0]
    )


def test_a_thing_weighs_no_more_than_with_its_packing() -> None:
    assert read("940 گرم")[1] == []
    assert read("941 گرم")[1] == [
        (
            f"{GOLDAN}:1: SH136 Measure «941 گرم» از وزن با بسته‌بندی (940 گرم) بیشتر است."
            " اندازه‌ی خود کالا را بنویسید، یا Weight را درست کنید."
        )
    ]
    assert read("941 میلی‌لیتر")[1] == []


@pytest.mark.parametrize(
    ("amount", "unit", "told"),
    [
        ("900", "gram", ("کیلو", 2_500_000)),
        ("101", "gram", ("کیلو", 22_277_230)),
        ("100", "gram", ("گرم", 22_500)),
        ("4.6", "gram", ("گرم", 489_130)),
        ("1000", "gram", None),
        ("1500", "millilitre", ("لیتر", 1_500_000)),
        ("50", "millilitre", ("میلی‌لیتر", 45_000)),
        ("305", "metre", ("متر", 7_380)),
        ("1", "metre", None),
        ("20", "piece", ("عدد", 112_500)),
        ("1", "piece", None),
    ],
)
def test_the_price_of_one_is_told_where_it_tells_something(
    amount: str, unit: ContentUnit, told: tuple[str, int] | None
) -> None:
    assert unit_price(an_offer(holds=NetContent(Decimal(amount), unit)), "toman") == told


@pytest.mark.parametrize(
    ("price", "amount", "unit", "one"),
    [
        (100, "3", "rial", 33),
        (100, "8", "rial", 13),
        (1000, "3", "toman", 330),
        (950, "10", "toman", 100),
        (940, "10", "toman", 90),
    ],
)
def test_the_price_of_one_is_a_whole_unit_and_a_half_goes_up(price: int, amount: str, unit: Unit, one: int) -> None:
    assert price_of_one(Rials(price), Decimal(amount), unit) == one


def test_the_page_says_what_a_kilo_costs_and_follows_the_price(tmp_path: Path) -> None:
    for price, told in (("225000", "هر کیلو ۲۵۰٬۰۰۰\u00a0تومان"), ("450000", "هر کیلو ۵۰۰٬۰۰۰\u00a0تومان")):
        folder = a_folder(
            tmp_path / price, {GOLDAN: a_product({"Price": price, "Weight": "940", "Measure": "900 گرم"})}
        )
        build(folder, tmp_path / f"{price}-out")
        notes = re.search(
            r'<p class="product__notes">(.*?)</p>', page(tmp_path / f"{price}-out", "products/goldan.html")
        )
        assert notes
        assert f"<span>{told}</span>" in notes[1]


def test_each_variant_says_its_own(tmp_path: Path) -> None:
    variants = "G-1 | کوچک | 100000 | 3 | 600\nVariant: G-2 | بزرگ | 180000 | 3 | 1100"
    measures = "500 گرم | G-1\nMeasure: 1 کیلوگرم | G-2"
    build(
        a_folder(tmp_path / "site", {GOLDAN: a_product({"Variant": variants, "Measure": measures}, OWN)}),
        tmp_path / "out",
    )

    html = page(tmp_path / "out", "products/goldan.html")

    assert re.findall(r'<span class="option__note">(.*?)</span>', html) == ["هر کیلو <bdi>۲۰۰٬۰۰۰</bdi>"]
