"""What pages say to search engines: in words that schema.org has, with all that Google asks for, and nothing invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalog.offer_reader import OWN
from tests.builders import SHOPS
from tests.catalog.builders import a_folder, a_product, build, page, release_in, sold_pages
from tests.catalog.conftest import Built
from tests.catalog.structured import mistakes, offers_in, product_in, things_in

VARIANTS = "GOLDAN-S | کوچک | 250000 | 0 | 800\nVariant: GOLDAN-L | بزرگ | 410000 | 3 | 1900"


@pytest.mark.parametrize("name", SHOPS)
def test_every_page_speaks_the_vocabulary_and_states_the_price_of_the_release(name: str, built: Built) -> None:
    out = built(name)

    stated: dict[str, str] = {}
    for file in out.rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        if "application/ld+json" in html:
            assert list(mistakes(things_in(html))) == [], file.name
    for html in sold_pages(out).values():
        offers = offers_in(html)
        assert {offer["priceCurrency"] for offer in offers.values()} == {"IRR"}
        stated |= {sku: offer["price"] for sku, offer in offers.items()}
    release = release_in(out.with_name(f"{out.name}.release"))
    assert stated == {sku: str(offer.price) for sku, offer in release.offers.items()}


def test_a_wrong_word_a_missing_one_and_a_value_of_ones_own_are_found() -> None:
    offer = {"@type": "Offer", "price": "1", "priceCurrency": "IRR", "availability": "https://schema.org/InStok"}
    thing: dict[str, Any] = {"@type": "Product", "name": "x", "image": "y", "colour": "red", "offers": [offer]}

    assert list(mistakes(thing)) == ["Product: colour", "Product.offers Offer.availability InStok"]
    assert list(mistakes({**thing, "colour": None, "offers": {"@type": "Ofer"}})) == [
        "Product: colour", "Product.offers Ofer: @type",
    ]  # fmt: skip
    assert list(mistakes({"@type": "MonetaryAmount", "value": "1"})) == ["MonetaryAmount: currency"]


def test_a_product_of_one_sku_is_a_product(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    thing = product_in(page(tmp_path / "out", "products/goldan.html"))
    (image,) = thing.pop("image")
    assert (image["@type"], image["width"], image["height"]) == ("ImageObject", 1200, 900)
    assert thing == {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": "گلدان سفالی",
        "description": "گلدان دست‌ساز لالجین.",
        "category": "خانه",
        "url": "https://golkhaneh.example/products/goldan.html",
        "sku": "GOLDAN-1",
        "offers": [
            {
                "@type": "Offer",
                "price": "2500000",
                "priceCurrency": "IRR",
                "availability": "https://schema.org/InStock",
                "itemCondition": "https://schema.org/NewCondition",
                "url": "https://golkhaneh.example/products/goldan.html",
                "seller": {"@type": "Organization", "name": "گلخانه"},
                "hasMerchantReturnPolicy": [
                    {
                        "@type": "MerchantReturnPolicy",
                        "applicableCountry": "IR",
                        "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
                        "merchantReturnDays": 7,
                        "returnPolicyCountry": "IR",
                        "name": "کالای معیوب",
                        "merchantReturnLink": "https://golkhaneh.example/policies/rules.html#delivery",
                    }
                ],
            }
        ],
    }


def test_variants_are_products_of_one_group_each_with_its_own_price_and_state(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site", {"products/goldan.md": a_product({"Variant": VARIANTS}, OWN)}), tmp_path / "out")

    html = page(tmp_path / "out", "products/goldan.html")
    group = product_in(html)
    assert (group["@type"], group["productGroupID"]) == ("ProductGroup", "goldan")
    assert [one["name"] for one in group["hasVariant"]] == ["گلدان سفالی کوچک", "گلدان سفالی بزرگ"]
    told = {sku: (offer["price"], offer["availability"]) for sku, offer in offers_in(html).items()}
    assert told == {
        "GOLDAN-S": ("2500000", "https://schema.org/OutOfStock"),
        "GOLDAN-L": ("4100000", "https://schema.org/InStock"),
    }
    assert "offers" not in group


@pytest.mark.parametrize(
    ("row", "brand"),
    [
        ("| برند | لالجین |", {"@type": "Brand", "name": "لالجین"}),
        ("| برند | |", None),
        ("| برند همراه | لالجین |", None),
        ("| سازنده | برند لالجین |", None),
    ],
)
def test_a_brand_is_what_the_products_own_table_names(row: str, brand: object, tmp_path: Path) -> None:
    body = f"گلدان برند لالجین.\n\n## مشخصات\n\n| ویژگی | مقدار |\n| --- | --- |\n| جنس | سفال |\n{row}\n"
    build(a_folder(tmp_path / "site", {"products/goldan.md": a_product(body=body)}), tmp_path / "out")

    assert product_in(page(tmp_path / "out", "products/goldan.html")).get("brand") == brand


def test_the_way_to_a_product_begins_at_the_shop(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    _, trail = things_in(page(tmp_path / "out", "products/goldan.html"))
    assert [(step["position"], step["name"], step["item"]) for step in trail["itemListElement"]] == [
        (1, "گلخانه", "https://golkhaneh.example/"),
        (2, "خانه", "https://golkhaneh.example/categories/home.html"),
        (3, "گلدان سفالی", "https://golkhaneh.example/products/goldan.html"),
    ]


def test_the_front_page_states_who_the_shop_is_and_where_it_is_searched(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    store, site = things_in(page(tmp_path / "out", "index.html"))
    assert (store["@type"], store["email"], store["telephone"]) == (
        "OnlineStore", "info@golkhaneh.example", "02530000000",
    )  # fmt: skip
    assert store["address"]["streetAddress"] == "قم، بلوار نمونه، پلاک ۱"
    assert site["@type"] == "WebSite"
    target = site["potentialAction"]["target"]["urlTemplate"]
    assert target == "https://pay.golkhaneh.example/search?q={words}"
    assert site["potentialAction"]["query-input"] == "required name=words"


def test_what_is_withdrawn_is_offered_to_nobody(tmp_path: Path) -> None:
    files = {"products/goldan.md": a_product({"Status": "withdrawn"}), "products/sabad.md": a_product(
        {"Slug": "sabad", "Sku": "SABAD-1", "Title": "سبد"}
    )}  # fmt: skip
    build(a_folder(tmp_path / "site", files), tmp_path / "out")

    assert "application/ld+json" not in page(tmp_path / "out", "products/goldan.html")
