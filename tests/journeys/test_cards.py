"""A product in a list tells its facts, its seller and its price below each other, in every layout; a line of an order its sum."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Browser

from shop.look import style_sheet
from shop.terms.who import Layout
from tests.builders import ROOT, a_shop
from tests.catalog.builders import SHOP, a_folder, a_product, build, page
from tests.journeys.built_sites import a_reader

pytestmark = pytest.mark.browser

OVERLAPPING = """() => {
    const parts = ['.card__title', '.card__facts', '.card__seller', '.card__price'].flatMap((one) => [...document.querySelectorAll(one)]);
    const boxes = parts.map((part) => part.getBoundingClientRect());
    const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return [parts.length, parts.filter((_, at) => boxes.some((box, other) => other !== at && over(boxes[at], box))).map((e) => e.className)];
}"""

CSS = style_sheet(
    a_shop().look, [part.read_text("utf-8") for part in sorted((ROOT / "theme/static/css").glob("*.css"))]
)
LINE = """<ul class="lines"><li><img alt="" width="80" height="80"><h2>کابل</h2><p class="lines__more">۱ عدد</p>{}
    <p class="lines__total"><span class="price">۱۰۰ تومان</span></p></li></ul>"""
COUNT = '<div class="lines__count"><input value="۱"><button class="button button--text">حذف</button></div>'
LEFT_OF = """(part) => document.querySelector(part).getBoundingClientRect().left"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("more", [COUNT, ""], ids=["in the cart", "at the review"])
def test_the_sum_of_a_line_stands_at_its_end(browser: Browser, width: int, more: str) -> None:
    with a_reader(browser, width=width, height=640, javascript=True) as reader:
        reader.set_content(f'<html dir="rtl"><style>{CSS}</style><main>{LINE.format(more)}</main>')
        total, line = (reader.evaluate(LEFT_OF, part) for part in (".lines__total", ".lines li"))

    assert total == pytest.approx(line, abs=1)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("layout", get_args(Layout))
def test_nothing_on_a_card_lies_over_another_thing(browser: Browser, layout: str, width: int, tmp_path: Path) -> None:
    table = "\n| ویژگی | مقدار |\n| --- | --- |\n| جنس | سفال |\n| رنگ | سبز |\n"
    files = {
        "shop.toml": SHOP.replace("corner_px = 10", f'corner_px = 10\nlayout = "{layout}"'),
        "products/goldan.md": a_product({"Seller": "کارگاه لالجین"}, body=table),
    }
    build(a_folder(tmp_path / "site", files), tmp_path / "out")
    shelf = re.search("<main.*</main>", page(tmp_path / "out", "categories/home.html"), re.DOTALL)
    assert shelf
    with a_reader(browser, width=width, height=640, javascript=True) as reader:
        reader.set_content(f'<html dir="rtl" class="{layout}"><style>{CSS}</style>{shelf[0]}')
        told, over = reader.evaluate(OVERLAPPING)

    assert (told, over) == (4 if layout in {"ruled", "listed"} else 3, [])
