"""Latin names in Persian text keep their own direction; short ones with a hyphen stay in one piece."""

from __future__ import annotations

import pytest
from markupsafe import escape

from shop.latin import has_name, isolated

PIECE = '<span class="nowrap">{}</span>'


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("گلدان سفالی", "گلدان سفالی"),
        ("مودم VDSL2 و ADSL2+ بی‌سیم", "مودم <bdi>VDSL2</bdi> و <bdi>ADSL2+</bdi> بی‌سیم"),
        ("کابل USB-C به USB-C", f"کابل <bdi>{PIECE.format('USB-C')}</bdi> به <bdi>{PIECE.format('USB-C')}</bdi>"),
        ("روتر TP-Link TL-WR841N", f"روتر <bdi>{PIECE.format('TP-Link')} {PIECE.format('TL-WR841N')}</bdi>"),
        ("هاب ABCDEF-12345", f"هاب <bdi>{PIECE.format('ABCDEF-12345')}</bdi>"),
        ("هاب ABCDEF-123456", "هاب <bdi>ABCDEF-123456</bdi>"),
        ("مودم جیبی 4G.", "مودم جیبی <bdi>4G</bdi>."),
        ("گوشی A5-", "گوشی <bdi>A5</bdi>-"),
        ("USB 3.2، ۲٫۴ GHz", "<bdi>USB 3.2</bdi>، <bdi>۲٫۴ GHz</bdi>"),
        ("D-Link & R&D", f"<bdi>{PIECE.format('D-Link')}</bdi> &amp; <bdi>R&amp;D</bdi>"),
        ("<b>", "&lt;<bdi>b</bdi>&gt;"),
        ('"A"', "&#34;<bdi>A</bdi>&#34;"),
    ],
)
def test_a_latin_name_stands_alone(title: str, shown: str) -> None:
    assert isolated(escape(title)) == shown
    assert has_name(title) == ("<bdi>" in shown)


def test_what_is_escaped_already_is_not_escaped_again() -> None:
    assert isolated("a &lt; b &amp; پ") == "<bdi>a</bdi> &lt; <bdi>b</bdi> &amp; پ"
