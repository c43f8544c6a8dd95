"""One style sheet for pages and service."""

from __future__ import annotations

from shop.look import style_sheet, style_sheet_name
from shop.terms import Look

LOOK = Look(brand="#1f5b43", paper="#fbf7ee", corner_px=10)


def test_a_style_sheet_opens_with_the_shops_look() -> None:
    sheet = style_sheet(LOOK, ["a { color: var(--brand) }\n", "\nb { margin: 0 }"])

    assert sheet == (
        ":root{--brand:#1f5b43;--paper:#fbf7ee;--corner:10px}\na { color: var(--brand) }\nb { margin: 0 }\n"
    )


def test_an_accent_stands_beside_the_brand() -> None:
    look = Look(brand="#1f5b43", paper="#fbf7ee", corner_px=10, accent="#f2a81d", layout="full")

    assert style_sheet(look, []) == ":root{--brand:#1f5b43;--paper:#fbf7ee;--corner:10px;--accent:#f2a81d}\n"


def test_its_name_follows_its_content() -> None:
    assert style_sheet_name(style_sheet(LOOK, ["a"])) == style_sheet_name(style_sheet(LOOK, ["a"]))
    assert style_sheet_name(style_sheet(LOOK, ["a"])) != style_sheet_name(style_sheet(LOOK, ["b"]))
    assert style_sheet_name("").startswith("site.")
    assert style_sheet_name("").endswith(".css")
