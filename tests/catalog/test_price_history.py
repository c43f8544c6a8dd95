"""A product's earlier prices: read from ``Was``, shown as a line and a table, and every slip named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from catalog.price_chart import price_chart
from catalog.problem_words import report_line
from catalog.problems import Problems
from catalog.product_reader import read_product
from catalog.sheets import Claims, House, ProductSheet
from catalog.shelf_offer import PricePoint
from catalog.source import Source, read_sources
from shop.calendar import read_date
from shop.money import Rials
from tests.catalog.builders import ROOT, SHOP, a_folder, a_product, build, page, release_in

HERE = "products/goldan.md"
TODAY = read_date("1405/09/20")
OFFER = ("Sku", "Price", "Stock", "Weight")
SCENARIO = {"Date": "1405/09/01", "Price": "110000", "Was": "1405/09/10 | 100000\nWas: ۱۴۰۵/۰۹/۲۰ | ۱۲۰٬۰۰۰"}
"""100,000 on 1 Azar, 120,000 on 10 Azar and 110,000 on 20 Azar, in toman."""


def source_of(place: Path, changes: dict[str, str], without: tuple[str, ...] = ()) -> Source:
    """Return one product file as the readers get it."""
    folder = a_folder(place, {HERE: a_product(changes, without)})
    return read_sources(folder, "products", Problems())[0]


def read(source: Source) -> tuple[ProductSheet | None, list[str]]:
    """Return a product's sheet as read on 20 Azar 1405, and the lines of what is wrong with it."""
    problems = Problems()
    sheet = read_product(source, House(name="گلخانه", today=TODAY), Claims(problems), problems)
    return sheet, [report_line(problem) for problem in problems.found()]


def test_BAK_134_each_price_holds_from_the_day_the_one_before_it_ended(tmp_path: Path) -> None:
    sheet, wrong = read(source_of(tmp_path, SCENARIO))

    assert wrong == []
    assert sheet
    assert sheet.offers[0].prices == (
        PricePoint(read_date("1405/09/01"), Rials(1_000_000)),
        PricePoint(read_date("1405/09/10"), Rials(1_200_000)),
        PricePoint(read_date("1405/09/20"), Rials(1_100_000)),
    )


def test_BAK_134_the_page_shows_three_points_with_jalali_dates(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path / "site",
        {HERE: a_product({**SCENARIO, "Was": "1405/02/10 | 100000\nWas: 1405/02/20 | 120000", "Date": "1405/02/01"})},
    )

    build(folder, tmp_path / "out")

    html = page(tmp_path / "out", "products/goldan.html")
    chart = re.search(r"<figure class=\"prices\">.*?</figure>", html, re.DOTALL)
    assert chart
    assert chart[0].count("<circle") == 3
    assert re.findall(r"<th scope=\"row\">(.*?)</th><td>(.*?)</td>", chart[0]) == [
        ("۱ اردیبهشت ۱۴۰۵", "۱۰۰٬۰۰۰\u00a0تومان"),
        ("۱۰ اردیبهشت ۱۴۰۵", "۱۲۰٬۰۰۰\u00a0تومان"),
        ("۲۰ اردیبهشت ۱۴۰۵", "۱۱۰٬۰۰۰\u00a0تومان (اکنون)"),
    ]
    assert '<caption class="hidden">قیمت گلدان سفالی از آغاز تا اکنون</caption>' in chart[0]
    assert '<svg viewBox="0 0 320 96" aria-hidden="true">' in chart[0]
    assert '<h2 id="prices">تغییر قیمت</h2>' in html
    assert "<updated>2026-05-10T00:00:00+03:30</updated>" in page(tmp_path / "out", "feed.atom.xml")
    assert [offer.price for offer in release_in(tmp_path / "out.release").offers.values()] == [1_100_000]


def test_BAK_134_a_variant_has_a_history_of_its_own(tmp_path: Path) -> None:
    variants = "A-1 | کوچک | 250000 | 3 | 500\nVariant: A-2 | بزرگ | 350000 | 3 | 900"
    source = source_of(tmp_path, {"Date": "1405/06/01", "Variant": variants, "Was": "1405/06/14 | 300000 | A-2"}, OFFER)

    sheet, wrong = read(source)

    assert wrong == []
    assert sheet
    assert [[point.price for point in offer.prices] for offer in sheet.offers] == [
        [2_500_000],
        [3_000_000, 3_500_000],
    ]


@pytest.mark.parametrize(("history", "shown"), [("", False), ("\nhistory = true", True)])
def test_BAK_134_a_price_that_never_changed_is_told_where_the_shop_shows_all(
    history: str, shown: bool, tmp_path: Path
) -> None:
    terms = SHOP.replace('after_order = "locked"', f'after_order = "locked"{history}')
    build(a_folder(tmp_path / "site", {"shop.toml": terms}), tmp_path / "out")

    html = page(tmp_path / "out", "products/goldan.html")

    told = "از ۱۴ شهریور ۱۴۰۵ تا اکنون ۲۵۰٬۰۰۰\u00a0تومان بوده و عوض نشده است."
    assert (told in html) is shown
    assert ('id="prices"' in html) is shown


def test_BAK_134_every_product_of_a_shop_that_shows_all_has_its_history(tmp_path: Path) -> None:
    build(ROOT / "content/bakala", tmp_path / "out")
    drawn = 0

    for file in (tmp_path / "out/products").glob("*.html"):
        html = file.read_text(encoding="utf-8")
        assert ('id="prices"' in html) is ("دیگر فروخته نمی‌شود" not in html), file.name
        drawn += html.count("<svg viewBox=")
    assert drawn >= 7


def test_BAK_134_the_line_goes_in_steps_from_zero_and_on_to_now() -> None:
    days = [date(2026, 11, 22), date(2026, 12, 1), date(2026, 12, 11)]
    prices = [PricePoint(day, Rials(price)) for day, price in zip(days, [50, 100, 75], strict=True)]

    drawn = price_chart(prices)

    assert drawn.dots == ((6, 48), (138.6, 6), (286, 27))
    assert drawn.line == "M6 48H138.6V6H286V27H314"
    assert drawn.ground == "M6 48H138.6V6H286V27H314V96H6Z"


def test_the_last_day_a_price_may_have_ended_is_today(tmp_path: Path) -> None:
    assert read(source_of(tmp_path / "today", {"Date": "1405/09/01", "Was": "1405/09/20 | 5"}))[1] == []
    assert read(source_of(tmp_path / "tomorrow", {"Date": "1405/09/01", "Was": "1405/09/21 | 5"}))[1] == [
        f"{HERE}:13: SH125 تاریخ Was «1405/09/21» هنوز نرسیده است. روزی را بنویسید که این قیمت عوض شد."
    ]


@dataclass(frozen=True)
class Slip:
    """A slip in a ``Was`` line, and what is printed for it."""

    was: str
    line: str
    variant: dict[str, str] = field(default_factory=dict)


ORDER = "هر Was روز پایان یک قیمت است؛ پس از Date کالا و به ترتیب تاریخ بنویسید."
SLIPS = {
    "one part": Slip("۲۳۰۰۰۰", "13: SH124 این Was درست نیست: «۲۳۰۰۰۰». بنویسید: Was: تاریخ | قیمت"),
    "three parts": Slip(
        "1405/08/20 | 5 | A", "13: SH124 این Was درست نیست: «1405/08/20 | 5 | A». بنویسید: Was: تاریخ | قیمت"
    ),
    "no price": Slip("1405/08/20 | ", "13: SH124 این Was درست نیست: «1405/08/20 |». بنویسید: Was: تاریخ | قیمت"),
    "no such day": Slip(
        "1405/13/20 | 5",
        "13: SH111 تاریخ «1405/13/20» در تقویم نیست. سال، ماه و روز را بنویسید: ۱۴۰۵/۰۶/۱۴ یا 2026-09-05",
    ),
    "price in words": Slip("1405/08/20 | ارزان", "13: SH105 قیمت «ارزان» عدد نیست. فقط عدد بنویسید: 250000"),
    "price with its unit": Slip("1405/08/20 | 5 تومان", "13: SH104 قیمت «5 تومان» واحد دارد. فقط عدد بنویسید: 5"),
    "the day the product came": Slip(
        "۱۴۰۵/۰۶/۱۴ | 5", f"13: SH126 تاریخ Was «۱۴۰۵/۰۶/۱۴» پس از ۱۴ شهریور ۱۴۰۵ نیست. {ORDER}"
    ),
    "out of order": Slip(
        "1405/08/20 | 5\nWas: 1405/08/20 | 6",
        f"14: SH126 تاریخ Was «1405/08/20» پس از ۲۰ آبان ۱۴۰۵ نیست. {ORDER}",
    ),
    "a variant without its SKU": Slip(
        "1405/08/20 | 5",
        "10: SH124 این Was درست نیست: «1405/08/20 | 5». بنویسید: Was: تاریخ | قیمت | SKU",
        {"Variant": "A-1 | کوچک | 250000 | 3 | 500"},
    ),
    "a SKU of nobody": Slip(
        "1405/08/20 | 5 | A-2",
        "10: SH127 Sku «A-2» گونه‌ی این کالا نیست. منظورتان «A-1» است؟ کد یکی از گونه‌ها را بنویسید: A-1",
        {"Variant": "A-1 | کوچک | 250000 | 3 | 500"},
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_in_an_earlier_price_is_named_with_what_to_write(name: str, tmp_path: Path) -> None:
    slip = SLIPS[name]
    source = source_of(tmp_path, {**slip.variant, "Was": slip.was}, OFFER if slip.variant else ())

    sheet, wrong = read(source)

    assert sheet is None
    assert wrong == [f"{HERE}:{slip.line}"]


def test_earlier_prices_are_read_even_where_the_price_itself_is_wrong(tmp_path: Path) -> None:
    wrong = read(source_of(tmp_path, {"Price": "گران", "Was": "1405/13/20 | 5"}))[1]

    assert [line.split()[1] for line in wrong] == ["SH105", "SH111"]
