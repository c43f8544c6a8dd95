"""What ``scripts/check-content --fix`` mends is what the checker warns of, and nothing else changes."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from catalog.content import KINDS
from catalog.letters import check_letters
from catalog.mending import PRODUCT_ORDER, mend_file, mended
from catalog.problems import Code, Problems
from catalog.product_reader import KEYS
from catalog.source import read_sources
from tests.builders import SHOPS
from tests.catalog.builders import ROOT, a_folder, a_product

FILES = [file for shop in SHOPS for kind in KINDS for file in sorted((ROOT / "content" / shop / kind).glob("*.md"))]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("كتاب مي‌رود", "کتاب می‌رود"),
        ("می شود و نمی خواهند", "می‌شود و نمی‌خواهند"),
        ("می داد، نمی رفتیم", "می‌داد، نمی‌رفتیم"),
        ("کتاب ها و گلدان هایی از بزرگ ترین", "کتاب‌ها و گلدان‌هایی از بزرگ‌ترین"),
        ("هاي مي شود", "های می‌شود"),
        ("بهای ٤٥٦٬٠٠٠ تومان", "بهای ۴۵۶٬۰۰۰ تومان"),
        ("گل\u200f سرخ\u200b", "گل سرخ"),
        ("خانه\u200c ما و کتاب\u200c\u200cها", "خانه ما و کتاب‌ها"),
    ],
)
def test_what_was_not_meant_is_mended(typed: str, meant: str) -> None:
    assert mended("policies", f"Title: {typed}\n\n{typed}\n") == f"Title: {meant}\n\n{meant}\n"


@pytest.mark.parametrize(
    "text",
    [
        "می و معشوق، می ناب",  # wine is a word
        "هاون و ها",
        "نمی از باران",  # moisture is a word
        "`می شود` و ```\nكتاب ها\n``` و ~~~\n٤٥٦",
        "[راهنما](../policies/كتاب ها.md) و <a href='ي'>",
        "{shop:contact.mobile} <!-- می شود --> https://example.com/٤",
        "خانه‌ی ۱۲۳ و 456",
    ],
)
def test_words_code_addresses_and_names_stay(text: str) -> None:
    assert mended("products", f"Title: الف\n\n{text}\n") == f"Title: الف\n\n{text}\n"


def test_keys_come_into_the_order_of_the_shops() -> None:
    typed = "---\nSummary: ب\nwas: 1405/01/02 | 1\nSku: A-1\nWas: 1405/01/01 | 2\nTitle: الف\n---\nمتن\n"
    assert mended("products", typed) == (
        "---\nTitle: الف\nSku: A-1\nwas: 1405/01/02 | 1\nWas: 1405/01/01 | 2\nSummary: ب\n---\nمتن\n"
    )
    assert sorted(PRODUCT_ORDER) == sorted(KEYS.all())


@pytest.mark.parametrize("line", ["Pirce: 3", "no key", "  goes on"])
def test_keys_stay_where_one_among_them_is_unclear(line: str) -> None:
    typed = f"Summary: ب\n{line}\nTitle: الف\n\nمتن\n"
    assert mended("products", typed) == typed


def test_a_file_is_mended_in_its_place(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes("\ufeffTitle: كتاب\r\n\r\nمی شود\r\n".encode())
    file.chmod(0o640)

    assert mend_file(file, "policies")
    assert file.read_bytes() == "Title: کتاب\r\n\r\nمی‌شود\r\n".encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert not mend_file(file, "policies")
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("raw", ["Title: كتاب".encode("cp1256"), b"Title: \x00 \xd9\x83", b"", b"\n"])
def test_what_is_no_text_is_left_to_the_checker(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(raw)

    assert not mend_file(file, "products")
    assert file.read_bytes() == raw


def test_the_five_shops_have_nothing_to_mend() -> None:
    texts = {file: file.read_text(encoding="utf-8") for file in FILES}
    assert len(texts) > 150
    assert [file for file, text in texts.items() if mended(file.parent.name, text) != text] == []


def test_what_is_mended_is_what_was_warned_of(tmp_path: Path) -> None:
    body = "كتاب ها\n\nمی شود، نمی شود ٤٥٦\u200f\n"
    folder = a_folder(tmp_path, {"products/goldan.md": a_product(body=body)})
    assert warned(folder) == [
        (Code.ARABIC_LETTER, "كتاب", "کتاب", ""),
        (Code.HALF_SPACE, "كتاب ها", "كتاب‌ها", "۲"),
        (Code.HIDDEN_MARK, "U+200F", "", ""),
        (Code.ARABIC_DIGIT, "٤٥٦", "۴۵۶", ""),
    ]

    assert mend_file(folder / "products/goldan.md", "products")
    assert warned(folder) == []


def warned(folder: Path) -> list[tuple[Code, str, str, str]]:
    problems = Problems()
    for source in read_sources(folder, "products", problems):
        check_letters(source, problems)
    return [(one.code, one.facts["value"], one.facts["example"], one.facts["others"]) for one in problems.found()]
