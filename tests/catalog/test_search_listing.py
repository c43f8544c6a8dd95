"""The build writes one listing for search: among the pages and beside the release that names it."""

from __future__ import annotations

import json
from pathlib import Path

from catalog.further_words import MOST_WORDS, further_words
from catalog.search_listing import told_anew
from shop.search.listing import Listing, decode_listing, encode_listing
from tests.catalog.builders import a_folder, a_product, build, release_in

BODY = """
گلدانی سنگین.

| ویژگی | مقدار |
| --- | --- |
| جنس | سفال **لالجین** &amp; لعاب |
| ارتفاع | ۲۵ سانتی‌متر |
"""


def listed(output: Path) -> dict[str, list[object]]:
    (file,) = (output / "search").iterdir()
    found: dict[str, list[object]] = json.loads(file.read_bytes())
    return found


def test_the_listing_says_what_is_sold_and_never_how_many_are_left(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site", {"products/goldan.md": a_product() + BODY}), tmp_path / "out")

    found = listed(tmp_path / "out")
    at = found["slug"].index("goldan")
    assert {name: column[at] for name, column in found.items() if name not in {"shelves", "picture"}} == {
        "slug": "goldan",
        "title": "گلدان سفالی",
        "shelf": 0,
        "price": 2_500_000,
        "offers": 1,
        "left": 1,
        "codes": "GOLDAN-1",
        "more": "سفال لالجین لعاب 25 سانتی متر دست ساز",
    }
    assert (tmp_path / "out" / str(found["picture"][at]).lstrip("/")).is_file()


def test_variants_and_other_sellers_are_found_too(tmp_path: Path) -> None:
    variants = "A-1 | کوچک | ۲۵۰٬۰۰۰ | ۰ | ۵۰۰\nVariant: A-2 | بزرگ | 350000 | 0 | 900"
    product = a_product({"Variant": variants}, ["Sku", "Price", "Stock", "Weight", "Summary"])
    build(a_folder(tmp_path / "site", {"products/goldan.md": product}), tmp_path / "out")

    found = listed(tmp_path / "out")
    assert [found[name] for name in ("offers", "left", "codes", "more")] == [[2], [0], ["A-1 A-2"], ["کوچک بزرگ"]]


def test_the_release_names_the_very_listing_of_the_pages(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    name = release_in(tmp_path / "out.release").listing
    beside = (tmp_path / "out.release/listings" / f"{name}.json").read_bytes()
    assert beside == (tmp_path / "out/search" / f"{name[:12]}.json").read_bytes()
    assert decode_listing(beside, name).slug == ("goldan",)


def test_the_listing_before_stays_until_the_service_has_the_new_one_and_older_ones_go(tmp_path: Path) -> None:
    names = []
    for price in ("250000", "260000", "270000", "270000"):
        build(a_folder(tmp_path / "site", {"products/goldan.md": a_product({"Price": price})}), tmp_path / "out")
        names.append(release_in(tmp_path / "out.release").listing)

    assert len(set(names)) == 3
    assert {file.stem for file in (tmp_path / "out.release/listings").iterdir()} == {names[1], names[2]}
    assert [file.stem for file in (tmp_path / "out/search").iterdir()] == [names[2][:12]]


def test_few_words_of_a_page_are_kept_each_once() -> None:
    row = "<table><tr><td>نام</td><td>سرخ سرخ و سبز</td></tr></table>"
    assert further_words("", row, "سبز از سرخ؛ آبی") == "سرخ سبز ابی"
    assert further_words("", "", " ".join(f"w{number}" for number in range(99))).count(" ") == MOST_WORDS - 1
    assert further_words("", "", "") == ""
    assert further_words("سرخ", row, "سبز") == "سبز"


def test_a_listing_told_anew_has_the_bytes_of_one_that_is_made() -> None:
    signs = "".join(map(chr, (*range(0x100), 0x200C, 0x2028, 0x2029, 0xFEFF, 0x1F33F)))
    made = encode_listing(
        Listing(
            shelves=("گل",), slug=("a",), title=(f"گلدان {signs}",), shelf=(0,), price=(10**15,), offers=(1,), left=(1,),
            picture=("",), codes=("A-1",), more=(signs,),
        )
    )  # fmt: skip
    assert told_anew(made, {}) == made
