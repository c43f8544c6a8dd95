"""What a class of goods asks of its products' pages: a name, a note, and rows of the specification table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalog.builders import BODY_LINE, ROOT, SHOP, a_folder, a_product, build, page
from tests.catalog.test_withdrawn import errors

ASKS = SHOP.replace('name = "گیاه"', 'name = "گیاه"\nnote = "دور از دسترس گربه."\nspecifications = ["آبیاری", "نور"]')
HERE = "products/goldan.md"
TABLE = "## مشخصات\n\n| ویژگی | مقدار |\n| --- | --- |\n| **آبیاری** | هفته‌ای یک بار |\n| نور | {light} |\n"


def plant(body: str) -> dict[str, str]:
    """Return a product of the class that asks for two rows."""
    return {"shop.toml": ASKS, HERE: a_product({"Class": "plant"}, body=body)}


def test_ATR_030_a_product_with_every_row_its_class_asks_for_is_published(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site", plant(TABLE.format(light="سایه"))), tmp_path / "out")

    assert "هفته‌ای یک بار" in page(tmp_path / "out", "products/goldan.html")


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (f"متن.\n\n{TABLE.format(light='')}", BODY_LINE + 2),
        (f"متن.\n\n{TABLE.format(light='سایه').replace('نور', 'روشنایی')}", BODY_LINE + 2),
        (
            f"نور: سایه\n\n{TABLE.format(light='سایه').replace('| نور | سایه |', '<!-- | نور | سایه | -->')}",
            BODY_LINE + 2,
        ),
    ],
    ids=["without a value", "another row", "in the text and a comment only"],
)
def test_ATR_030_a_product_without_such_a_row_fails_the_build(
    body: str, line: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert errors(a_folder(tmp_path / "site", plant(body)), capsys) == [
        f"{HERE}:{line}: SH121 کالای رده‌ی «گیاه» در جدول مشخصات ردیف «نور» ندارد. مقدارش را بنویسید: | نور | … |"
    ]


def test_ATR_030_every_missing_row_is_named_and_without_a_table_at_the_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = errors(a_folder(tmp_path / "site", plant("متن.\n")), capsys)

    assert [line[: line.index("ندارد")] for line in found] == [
        f"{HERE}:{BODY_LINE}: SH121 کالای رده‌ی «گیاه» در جدول مشخصات ردیف «{row}» " for row in ("آبیاری", "نور")
    ]


def test_ATR_010_a_page_carries_the_note_of_its_class_and_no_other(tmp_path: Path) -> None:
    files = {**plant(TABLE.format(light="سایه")), "products/tas.md": a_product({"Slug": "tas", "Sku": "TAS-1"})}

    build(a_folder(tmp_path / "site", files), tmp_path / "out")

    with_note, without = (page(tmp_path / "out", f"products/{name}.html") for name in ("goldan", "tas"))
    assert '<p class="notice__title">گیاه</p>' in with_note
    assert "<p>دور از دسترس گربه.</p>" in with_note
    assert "دور از دسترس گربه" not in without
    assert "رده: خانه." in without


PERFUMES = sorted((ROOT / "content/atrebeheshti/products").glob("*.md"))


def test_ATR_010_ATR_036_every_perfume_page_warns_and_blends_have_no_guarantee(tmp_path: Path) -> None:
    """ATR-010, ATR-036."""
    build(ROOT / "content/atrebeheshti", tmp_path / "out")
    blends = 0

    for file in PERFUMES:
        html = page(tmp_path / "out", f"products/{file.stem}.html").partition("<article>")[2]
        assert "آسم" in html
        assert "میگرن" in html
        is_blend = "\nClass: blend\n" in file.read_text(encoding="utf-8")
        assert ("ضمانت ندارد و برگردانده نمی‌شود" in html) is is_blend
        assert ("این رده از کالا بازگرداندن ندارد" in html) is is_blend
        blends += is_blend
    assert blends >= 4
    assert len(PERFUMES) >= 24
