"""No text vanishes: one that stands where nothing reads it, or has another ending, is told with the place it belongs to."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from catalog.content import Hosts, read_content
from catalog.problem_words import report_line
from tests.catalog.builders import ROOT, a_folder, a_product

CACHE = ROOT / ".cache" / "pictures"
SHEET = a_product({"Slug": "sabad", "Sku": "SABAD-1"})


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("products/sabad.MD", "products/sabad.md"),
        ("products/sabad.markdown", "products/sabad.md"),
        ("products/sabad.md.txt", "products/sabad.md"),
        ("products/sabad.txt", "products/sabad.md"),
        ("products/sabad", "products/sabad.md"),
        ("products/sabad.docx", "products/sabad.md"),
        ("products/new/sabad.md", "products/sabad.md"),
        ("product/sabad.md", "products/sabad.md"),
        ("کالاها/sabad.md", "products/sabad.md"),
        ("sabad.md", "products/sabad.md"),
    ],
)
def test_a_text_that_nothing_reads_is_told_with_its_place(name: str, where: str, tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(SHEET, "utf-8")

    content = read_content(folder, CACHE, Hosts())

    assert [report_line(problem) for problem in content.problems] == [
        (
            f"{name}:1: SH011 این پرونده خوانده نمی‌شود و صفحه‌ای ندارد. نام و جایش را چنین کنید: {where}."
            " اگر نباید منتشر شود، از پوشه بیرونش ببرید."
        )
    ]


def test_a_text_in_another_encoding_is_known_by_its_keys(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, {"products/sabad.txt": SHEET.encode("utf-16")})

    assert [problem.code for problem in read_content(folder, CACHE, Hosts()).problems] == ["SH011"]


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "notes.txt",
        "products/goldan.md~",
        "products/.goldan.md.swp",
        "products/Thumbs.db",
        "drawings/x.svg",
    ],
)
def test_what_is_no_sheet_is_left_alone(name: str, tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("یادداشت\n", "utf-8")

    assert read_content(folder, CACHE, Hosts()).problems == ()


@pytest.mark.parametrize("name", ["Shop.toml", "shop.toml.txt"])
def test_terms_of_another_name_are_named(name: str, tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (folder / "shop.toml").rename(folder / name)

    problems = read_content(folder, CACHE, Hosts()).problems

    assert [(problem.code, problem.facts["meant"]) for problem in problems] == [("SH301", name)]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    os.mkfifo(folder / "pipe")
    os.mkfifo(folder / "products/pipe")

    assert read_content(folder, CACHE, Hosts()).problems == ()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("products/goldan.md", ["products/goldan.md:1 SH008"]),
        ("products", ["products:1 SH401"]),
        ("categories", ["categories:1 SH402"]),
        ("images", ["images:1 SH402"]),
    ],
)
def test_what_is_closed_to_the_checker_is_told(name: str, found: list[str]) -> None:
    """To the machine's owner nothing is closed, so that the reading is somebody else's."""
    with TemporaryDirectory() as place:
        folder = a_folder(Path(place) / "site")
        Path(place).chmod(0o755)
        read_content(folder, Path(place) / "cache", Hosts())  # imports what somebody else may not
        (folder / name).chmod(0)
        who = os.geteuid()
        try:
            if who == 0:
                os.seteuid(65534)
            content = read_content(folder, Path(place) / "cache", Hosts())
        finally:
            os.seteuid(who)
            (folder / name).chmod(0o755)

    assert [f"{one.spot.path}:{one.spot.line} {one.code}" for one in content.problems] == found
