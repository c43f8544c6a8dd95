"""What ``scripts/bench pages`` makes of what browsers and checkers say; the checkers themselves are not run here."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.lib.bench.storefront.axe import findings
from scripts.lib.bench.storefront.main import main
from scripts.lib.bench.storefront.tools import reading_joined_letters
from scripts.lib.bench.storefront.weight import Load, Weight
from tests.journeys.static_kinds import static_kinds

LIGATURE = "function _isIconLigature(textVNode) {"
PAGES = {
    "index.html": "home",
    "404.html": "not there",
    "products/a.html": '<form class="buy">',
    "products/b.html": '<form class="buy"><input type="radio">',
    "products/c.html": "sold out",
    "products/d.html": '<article class="wide withdrawn">',
    "products/e.html": '<meta http-equiv="refresh" content="0; url=/">',
    "products/longer.html": '<form class="buy"> and a long story',
    "categories/x.html": "shelf",
    "policies/y.html": "<table>",
}


def a_load(
    page: str, sort: str, html: float, *, first_picture: float = 0.0, requests: int = 3, foreign: int = 0
) -> Load:
    sizes = {"document": html, "stylesheet": 10.0, "script": 0.0, "font": 33.5}
    return Load(page, sort, sizes, first_picture, requests, foreign)


def test_axe_no_longer_looks_for_icons() -> None:
    assert reading_joined_letters(f"a; {LIGATURE} b; }}") == f"a; {LIGATURE} return false; b; }}"


@pytest.mark.parametrize("axe", ["", f"{LIGATURE} }} {LIGATURE} }}"])
def test_an_axe_that_looks_for_them_elsewhere_is_not_trusted(axe: str) -> None:
    with pytest.raises(ValueError, match="icon fonts"):
        reading_joined_letters(axe)


def test_each_element_that_breaks_a_rule_is_a_finding() -> None:
    nodes = [{"target": ["a.b"], "failureSummary": "Fix:\n  this"}, {"target": ["c"], "failureSummary": "that"}]
    assert findings([{"id": "rule", "nodes": nodes}]) == ["rule: a.b: Fix: this", "rule: c: that"]


def test_the_worst_page_of_each_sort_is_told() -> None:
    loads = [
        a_load("s, product", "product", 5, first_picture=20, requests=9),
        a_load("t, product", "product", 16, requests=13, foreign=1),
        a_load("s, home", "list", 25, requests=25),
        a_load("s, policy", "policy", 1),
        a_load("s, cart", "checkout", 2),
    ]
    figures = {figure.what: figure for figure in Weight(loads).section().figures}
    worst = figures["HTML, product"]
    assert (worst.value, worst.beside, worst.met) == (16, "t, product", False)
    assert (figures["HTML, list"].value, figures["HTML, list"].met) == (25, True)
    assert (figures["requests, product"].value, figures["requests, product"].met) == (13, False)
    assert (figures["first picture, any page"].value, figures["first picture, any page"].beside) == (20, "s, product")
    assert (figures["pages that ask a foreign host"].value, figures["pages that ask a foreign host"].met) == (1, False)


def test_kinds_of_pages_are_found_in_the_pages_and_the_heaviest_stands_for_each(tmp_path: Path) -> None:
    for name, html in PAGES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(html, encoding="utf-8")
    assert static_kinds(tmp_path) == {
        "home": "/",
        "not-found": "/404.html",
        "product": "/products/longer.html",
        "product-variants": "/products/b.html",
        "product-sold-out": "/products/c.html",
        "withdrawn": "/products/d.html",
        "moved": "/products/e.html",
        "category": "/categories/x.html",
        "policy": "/policies/y.html",
        "policy-table": "/policies/y.html",
    }


def test_a_name_that_is_no_shop_and_no_row_ends_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["weihgt"])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "no row and no shop «weihgt»; there are: weight, lighthouse, axe, html, headers, atrebeheshti" in said
