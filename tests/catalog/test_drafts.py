"""A draft reaches nothing that is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.catalog.builders import BAQIYAT, BODY_LINE, a_folder, a_product, build
from tests.catalog.test_problems_of_folders import report_of

DRAFT = {"Slug": "penhan", "Sku": "PENHAN-1", "Title": "پنهانی", "Status": "draft"}


def test_drafts_reach_nothing(tmp_path: Path) -> None:
    draft = a_product({"Slug": "penhan", "Sku": "PENHAN-1", "Title": "پنهانی", "Status": "draft"}, ["Price"])
    folder = a_folder(
        tmp_path / "site",
        {
            "products/penhan.md": draft,
            "policies/penhan.md": "Title: پنهانی\nStatus: draft\n\nمتن",
            "categories/penhan.md": "Status: Draft\nTitle: پنهانی\n",
        },
    )

    build(folder, tmp_path / "out")

    everything = [*(tmp_path / "out").rglob("*"), *(tmp_path / "out.release").rglob("*")]
    assert not [file for file in everything if "penhan" in file.name]
    texts = [file.read_bytes() for file in everything if file.is_file()]
    assert not [text for text in texts if "پنهانی".encode() in text or b"PENHAN" in text]


def test_a_withdrawn_product_takes_its_page_along_and_nothing_else(tmp_path: Path) -> None:
    second = a_product({"Slug": "sabad", "Sku": "SABAD-1"})
    folder = a_folder(tmp_path / "site", {"products/sabad.md": second})
    build(folder, tmp_path / "out")
    (tmp_path / "out" / "google-verification.txt").write_text("mine")
    assert (tmp_path / "out/products/sabad.html").exists()

    a_folder(folder, {"products/sabad.md": second.replace("published", "draft")})
    build(folder, tmp_path / "out")

    assert not (tmp_path / "out/products/sabad.html").exists()
    assert (tmp_path / "out" / "google-verification.txt").read_text() == "mine"


def test_the_picture_of_a_draft_is_not_copied(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "site", {"products/penhan.md": a_product({**DRAFT, "Image": "penhan.png"})})
    Image.new("RGB", (900, 900)).save(folder / "images/penhan.png")

    build(folder, tmp_path / "out")

    assert {file.name.split("-")[0] for file in (tmp_path / "out/images").iterdir()} == {"goldan"}


def test_a_link_to_a_draft_leads_nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "products/penhan.md": a_product(DRAFT),
        "products/goldan.md": a_product(body="[متن](penhan.md)\n"),
    }

    (line,) = report_of(a_folder(tmp_path / "site", files), capsys)

    assert line.startswith(f"products/goldan.md:{BODY_LINE}: SH204 پیوند «penhan.md» به جایی نمی‌رسد.")


@pytest.mark.parametrize("status", ["draft", "Draft", "DRAFT ", " draft"])
def test_a_draft_may_have_any_fault(status: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"Status: {status}\nPrice: گران\nPirce: 5\nImage: none.webp\nSlug: goldan\n\n<script>[x](y)"

    build(a_folder(tmp_path / "site", {"products/penhan.md": text}), tmp_path / "out")

    assert capsys.readouterr().err == "۱ پیش‌نویس منتشر نشد.\n"


def test_the_drafts_of_baqiyat_reach_nothing(tmp_path: Path) -> None:
    drafts = [file for file in BAQIYAT.glob("*/*.md") if "Status: draft" in file.read_text(encoding="utf-8")]
    build(BAQIYAT, tmp_path / "out")

    everything = [*(tmp_path / "out").rglob("*"), *(tmp_path / "out.release").rglob("*")]
    texts = [file.read_bytes() for file in everything if file.is_file()]
    assert len(drafts) == 2
    for draft in drafts:
        assert not [file for file in everything if draft.stem in file.name]
        assert not [text for text in texts if draft.stem.encode() in text]
