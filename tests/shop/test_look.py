"""One style sheet for pages and service."""

from __future__ import annotations

import pytest

from shop.look import style_sheet, style_sheet_name
from shop.terms import Look

LOOK = Look(brand="#1f5b43", paper="#fbf7ee", corner_px=10)


def test_a_style_sheet_opens_with_the_shops_look() -> None:
    sheet = style_sheet(LOOK, ["a { color: var(--brand) }\n", "\nb { margin: 0 }"])

    assert sheet == (":root{--brand:#1f5b43;--paper:#fbf7ee;--corner:10px}\na{color:var(--brand)}\nb{margin:0}\n")


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("/* why\n */\na {\n  margin: 0 auto;\n  padding: 0;\n}\n", "a{margin:0 auto;padding:0}"),
        ("a, b > c :is(d, e)::after { x: y }", "a,b > c :is(d,e)::after{x:y}"),
        ("a { width: calc(1px + 2 * 3px) }", "a{width:calc(1px + 2 * 3px)}"),
        (
            'a { content: \' {  ; /* no */ } \' ; quotes: "«  " "  »" }',
            'a{content:\' {  ; /* no */ } \';quotes:"«  " "  »"}',
        ),
        (
            "@media (width >= 48rem) and (hover: none) { a { b: c; } }",
            "@media (width >= 48rem) and (hover:none){a{b:c}}",
        ),
    ],
)
def test_what_only_its_writers_need_is_not_sent(written: str, sent: str) -> None:
    assert style_sheet(LOOK, [written]).partition("\n")[2] == f"{sent}\n"


def test_an_accent_stands_beside_the_brand() -> None:
    look = Look(brand="#1f5b43", paper="#fbf7ee", corner_px=10, accent="#f2a81d", layout="full")

    assert style_sheet(look, []) == ":root{--brand:#1f5b43;--paper:#fbf7ee;--corner:10px;--accent:#f2a81d}\n"


def test_its_name_follows_its_content() -> None:
    assert style_sheet_name(style_sheet(LOOK, ["a"])) == style_sheet_name(style_sheet(LOOK, ["a"]))
    assert style_sheet_name(style_sheet(LOOK, ["a"])) != style_sheet_name(style_sheet(LOOK, ["b"]))
    assert style_sheet_name("").startswith("site.")
    assert style_sheet_name("").endswith(".css")
