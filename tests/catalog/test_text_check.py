"""What a text would do to its page that its editor did not want: told at its line, before anybody sees the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.content import Content, Hosts, read_content
from catalog.problem_words import report_line
from tests.catalog.builders import POLICY, ROOT, SHOP, a_folder, a_product

HERE = "products/goldan.md"
LINE = 14
"""Where the text of the standard product begins."""


def read(folder: Path) -> Content:
    return read_content(folder, ROOT / ".cache" / "pictures", Hosts())


def told(place: Path, body: str) -> list[str]:
    """Return the line of each problem of a product with a text, its code, and what it names."""
    content = read(a_folder(place, {HERE: a_product(body=body)}))
    found = (*content.problems, *content.warnings)
    return [f"{one.spot.line} {one.code} {one.facts.get('value', '')}".strip() for one in found]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<b>تازه\n", "<b>"),
        ("<div>\nتازه\n\nدیگر\n", "<div>"),
        ("تازه</div>\n", "</div>"),
        ("</div></main></body>\n", "</div>"),
        ("<!-- یادداشت\n\nگلدان\n", "<!--"),
        ('<a href="/">متن\n\nبند\n', "<a>"),
        ("<b><i>تازه</b></i>\n", "<i>"),
    ],
)
def test_half_a_tag_stops_the_build(body: str, found: str, tmp_path: Path) -> None:
    assert f"{LINE} SH211 {found}" in told(tmp_path, body)


@pytest.mark.parametrize(
    "body",
    ["<b>تازه</b><br>\n", "<ul><li>یک<li>دو</ul>\n", "<p>یک\n\n<p>دو\n", "تا ۵ < ۶\n", "<!-- یادداشت -->\nگلدان\n"],
    ids=["paired", "list", "paragraphs", "less than", "comment"],
)
def test_what_html_closes_itself_is_whole(body: str, tmp_path: Path) -> None:
    assert told(tmp_path, body) == []


def test_a_frame_is_told_as_a_tag_and_not_as_a_picture_too(tmp_path: Path) -> None:
    assert told(tmp_path, '<iframe src="https://a.example/x"></iframe>\n') == [f"{LINE} SH201 iframe"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("**متن پررنگ\n", "**م"),
        ("[قانون] (../policies/rules.md)\n", "[قانون] (../policies/rules.md)"),
        ("(قانون)[../policies/rules.md]\n", ")[../policies/rules.md]"),
        ("{shp:contact.mobile}\n", "{shp:contact.mobile}"),
        ("{ shop:contact.mobile }\n", "{ shop:contact.mobile }"),
        ("{shop:contact.mobile\n", "{shop:contact.mobile"),
        ("{{shop:contact.mobile}}\n", "{{shop:contact.mobile}}"),
        ("| ویژگی | مقدار |\n| وزن | ۱ |\n", "| ویژگی | مقدار |"),
        ("```\nمتن\n", "```"),
        ("<<<<<<< HEAD\nمتن\n", "<<<<<<< HEAD"),
    ],
)
def test_a_mark_that_would_be_shown_as_typed_is_warned_of(body: str, found: str, tmp_path: Path) -> None:
    assert told(tmp_path, body) == [f"{LINE} SH537 {found}"]


@pytest.mark.parametrize(
    "body",
    ["`**` و `{shp:x}`\n", "بازه‌ی [۱ تا ۵]\n", "۲ * ۳\n", "    | خط\n", "۱|۲\n"],
    ids=["code", "brackets", "star", "block", "bar"],
)
def test_marks_that_are_meant_are_left_alone(body: str, tmp_path: Path) -> None:
    assert told(tmp_path, body) == []


@pytest.mark.parametrize("title", ["<b>گلدان</b>", "**گلدان**", '"گلدان"', "گلدان {shop:shop.name}"])
def test_marks_in_a_title_are_warned_of(title: str, tmp_path: Path) -> None:
    content = read(a_folder(tmp_path, {HERE: a_product({"Title": title})}))

    assert [(one.spot.line, one.code) for one in content.warnings] == [(1, "SH537")]


def test_placeholders_are_no_marks_while_the_terms_are_wrong(tmp_path: Path) -> None:
    content = read(a_folder(tmp_path, {"shop.toml": f"{SHOP}\nx", "policies/rules.md": POLICY}))

    assert [one.code for one in (*content.problems, *content.warnings)] == ["SH302"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("# بزرگ\n\nمتن\n", "۱ ## "),
        ("## بخش\n\nمتن\n\n#### ریز\n\nمتن\n", "۵ ### "),
        ("### ریز\n\nمتن\n", "۱ ## "),
    ],
)
def test_a_heading_out_of_step_is_warned_of_with_its_level(body: str, found: str, tmp_path: Path) -> None:
    (warning,) = read(a_folder(tmp_path, {HERE: a_product(body=body)})).warnings

    line, example = found.split()
    assert (warning.code, warning.spot.line) == ("SH538", LINE - 1 + int(line))
    assert warning.facts["example"] == example


def test_headings_step_by_step_are_right(tmp_path: Path) -> None:
    assert told(tmp_path, "## یک\n\nمتن\n\n### دو\n\nمتن\n\n## سه\n\nمتن\n") == []


@pytest.mark.parametrize(("row", "cells"), [("| وزن | ۱ | کیلو |", "۳"), ("| وزن ۱ کیلو |", "۱")])
def test_a_row_longer_or_shorter_than_its_head_is_warned_of(row: str, cells: str, tmp_path: Path) -> None:
    table = f"| ویژگی | مقدار |\n| --- | --- |\n| رنگ | سبز |\n{row}\n"

    assert told(tmp_path, table) == [f"{LINE + 3} SH539 {cells}"]


def test_a_bar_within_a_cell_is_no_cell_of_its_own(tmp_path: Path) -> None:
    assert told(tmp_path, "| ویژگی | مقدار |\n| --- | --- |\n| رنگ | سبز \\| آبی |\n") == []


def test_a_picture_without_words_is_warned_of(tmp_path: Path) -> None:
    assert told(tmp_path, "![ ](../images/goldan.png)\n") == [f"{LINE} SH540 ../images/goldan.png"]


@pytest.mark.parametrize(("key", "longest"), [("Title", 100), ("Summary", 140)])
def test_words_that_lists_would_cut_are_warned_of(key: str, longest: int, tmp_path: Path) -> None:
    fits = read(a_folder(tmp_path / "fits", {HERE: a_product({key: "ا" * longest})}))
    longer = read(a_folder(tmp_path / "longer", {HERE: a_product({key: "ا" * (longest + 1)})}))

    assert fits.warnings == ()
    assert [one.code for one in longer.warnings] == ["SH541"]


@pytest.mark.parametrize(
    ("address", "code", "meant"),
    [
        ("http://localhost:8000/", "SH203", ""),
        ("http://192.168.1.4/a", "SH203", ""),
        ("mialto:info@golkhaneh.example", "SH203", "mailto:info@golkhaneh.example"),
        ("www.golkhaneh.example", "SH204", "https://www.golkhaneh.example"),
        ("info@golkhaneh.example", "SH204", "mailto:info@golkhaneh.example"),
        ("۰۹۱۲-۰۰۰-۰۰۱۱", "SH204", "tel:09120000011"),
        ("https://golkhaneh.example/policies/ruels.html", "SH204", "/policies/rules.html"),
        ("", "SH204", ""),
    ],
)
def test_a_link_that_nobody_could_follow_is_told_with_what_was_meant(
    address: str, code: str, meant: str, tmp_path: Path
) -> None:
    content = read(a_folder(tmp_path, {HERE: a_product(body=f"گلدان.\n\n[متن]({address})\n")}))

    assert [(one.spot.line, one.code, one.facts.get("meant", "")) for one in content.problems] == [
        (LINE + 2, code, meant)
    ]
    assert report_line(content.problems[0])


def test_a_link_to_the_shop_itself_is_one_wherever_it_stands_for_now(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, {HERE: a_product(body="[گلخانه]({shop:shop.site_url})\n")})

    for hosts in (Hosts(), Hosts("http://127.0.0.1:8010", "http://127.0.0.1:8010")):
        assert read_content(folder, ROOT / ".cache" / "pictures", hosts).problems == ()


def test_a_link_to_the_shops_own_address_is_one_within_it(tmp_path: Path) -> None:
    assert told(tmp_path, "[متن](https://golkhaneh.example/policies/rules.html#order)\n") == []
