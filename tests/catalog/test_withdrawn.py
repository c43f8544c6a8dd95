"""A product that is no longer sold keeps its page and stands nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.catalog.builders import PRODUCT, a_folder, a_product, build, page, release_in
from tests.catalog.test_problems_of_folders import report_of

GONE = {"Slug": "sabad", "Sku": "SABAD-1", "Title": "سبد حصیری", "Status": "withdrawn", "Summary": "سبدی از حصیر."}
OLD = "products/sabad.md"


def errors(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what stops a build, without its warnings."""
    return [line for line in report_of(folder, capsys) if "هشدار" not in line]


def test_BAK_112_a_withdrawn_product_keeps_a_page_that_says_so(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "site", {OLD: a_product(GONE, body="در خانه‌ی ما بافته شد.\n")})

    build(folder, tmp_path / "out")

    html = page(tmp_path / "out", OLD.replace(".md", ".html"))
    assert "این کالا دیگر فروخته نمی‌شود" in html
    assert "در خانه‌ی ما بافته شد." in html
    assert '<meta name="robots" content="noindex">' in html
    assert re.findall(r'<form[^>]*action="([^"]+)"', html) == ["https://pay.golkhaneh.example/search"]
    assert "/cart/items" not in html
    assert "ld+json" not in html
    assert 'href="/products/goldan.html"' in html.partition("به‌جای آن، از همین قفسه")[2]


def test_BAK_112_it_stands_in_no_list_feed_map_or_release(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site", {OLD: a_product(GONE)}), tmp_path / "out")

    files = [file for file in (tmp_path / "out").rglob("*") if file.suffix in {".html", ".xml", ".txt"}]
    saying = {file.name for file in files if "sabad" in file.read_text(encoding="utf-8")}
    assert saying == {"sabad.html"}
    assert list(release_in(tmp_path / "out.release").offers) == ["GOLDAN-1"]
    assert "۱ کالا" in page(tmp_path / "out", "categories/home.html")


def test_BAK_112_links_to_it_still_lead_somewhere(tmp_path: Path) -> None:
    files = {OLD: a_product(GONE), "products/goldan.md": a_product(body="جای [سبد](sabad.md) است.\n")}

    build(a_folder(tmp_path / "site", files), tmp_path / "out")

    assert 'href="/products/sabad.html"' in page(tmp_path / "out", "products/goldan.html")


def test_only_what_its_page_still_says_is_asked_of_it(tmp_path: Path) -> None:
    needless = [key for key in PRODUCT if key not in {"Title", "Slug", "Category", "Status"}]
    bare = a_product({"Slug": "sabad", "Title": "سبد", "Status": "Withdrawn"}, needless)
    odd = a_product({**GONE, "Slug": "tas", "Sku": "TAS-1", "Class": "of-old", "Price": "؟", "Was": "پارسال"})

    build(a_folder(tmp_path / "site", {OLD: bare, "products/tas.md": odd}), tmp_path / "out")

    assert "<img" not in page(tmp_path / "out", "products/sabad.html").partition("<article")[2].partition("به‌جای آن")[0]
    assert "<img" in page(tmp_path / "out", "products/tas.html").partition("<article")[2].partition("به‌جای آن")[0]


@pytest.mark.parametrize("sku", [{"Sku": "GOLDAN-1"}, {"Variant": "GOLDAN-1 | کوچک | 250000 | 3 | 500"}])
def test_its_sku_is_nobody_elses(sku: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_folder(tmp_path / "site", {OLD: a_product({**GONE, **sku}, () if "Sku" in sku else ("Sku",))})

    (line,) = errors(folder, capsys)

    assert "SH117 Sku «GOLDAN-1» پیش‌تر در products/goldan.md:3 آمده است." in line


def test_its_picture_must_be_there_if_it_names_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_folder(tmp_path / "site", {OLD: a_product({**GONE, "Image": "none.webp"})})

    (line,) = errors(folder, capsys)

    assert line.startswith(f"{OLD}:7: SH119 عکس images/none.webp نیست.")


def test_a_shop_of_nothing_but_withdrawn_goods_sells_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = a_folder(tmp_path / "site", {"products/goldan.md": None, OLD: a_product(GONE)})

    (line,) = errors(folder, capsys)

    assert line.startswith("products:1: SH401 ")


@pytest.mark.parametrize("kind", ["categories", "policies"])
def test_only_a_product_is_withdrawn(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Title: دیگر\nSlug: digar\nOrder: 2\nStatus: withdrawn\n\nمتن.\n"
    folder = a_folder(tmp_path / "site", {f"{kind}/digar.md": text})

    (line,) = errors(folder, capsys)

    assert line == (
        f"{kind}/digar.md:4: SH112 Status «withdrawn» شناخته نیست. بنویسید: Status: published یا Status: draft"
    )


def test_what_can_be_had_stands_first_among_the_other_goods(tmp_path: Path) -> None:
    gone = a_product({**GONE, "Date": "1405/06/20"})
    out = a_product({"Slug": "tas", "Sku": "TAS-1", "Title": "تاس", "Stock": "0", "Date": "1405/08/01"})

    build(a_folder(tmp_path / "site", {OLD: gone, "products/tas.md": out}), tmp_path / "out")

    others = page(tmp_path / "out", "products/sabad.html").partition("به‌جای آن")[2]
    assert others.index("goldan.html") < others.index("tas.html")
