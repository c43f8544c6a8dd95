"""The first thing a product's page tells: its price and since when, what it was, where it stands, and its table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalog.specification import specified
from tests.catalog.builders import SHOP, a_folder, a_product, build, page

GOLDAN = "products/goldan.md"
OWN = ("Sku", "Price", "Stock", "Weight")


def built(place: Path, product: str, shop: str = SHOP) -> str:
    build(a_folder(place / "site", {GOLDAN: product, "shop.toml": shop}), place / "out")
    return page(place / "out", "products/goldan.html")


def price_line(html: str) -> str:
    found = re.search(r'<p class="product__price">(.*?)</p>', html, re.DOTALL)
    assert found
    return found[1]


def notes(html: str) -> str:
    found = re.search(r'<p class="product__notes">(.*?)</p>', html)
    return found[1] if found else ""


def test_the_price_names_the_day_it_was_set(tmp_path: Path) -> None:
    assert notes(built(tmp_path, a_product())) == "<span>تاریخ قیمت: ۱۴ شهریور ۱۴۰۵</span>"


def test_a_changed_price_names_the_day_of_the_change_and_leads_to_all_of_them(tmp_path: Path) -> None:
    html = built(tmp_path, a_product({"Was": "1405/06/20 | 300000"}))

    assert notes(html) == '<span>تاریخ قیمت: <a href="#prices">۲۰ شهریور ۱۴۰۵</a></span>'
    assert '<h2 id="prices">' in html


def test_where_every_price_is_shown_the_day_leads_there(tmp_path: Path) -> None:
    terms = SHOP.replace('after_order = "locked"', 'after_order = "locked"\nhistory = true')

    assert 'href="#prices">۱۴ شهریور ۱۴۰۵</a>' in notes(built(tmp_path, a_product(), terms))


def test_of_variants_the_latest_day_is_told(tmp_path: Path) -> None:
    variants = "A-1 | کوچک | 250000 | 3 | 500\nVariant: A-2 | بزرگ | 350000 | 3 | 900"
    was = "1405/06/20 | 300000 | A-2\nWas: 1405/06/18 | 200000 | A-1"

    html = built(tmp_path, a_product({"Variant": variants, "Was": was}, OWN))

    assert "۲۰ شهریور ۱۴۰۵" in notes(html)


@pytest.mark.parametrize(
    ("was", "struck"),
    [
        ("1405/06/20 | 300000", "۳۰۰٬۰۰۰"),
        ("1405/06/20 | 250001", "۲۵۰٬۰۰۱"),
        ("1405/06/20 | 250000", ""),
        ("1405/06/20 | 249999", ""),
        ("1405/06/18 | 400000\nWas: 1405/06/20 | 240000", ""),
    ],
)
def test_only_the_price_right_before_a_lower_one_is_struck(was: str, struck: str, tmp_path: Path) -> None:
    line = price_line(built(tmp_path, a_product({"Was": was})))

    told = f'<span class="hidden">قیمت پیشین:</span> <s><bdi>{struck}\u00a0تومان</bdi></s>'
    assert (told in line) is bool(struck)
    assert ("<s>" in line) is bool(struck)
    assert "<bdi>۲۵۰٬۰۰۰</bdi>" in line


def test_a_variant_strikes_its_own_price(tmp_path: Path) -> None:
    variants = "A-1 | کوچک | 250000 | 3 | 500\nVariant: A-2 | بزرگ | 350000 | 0 | 900"
    html = built(tmp_path, a_product({"Variant": variants, "Was": "1405/06/20 | 400000 | A-2"}, OWN))

    assert "<s>" not in price_line(html)
    options = re.findall(r'<label class="option.*?</label>', html, re.DOTALL)
    assert ["<s>" in option for option in options] == [False, True]
    assert "<s><bdi>۴۰۰٬۰۰۰\u00a0تومان</bdi></s>" in options[1]
    assert ["disabled" in option for option in options] == [False, True]
    assert "ناموجود" in options[1]


def test_the_way_here_leads_to_the_shop_and_the_shelf(tmp_path: Path) -> None:
    crumbs = re.search(r'<nav class="crumbs".*?</nav>', built(tmp_path, a_product()))

    assert crumbs
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', crumbs[0]) == [
        ("/", "گلخانه"),
        ("/categories/home.html", "خانه"),
    ]


def test_what_can_be_had_stands_before_the_delivery_and_the_story(tmp_path: Path) -> None:
    html = built(tmp_path, a_product())

    marks = [
        'class="product__picture"',
        "<h1>",
        'class="product__price"',
        'class="buy"',
        'class="answers"',
        'class="lead"',
    ]
    assert [html.index(mark) for mark in marks] == sorted(html.index(mark) for mark in marks)


def test_the_delivery_and_the_return_follow_the_shops_rules(tmp_path: Path) -> None:
    """One figure of each is changed in shop.toml, and the page says the new one."""
    first = built(tmp_path / "first", a_product())
    terms = SHOP.replace("working_days = [1, 2]", "working_days = [2, 3]").replace(
        'within = "7 days"', 'within = "9 days"'
    )
    second = built(tmp_path / "second", a_product(), terms)

    for html, days, within in ((first, "۱ تا ۲", "۷ روز"), (second, "۲ تا ۳", "۹ روز")):
        told = re.search(r'<ul class="answers">(.*?)</ul>', html, re.DOTALL)
        assert told
        assert (
            f'<b>قم:</b> {days} روز کاری، <a href="/policies/rules.html#delivery">پیک</a>، ۹۵٬۰۰۰\u00a0تومان' in told[1]
        )
        assert f'<a href="/policies/rules.html#delivery">کالای معیوب: تا {within}</a>' in told[1]


def test_a_place_with_two_ways_is_named_once(tmp_path: Path) -> None:
    again = """
[[delivery]]
id = "post"
name = "پست"
zones = ["elsewhere"]
fee = { kind = "collect" }
working_days = [3, 6]
clause = "rules#delivery"

[[payment]]"""
    stated = SHOP.replace("\n[[payment]]", again, 1)
    policy = "- {rule:address}\n- {rule:delivery.post}"
    folder = a_folder(tmp_path / "site", {"shop.toml": stated})
    rules = folder / "policies/rules.md"
    rules.write_text(rules.read_text(encoding="utf-8").replace("- {rule:address}", policy), encoding="utf-8")
    build(folder, tmp_path / "out")

    html = page(tmp_path / "out", "products/goldan.html")

    assert html.count("<b>شهرهای دیگر:</b>") == 1
    assert '<span class="answers__or">یا</span> ۳ تا ۶ روز کاری' in html


TABLE = """## مشخصات

| ویژگی | مقدار |
| --- | --- |
| وای‌فای | 802.11ac، بسامد ۲٫۴ GHz |
| رنگ | سبز |
| نام | R&D، <نو> |
"""


def test_the_table_names_its_rows_and_keeps_latin_together(tmp_path: Path) -> None:
    html = built(tmp_path, a_product(body=TABLE))

    assert re.findall(r"<th[^>]*>.*?</th>", html) == [
        '<th scope="col">ویژگی</th>',
        '<th scope="col">مقدار</th>',
        '<th scope="row">وای‌فای</th>',
        '<th scope="row">رنگ</th>',
        '<th scope="row">نام</th>',
    ]
    assert "<td><bdi>802.11ac</bdi>، بسامد <bdi>۲٫۴ GHz</bdi></td>" in html
    assert "<td>سبز</td>" in html
    assert "<td><bdi>R&amp;D</bdi>، &lt;نو&gt;</td>" in html


@pytest.mark.parametrize(
    ("count", "classes"), [(2, "product"), (3, "product product--some"), (5, "product product--some product--many")]
)
def test_a_page_says_ahead_how_many_choices_come(tmp_path: Path, count: int, classes: str) -> None:
    """A style that counted them where they stand drew a slow page's picture anew when the fifth arrived."""
    variants = "".join(f"Variant: GOL-{n} | اندازه‌ی {n} | 250000 | 4 | 900\n" for n in range(count))
    html = built(tmp_path, variants + re.sub(r"(?m)^(Sku|Price|Stock|Weight): .*\n", "", a_product()))

    assert f'<div class="{classes}">' in html
    assert html.count('type="radio"') == count


def test_the_summary_keeps_latin_names_in_their_direction(tmp_path: Path) -> None:
    html = built(tmp_path, a_product({"Summary": "سوییچ PoE+ با دو درگاه"}))

    assert '<p class="lead">سوییچ <bdi>PoE+</bdi> با دو درگاه</p>' in html


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("LTE رده‌ی ۴", "<bdi>LTE</bdi> رده‌ی ۴"),
        ("FDD 1/3/7، TDD 38", "<bdi>FDD 1/3/7</bdi>، <bdi>TDD 38</bdi>"),
        ("مس ۲۶ AWG", "مس <bdi>۲۶ AWG</bdi>"),
        ("ADSL2+ و USB-C.", '<bdi>ADSL2+</bdi> و <bdi><span class="nowrap">USB-C</span></bdi>.'),
        ("-20 C تا ۶۰", "<bdi>-20 C</bdi> تا ۶۰"),
        ("۲۰ x ۳۰ سانتی‌متر", "۲۰ x ۳۰ سانتی‌متر"),
        ("۱۲ ولت", "۱۲ ولت"),
        ("a &lt; b", "<bdi>a</bdi> &lt; <bdi>b</bdi>"),
        ('<a href="/x">USB</a>', '<a href="/x">USB</a>'),
    ],
)
def test_a_latin_name_or_unit_is_isolated_with_its_number(words: str, shown: str) -> None:
    table = "<table>\n<tbody>\n<tr>\n<td>نام</td>\n<td>{}</td>\n</tr>\n</tbody>\n</table>"

    assert f"<td>{shown}</td>" in specified(table.format(words))


def test_a_text_without_a_table_stays_as_it_is() -> None:
    text = "<p>USB-C <td>نه</td></p>"

    assert specified(text) == text


def test_a_row_of_one_cell_has_no_head() -> None:
    assert specified("<table><tr><td>تنها</td></tr></table>") == "<table><tr><td>تنها</td></tr></table>"
