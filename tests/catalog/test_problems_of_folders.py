"""Slips that concern a whole folder: files against each other, encodings, drafts, all problems in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalog.builders import CATEGORY, POLICY, SHOP, a_folder, a_product, build

SECOND = "products/sabad.md"


def report_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the printed problems of a build that must fail and publish nothing."""
    output = folder.with_name("out")
    with pytest.raises(SystemExit) as stop:
        build(folder, output)
    assert stop.value.code == 1
    assert not output.exists()
    assert not output.with_name("out.release").exists()
    return capsys.readouterr().err.splitlines()[:-1]


def test_a_sku_of_two_products_names_both_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_folder(tmp_path / "site", {SECOND: a_product({"Slug": "sabad"})})

    assert report_of(folder, capsys) == [
        ("products/sabad.md:3: SH117 Sku «GOLDAN-1» پیش‌تر در products/goldan.md:3 آمده است. به یکی کد تازه بدهید.")
    ]


def test_a_slug_of_two_products_names_both_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_folder(tmp_path / "site", {SECOND: a_product({"Sku": "SABAD-1"})})

    assert report_of(folder, capsys) == [
        "products/sabad.md:2: SH118 Slug «goldan» پیش‌تر در products/goldan.md:2 آمده است. یکی را عوض کنید."
    ]


def test_a_file_of_another_encoding_is_named_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_folder(tmp_path / "site", {SECOND: "Slug: sabad\nTitle: سبد\n".encode("windows-1256")})

    assert report_of(folder, capsys) == [
        (
            "products/sabad.md:2: SH001 این پرونده UTF-8 نیست."
            " آن را در ویرایشگر با «Save with Encoding → UTF-8» دوباره ذخیره کنید."
        )
    ]


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n cut short"], ids=["empty", "svg", "cut"])
def test_a_picture_that_is_none_is_named(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_folder(
        tmp_path / "site", {"images/bad.webp": content, "products/goldan.md": a_product({"Image": "bad.webp"})}
    )

    assert report_of(folder, capsys) == [
        (
            "products/goldan.md:7: SH120 پرونده‌ی images/bad.webp عکس نیست یا ناقص است."
            " آن را دوباره با فرمت WebP، JPEG یا PNG ذخیره کنید."
        )
    ]


def test_a_folder_of_drafts_only_has_no_product(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_folder(tmp_path / "site", {"products/goldan.md": a_product({"Status": "draft"})})

    assert report_of(folder, capsys) == [
        "products:1: SH401 هیچ کالای منتشرشده‌ای در پوشه‌ی products نیست. دست‌کم یک پرونده با Status: published بگذارید."
    ]


def test_every_problem_of_the_folder_is_printed_in_one_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_folder(
        tmp_path / "site",
        {
            "shop.toml": SHOP.replace('"24 working hours"', '"یک روز"'),
            "categories/home.md": CATEGORY.replace("Order: 1", "Order: اول"),
            "policies/rules.md": POLICY.replace("Title: قاعده‌ها\n", ""),
            "products/goldan.md": a_product({"Price": "ارزان"}, ["Stock"], "[متن](../gone.md)"),
        },
    )

    found = ["".join(line.split()[:2]) for line in report_of(folder, capsys)]

    assert found == [
        "categories/home.md:3:SH109",
        "policies/rules.md:1:SH005",
        "products/goldan.md:1:SH005",
        "products/goldan.md:4:SH105",
        "products/goldan.md:13:SH204",
        "shop.toml:50:SH305",
    ]


def test_a_failing_build_leaves_the_last_good_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_folder(tmp_path / "site")
    output = tmp_path / "out"
    build(folder, output)
    before = {file: file.read_bytes() for file in tmp_path.rglob("out*/**/*") if file.is_file()}
    a_folder(folder, {"products/goldan.md": a_product({"Price": ""})})

    with pytest.raises(SystemExit):
        build(folder, output, DELETE_OUTPUT_DIRECTORY=True)

    assert "SH006" in capsys.readouterr().err
    assert {file: file.read_bytes() for file in tmp_path.rglob("out*/**/*") if file.is_file()} == before
    assert before


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + a_product(),
        a_product().replace("\n", "\r\n"),
        a_product().replace(": ", ":\t"),
        a_product().replace(": ", ":", 3),
        "---\n" + a_product().replace("\n\n", "\n---\n"),
        a_product({"Price": "۲۵۰٬۰۰۰", "Stock": "۱۲", "Weight": "۸۰۰"}),
        a_product({"Price": "250,000", "Date": "2026-09-05"}),
        a_product({"Price": "٢٥٠٬٠٠٠", "Date": "1405-6-14"}),
    ],
    ids=["bom", "crlf", "tab", "no blank", "fences", "persian digits", "gregorian", "arabic digits"],
)
def test_harmless_habits_change_nothing(text: str, tmp_path: Path) -> None:
    build(a_folder(tmp_path / "plain"), tmp_path / "expected")

    build(a_folder(tmp_path / "site", {"products/goldan.md": text}), tmp_path / "out")

    name = (tmp_path / "expected.release" / "current").read_text()
    assert (tmp_path / "out.release" / "current").read_text() == name
    assert (tmp_path / "out/products/goldan.html").read_bytes() == (
        tmp_path / "expected/products/goldan.html"
    ).read_bytes()
