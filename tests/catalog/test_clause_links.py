"""Every clause of a policy page is a link to itself, named by its own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalog.clause_links import below_others, linked
from tests.builders import SHOPS
from tests.catalog.builders import ROOT, a_folder, build, page


def test_a_heading_with_an_anchor_leads_to_itself(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    html = page(tmp_path / "out", "policies/rules.html")

    assert '<h2 id="quantity"><a class="clause" href="#quantity">تعداد</a></h2>' in html
    assert len(re.findall('class="clause"', html)) == 5


@pytest.mark.parametrize(
    "html", ["<h2>بی‌لنگر</h2>", '<h2 id="a">با <a href="/x">پیوند</a></h2>', '<p id="a">بند</p>', '<h2 id="a">باز</h3>']
)
def test_what_is_no_plain_clause_stays(html: str) -> None:
    assert linked(html) == html


def test_emphasis_in_a_heading_stays_in_its_link() -> None:
    assert linked('<h3 id="a"><b>مهم</b></h3>') == '<h3 id="a"><a class="clause" href="#a"><b>مهم</b></a></h3>'


@pytest.mark.parametrize("name", SHOPS)
def test_every_clause_of_the_five_shops_can_be_linked_and_stands_in_the_contents(name: str, tmp_path: Path) -> None:
    build(ROOT / "content" / name, tmp_path / "out")
    seen = 0

    for file in sorted((tmp_path / "out/policies").glob("*.html")):
        html = file.read_text(encoding="utf-8")
        main = html.partition("<main")[2].partition("</main>")[0]
        anchors = re.findall(r'<h[2-6] id="([^"]+)"', main)
        assert re.findall(r'<a class="clause" href="#([^"]+)"', main) == anchors, file.name
        assert len(re.findall("<h[2-6]", main)) == len(anchors), file.name
        contents = re.findall(
            r'<li[^>]*><a href="#([^"]+)">', main.partition('<nav class="contents"')[2].partition("</nav>")[0]
        )
        assert contents == (anchors if len(anchors) > 2 else []), file.name
        assert re.search(r'<p class="lead">[^<]{20,}</p>', main), file.name
        seen += len(anchors)
    assert seen > 20


def test_a_clause_below_another_stands_below_it_in_the_contents() -> None:
    html = '<h2 id="a">الف</h2><h3 id="b">ب</h3><h2 id="c">ج</h2>'

    assert below_others(html) == {"b"}
    assert below_others('<h3 id="a">الف</h3><h3 id="b">ب</h3>') == set()
    assert below_others("<p>هیچ</p>") == set()
