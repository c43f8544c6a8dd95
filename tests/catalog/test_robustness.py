"""Whatever lies in an owner's folder: a site or problems with file and line, never a traceback."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.atom import atom
from catalog.content import Content, Hosts, read_content
from catalog.problem_words import report
from catalog.release_writer import release_of
from catalog.sitemap import sitemap
from shop.release import encode
from tests.catalog.builders import CATEGORY, POLICY, ROOT, SHOP, a_folder, a_product

CACHE = ROOT / ".cache" / "pictures"
TEXTS = {
    "shop.toml": SHOP,
    "categories/home.md": CATEGORY,
    "policies/rules.md": POLICY,
    "products/goldan.md": a_product(),
}
CLAUSES = [number for number, line in enumerate(SHOP.split("\n"), start=1) if line.startswith("clause")]
AWKWARD = [
    "{", "}", "[", "]", "(", ")", "<", ">", "&", '"', "'", "=", "|", "#", "\\", "`", "*", "_", ":", "-", ".", "\n", "\t", "\r",
    "{shop:", "{rule:", "{rule:refund}", "نمونه: ۴۸ ساعت کاری", "{#quantity}", "{: #a onclick=x}", "<![", "<!--", "<img src=x srcset=y>", "&#0;", "http://[::1", "![](", "](//[)",
    "\x00", "\x02", "\x03", "\ue000", "\ue001", "\ufeff", "\u200f", "\u2028", "ي", "۱", "9" * 5000, "[[payment]]", "\\u0001", "nan",
    "zones", "clause", "Variant: ", "Status: ", "---", "1979-13-99", "[x]: y", "> ", "    ", "- ", "۱. ",
]  # fmt: skip


def read(folder: Path) -> Content:
    """Read a folder; what it says has to hold together, whatever is in it."""
    content = read_content(folder, CACHE, Hosts())

    assert (content.site is None) == bool(content.problems)
    for problem in (*content.problems, *content.warnings):
        assert problem.spot.path
        assert problem.spot.line >= 1
    report(content.problems, content.warnings, content.drafts).encode()
    if content.site:
        ET.fromstring(sitemap(content.site)["sitemap.xml"])  # noqa: S314 - our own file
        ET.fromstring(atom(content.site))  # noqa: S314 - our own file
        encode(release_of(content.site, ""))
    return content


def codes(content: Content) -> list[str]:
    """Return where each problem is and its code."""
    return [f"{problem.spot.path}:{problem.spot.line} {problem.code}" for problem in content.problems]


@given(name=st.sampled_from([*TEXTS, "images/goldan.png"]), content=st.binary(max_size=200))
@settings(max_examples=40)
def test_any_bytes_in_any_file_are_answered(name: str, content: bytes) -> None:
    with TemporaryDirectory() as place:
        read(a_folder(Path(place), {name: content}))


@given(
    name=st.sampled_from(list(TEXTS)),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(AWKWARD)), min_size=1, max_size=6),
)
@settings(max_examples=120)
def test_any_slip_of_the_hand_in_any_file_is_answered(name: str, cuts: list[tuple[float, int, str]]) -> None:
    text = TEXTS[name]
    for where, length, typed in cuts:
        at = round(where * len(text))
        text = text[:at] + typed + text[at + length :]
    with TemporaryDirectory() as place:
        read(a_folder(Path(place), {name: text}))


@given(
    lines=st.lists(
        st.tuples(
            st.sampled_from(
                ["id", "name", "classes", "zones", "payment", "delivery", "look", "accounts", "clause", "a.b"]
            ),
            st.sampled_from(
                ["5", "nan", "[]", "{}", '""', '"x"', "[[1]]", "[{}]", "{ kind = [1] }", "1979-05-27", "true"]
            ),
        ),
        unique_by=lambda line: line[0],
    )
)
@settings(max_examples=40)
def test_any_kind_of_value_in_shop_toml_is_answered(lines: list[tuple[str, str]]) -> None:
    text = "".join(f"{key} = {value}\n" for key, value in lines)
    with TemporaryDirectory() as place:
        assert read(a_folder(Path(place), {"shop.toml": text})).site is None


def _without(name: str) -> Callable[[Path], None]:
    return lambda folder: shutil.rmtree(folder / name)


def _file_for(name: str) -> Callable[[Path], None]:
    def replace(folder: Path) -> None:
        shutil.rmtree(folder / name)
        (folder / name).write_text("x")

    return replace


def _loop(name: str) -> Callable[[Path], None]:
    def replace(folder: Path) -> None:
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)
        (folder / name).symlink_to(folder / name)

    return replace


def _linked(name: str, real: str) -> Callable[[Path], None]:
    """Put a link where something stands, and that beside the owner's folder or within it."""

    def replace(folder: Path) -> None:
        place, away = folder / name, folder.parent / real
        away.parent.mkdir(exist_ok=True)
        if place.exists():
            place.rename(away)
        else:
            away.write_text("Title: از جای دیگر\n", "utf-8")
        place.symlink_to(away)

    return replace


def _pipe(name: str) -> Callable[[Path], None]:
    """Link to what nobody ever writes to: who opens it waits for ever."""

    def replace(folder: Path) -> None:
        os.mkfifo(folder / "pipe")
        (folder / name).symlink_to(folder / "pipe")

    return replace


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (_without("images"), ["images:1 SH402"]),
        (_file_for("images"), ["images:1 SH402"]),
        (_loop("images"), ["images:1 SH402"]),
        (_without("products"), ["products:1 SH401"]),
        (_loop("products"), ["products:1 SH401"]),
        (_without("policies"), ["policies:1 SH402"]),
        (_without("categories"), ["categories:1 SH402"]),
        (_loop("products/x.md"), ["products/x.md:1 SH008"]),
        (_linked("products/x.md", "elsewhere/x.md"), ["products/x.md:1 SH010"]),
        (_linked("shop.toml", "elsewhere/shop.toml"), ["shop.toml:1 SH010"]),
        (_linked("policies", "elsewhere/policies"), ["policies:1 SH010"]),
        (_linked("products/goldan.md", "site/goldan.md"), []),
        (_linked("images", "elsewhere/images"), ["images:1 SH010"]),
        (_linked("images/goldan.png", "elsewhere/x.png"), ["images/goldan.png:1 SH010"]),
        (_linked("images/goldan.png", "site/x.png"), []),
        (_loop("images/x.png"), []),
        (_pipe("products/x.md"), ["products/x.md:1 SH008"]),
        (lambda folder: (folder / "products/x.md").mkdir(), ["products/x.md:1 SH011"]),
        (lambda folder: (folder / "products/shop").symlink_to(folder), []),
        (lambda folder: (folder / "products/x.md").write_bytes(b"x" * 1_000_001), ["products/x.md:1 SH009"]),
    ],
    ids=[
        "no images", "images a file", "images a loop", "no products", "products a loop", "no policies", "no categories", "file a loop",
        "a file elsewhere", "terms elsewhere", "a folder elsewhere", "a file of the folder",
        "pictures elsewhere", "a picture elsewhere", "a picture of the folder", "a picture a loop", "a pipe",
        "folder named md", "folder in itself", "huge",
    ],
)  # fmt: skip
def test_odd_folders_are_answered(change: Callable[[Path], None], found: list[str], tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "site")
    change(folder)

    assert codes(read(folder)) == found


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        (
            "products/goldan.md",
            a_product(body="".join(f"{'  ' * deep}- x\n" for deep in range(600))),
            "products/goldan.md:14 SH208",
        ),
        ("shop.toml", f"a = {'[' * 20_000}", "shop.toml:1 SH302"),
        ("shop.toml", f"a = {'9' * 5000}", "shop.toml:1 SH302"),
        ("shop.toml", SHOP.replace("گل و گلدان", "گل\\u0001"), "shop.toml:3 SH007"),
    ],
    ids=["lists", "arrays", "digits", "unprintable"],
)
def test_endless_things_are_answered(name: str, text: str, found: str, tmp_path: Path) -> None:
    assert found in codes(read(a_folder(tmp_path / "site", {name: text})))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("عنوان", "Title"), ("قیمت", "Price"), ("موجودي", "Stock"), ("دسته‌بندی", "Category"), ("گونه", "Variant"), ("وزن", "Weight"),
    ],
)  # fmt: skip
def test_a_key_in_persian_suggests_the_english_one(typed: str, meant: str, tmp_path: Path) -> None:
    content = read(a_folder(tmp_path / "site", {"products/goldan.md": a_product().replace("Title:", f"{typed}:")}))

    assert [problem.facts.get("meant") for problem in content.problems if problem.code == "SH003"] == [meant]


def test_a_persian_key_of_another_kind_of_file_is_not_suggested(tmp_path: Path) -> None:
    content = read(a_folder(tmp_path / "site", {"categories/home.md": f"قیمت: ۵\n{CATEGORY}"}))

    assert [problem.facts["meant"] for problem in content.problems] == [""]


@pytest.mark.parametrize(
    "text",
    [
        f"۴۸{' ' * 200_000}ساعت",
        f"{'9' * 300_000} تومان",
        f"{{rule:{' ' * 200_000}",
        "{rule:" * 40_000,
        f"## سرخط {{{'#' * 200_000}",
        f"سرخط\n{'-' * 200_000}x",
        f"نمونه{chr(10) * 100_000}",
        f"{'نمونه: ' * 30_000}",
        f"<!--{'<!--' * 50_000}",
    ],
    ids=["blanks", "digits", "open", "nested", "hashes", "rule", "lines", "examples", "comments"],
)
def test_a_text_without_end_is_read_to_its_end(text: str, tmp_path: Path) -> None:
    """Each would take hours if some letter were looked at again for every other."""
    read(a_folder(tmp_path, {"policies/rules.md": f"{POLICY}\n\n{text}\n"}))
