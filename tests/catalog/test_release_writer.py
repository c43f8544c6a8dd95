"""The release beside the pages: the same prices, every rule, and names that follow content."""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

from catalog.commits import commit_of
from shop.money import show_amount
from shop.release import Sku
from tests.catalog.builders import BAQIYAT, SHOP, a_folder, a_product, build, page, release_in, without_links_of_clauses
from tests.catalog.structured import offers_in


def test_the_release_stands_beside_the_pages_never_inside(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    release = release_in(tmp_path / "out.release")
    offer = release.offers["GOLDAN-1"]  # type: ignore[index]
    assert (offer.price, offer.stock, offer.maximum, offer.weight) == (2_500_000, 12, 5, 800)
    assert (offer.slug, offer.title, offer.category, offer.product_class) == ("goldan", "گلدان سفالی", "home", "home")
    assert offer.seller == "گلخانه"
    assert (tmp_path / "out" / offer.picture.lstrip("/")).is_file()
    (listing,) = (tmp_path / "out/search").iterdir()
    assert listing.read_bytes() == (tmp_path / "out.release/listings" / f"{release.listing}.json").read_bytes()


def test_a_shop_in_rials_reads_the_same_figures_as_rials(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "site", {"shop.toml": SHOP.replace('price_unit = "toman"', 'price_unit = "rial"')})

    build(folder, tmp_path / "out")

    assert [offer.price for offer in release_in(tmp_path / "out.release").offers.values()] == [250_000]


def test_variants_are_offers_of_one_product(tmp_path: Path) -> None:
    variants = "A-1 | کوچک | ۲۵۰٬۰۰۰ | ۳ | ۵۰۰\nVariant: A-2 | بزرگ | 350000 | 0 | 900"
    product = a_product({"Variant": variants, "Maximum": "۲"}, ["Sku", "Price", "Stock", "Weight"])

    build(a_folder(tmp_path / "site", {"products/goldan.md": product}), tmp_path / "out")

    offers = list(release_in(tmp_path / "out.release").offers.values())
    assert [(offer.sku, offer.variant, offer.price, offer.stock, offer.maximum, offer.weight) for offer in offers] == [
        ("A-1", "کوچک", 2_500_000, 3, 2, 500),
        ("A-2", "بزرگ", 3_500_000, 0, 2, 900),
    ]


def test_a_policy_is_named_by_the_text_that_readers_see(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    policy = release_in(tmp_path / "out.release").policies["rules"]
    assert policy.title == "قاعده‌ها"
    assert policy.anchors == {
        "quantity": "تعداد",
        "order": "سفارش",
        "refund": "بازگشت پول",
        "delivery": "ارسال",
        "payment": "پرداخت",
    }
    html = page(tmp_path / "out", "policies/rules.html")
    found = re.search(r'<h2 id="quantity">.*بنویسید</a>\.</p>', html, re.DOTALL)
    assert found
    text = without_links_of_clauses(found[0])
    assert hashlib.sha256(text.encode()).hexdigest() == policy.text_hash


def test_another_price_is_another_release_and_the_old_one_stays(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "site")
    build(folder, tmp_path / "out")
    first = (tmp_path / "out.release/current").read_text().strip()

    build(a_folder(folder, {"products/goldan.md": a_product({"Price": "260000"})}), tmp_path / "out")

    second = (tmp_path / "out.release/current").read_text().strip()
    names = {file.name for file in (tmp_path / "out.release").iterdir()}
    assert first != second
    assert names == {"current", "listings", "texts", f"{first}.json", f"{second}.json"}


def test_the_commit_is_that_of_the_owners_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "owner")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "owner@golkhaneh.example")
    folder = a_folder(tmp_path / "site")
    assert commit_of(folder) == ""

    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Open the shop"]):
        subprocess.run(["git", "-C", str(folder), *command], check=True)

    assert re.fullmatch("[0-9a-f]{40}", commit_of(folder))


def test_pages_structured_data_and_release_of_baqiyat_state_the_same_prices(tmp_path: Path) -> None:
    build(BAQIYAT, tmp_path / "out")
    offers = release_in(tmp_path / "out.release").offers
    seen = set()

    for file in (tmp_path / "out/products").glob("*.html"):
        html = file.read_text(encoding="utf-8")
        for sku, stated in offers_in(html).items():
            offer = offers[Sku(sku)]
            assert stated["price"] == str(offer.price)
            assert stated["priceCurrency"] == "IRR"
            assert show_amount(offer.price, "toman") in html.partition("</head>")[2]
            assert not offer.stock or f'value="{offer.sku}"' in html
            assert offer.slug == file.stem
            seen.add(offer.sku)

    assert seen == set(offers)
    assert len(seen) > 40
