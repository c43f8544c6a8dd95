"""Warnings: printed like problems, with file and line, and they stop nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from shop.rules.payment import NoAccount, may_pay
from shop.verdict import Refused
from tests.builders import a_bill
from tests.catalog.builders import BODY_LINE, POLICY, SHOP, a_folder, a_product, build, page, release_in

GOODS = "products/goldan.md"


def told(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Build a folder, which must succeed, and return what was printed."""
    build(folder, folder.with_name("out"))
    assert (folder.with_name("out") / "index.html").is_file()
    return capsys.readouterr().err.splitlines()


def test_a_shop_without_slips_is_told_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(a_folder(tmp_path / "site"), capsys) == []


@pytest.mark.parametrize("blank", ['card = ""\n', 'card = "  "\n', ""])
def test_a_method_without_its_number_is_reported_and_not_offered(
    blank: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """BAQ-021."""
    toml = SHOP.replace('card = "9999990000001236"\n', blank)
    line = 24 if blank else 22

    lines = told(a_folder(tmp_path / "site", {"shop.toml": toml}), capsys)

    assert lines == [
        (
            "policies/rules.md:43:6: SH502 هشدار: «{shop:accounts.card}» در shop.toml خالی یا پُرکننده است و در صفحه «هنوز اعلام نشده» آمد."
            " مقدارش را در shop.toml بنویسید."
        ),
        (
            f"shop.toml:{line}: SH501 هشدار: accounts.card خالی است و روش پرداخت «کارت به کارت» به خریدار پیشنهاد نمی‌شود."
            " شماره را بنویسید یا آن روش را پاک کنید."
        ),
    ]
    assert "کارت هنوز اعلام نشده، ایمیل" in page(tmp_path / "out", "policies/rules.html")
    shop = release_in(tmp_path / "out.release").shop
    verdict = may_pay(shop, shop.payment[2], a_bill())
    assert isinstance(verdict, Refused)
    assert verdict.reason == NoAccount()


def test_words_from_an_arabic_keyboard_are_named_once_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    product = a_product({"Title": "گلدان كوچك"}, body="زيبا و سبك.\n")

    assert told(a_folder(tmp_path / "site", {GOODS: product}), capsys) == [
        f"{GOODS}:1: SH503 هشدار: «كوچك» حرف عربی دارد. با ی و ک فارسی بنویسید: کوچک (و ۲ جای دیگر در همین پرونده)"
    ]


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u202b", "\u2067", "\u200b"])
def test_a_mark_that_nobody_sees_is_named(mark: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    product = a_product(body=f"سطر یکم\nسطر{mark} دوم\n")

    assert told(a_folder(tmp_path / "site", {GOODS: product}), capsys) == [
        f"{GOODS}:{BODY_LINE + 1}: SH504 هشدار: نشان نادیدنی U+{ord(mark):04X} در این خط است. آن را پاک کنید."
    ]


def test_half_spaces_and_joiners_are_letters_like_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    product = a_product(body="می‌شود؛ سال ۱۴۰۰ ه\u200d.ش.\n")

    assert told(a_folder(tmp_path / "site", {GOODS: product}), capsys) == []


@pytest.mark.parametrize(("size", "warned"), [((899, 1200), True), ((1200, 899), True), ((900, 900), False)])
def test_a_small_picture_is_named_with_its_shorter_side(
    size: tuple[int, int], warned: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = a_folder(tmp_path / "site", {GOODS: a_product({"Image": "small.png"})})
    Image.new("RGB", size, "#2da052").save(folder / "images/small.png")

    line = f"{GOODS}:7: SH505 هشدار: ضلع کوتاه عکس images/small.png فقط 899 پیکسل است. عکسی با دست‌کم ۹۰۰ پیکسل بگذارید."
    assert told(folder, capsys) == ([line] if warned else [])
    assert told(folder, capsys) == ([line] if warned else [])  # the second time from the cache


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("## گروه {#group}\n\n### پرسش {#question}\n\nپاسخ.\n", []),
        ("## یک {#one}\n<!-- states: BAQ-121 -->\n\n## دو {#two}\n\nپاسخ.\n", [6]),
        ("## گروه {#g}\n\nسخن.\n\n### یک {#one}\n\n## دو {#two}\n\nپاسخ.\n", [10]),
        ("## یک {#one}\n\nپاسخ.\n\n## دو {#two}\n", [10]),
        ("## یک\n\n## دو\n", []),
    ],
    ids=["group", "next", "higher", "end", "unnamed"],
)
def test_a_question_without_text_is_named(
    text: str, lines: list[int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """BAQ-121."""
    folder = a_folder(
        tmp_path / "site", {"policies/faq.md": f"Title: پرسش‌ها\nSlug: faq\nOrder: 2\nSummary: پاسخ‌ها\n\n{text}"}
    )

    assert told(folder, capsys) == [
        f"policies/faq.md:{line}: SH506 هشدار: زیر این عنوان متنی نیست. پاسخ یا قاعده را بنویسید، یا عنوان را پاک کنید."
        for line in lines
    ]


def test_drafts_are_counted_in_one_line_at_the_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "products/one.md": a_product({"Status": "draft"}),
        "policies/two.md": "Status: draft\n\n",
        GOODS: a_product(body="زيبا\n"),
    }

    lines = told(a_folder(tmp_path / "site", files), capsys)

    assert len(lines) == 2
    assert lines[-1] == "۲ پیش‌نویس منتشر نشد."


def test_warnings_stand_before_what_must_be_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "policies/rules.md": POLICY.replace("Order: 1", "Order: یک"),
        GOODS: a_product(body="زيبا\n"),
        "products/one.md": a_product({"Status": "draft"}),
    }

    with pytest.raises(SystemExit):
        build(a_folder(tmp_path / "site", files), tmp_path / "out")

    lines = capsys.readouterr().err.splitlines()
    assert [line.split()[1] for line in lines[:2]] == ["SH503", "SH109"]
    assert lines[2:] == ["۱ مورد را درست کنید؛ چیزی منتشر نشد."]
