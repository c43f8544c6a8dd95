"""Carriage and returns in structured data: said where schema.org has a word, and left out where it has none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from catalog.structured_terms import JsonLd, return_policies, shipping_details
from shop.terms import Shop
from tests.builders import a_shop
from tests.catalog.builders import ROOT, build, page, sold_pages
from tests.catalog.structured import offers_in, things_in
from tests.catalog.test_answers import a_thing


def returns(shop: Shop, product_class: str | None) -> list[tuple[object, object, object]]:
    """Return each policy's category, days and link."""
    return [
        (
            str(policy["returnPolicyCategory"]).removeprefix("https://schema.org/MerchantReturn"),
            policy.get("merchantReturnDays"),
            str(policy["merchantReturnLink"]).partition("/policies/")[2],
        )
        for policy in return_policies(shop, product_class)
    ]


@pytest.mark.parametrize(
    ("name", "product_class", "expected"),
    [
        ("baqiyat", "food", [("FiniteReturnWindow", 7, "returns.html#grounds")]),
        ("payatel", "cable", []),
        (
            "bakala",
            "home",
            [
                ("FiniteReturnWindow", 1, "returns.html#transit-damage"),
                ("FiniteReturnWindow", 7, "returns.html#seven-days"),
            ],
        ),
        ("chistatech", "mobile", [("FiniteReturnWindow", 7, "transit.html#technical-fault")]),
        (
            "atrebeheshti",
            "gram",
            [("UnlimitedWindow", None, "returns.html#gram"), ("FiniteReturnWindow", 7, "returns.html#withdrawal")],
        ),
        (
            "atrebeheshti",
            "branded",
            [("FiniteReturnWindow", 2, "returns.html#branded"), ("FiniteReturnWindow", 7, "returns.html#withdrawal")],
        ),
        ("atrebeheshti", "blend", [("NotPermitted", None, "returns.html#refund")]),
    ],
)
def test_each_claim_of_a_class_is_a_policy_unless_it_is_shorter_than_a_day_or_before_hand_over(
    name: str, product_class: str, expected: list[tuple[object, object, object]]
) -> None:
    assert returns(a_shop(name), product_class) == expected


def rates(shop: Shop, product_class: str, grams: int = 500) -> list[str]:
    """Return what one piece of so many grams costs by each way that has a word."""
    product = a_thing(shop, product_class, grams)
    return [str(_part(way, "shippingRate")["value"]) for way in shipping_details(shop, product, product.offers[0])]


def _part(thing: JsonLd, key: str) -> Mapping[str, object]:
    part = thing[key]
    assert isinstance(part, Mapping)
    return part


@pytest.mark.parametrize(
    ("name", "product_class", "grams", "expected"),
    [
        ("baqiyat", "food", 500, []),  # each way goes to some cities only
        ("payatel", "cable", 500, []),
        ("bakala", "home", 5000, ["370000", "320000"]),  # 300,000 and 250,000, and 70,000 for packing and insurance
        ("bakala", "home", 60001, ["370000"]),
        ("chistatech", "heavy", 500, []),  # at the door, and by floor
        ("atrebeheshti", "gram", 500, ["80000", "250000"]),
        ("atrebeheshti", "gram", 501, ["400000"]),  # priority post differs by zone
    ],
)
def test_a_way_has_a_rate_where_it_goes_everywhere_at_one_price(
    name: str, product_class: str, grams: int, expected: list[str]
) -> None:
    assert rates(a_shop(name), product_class, grams) == expected


def test_a_free_way_to_everywhere_costs_nothing() -> None:
    post = {"id": "post", "name": "پست", "fee": {"kind": "free"}, "working_days": [2, 5], "clause": "delivery#courier"}

    assert rates(a_shop("baqiyat", delivery=[post]), "food") == ["0"]


def test_BAK_015_the_time_states_the_sellers_days_and_the_working_week() -> None:
    """BAK-015."""
    shop = a_shop("bakala")
    product = a_thing(shop, "home", seller="راه‌وند", lead_days=3)
    (first, _) = shipping_details(shop, product, product.offers[0])

    time = _part(first, "deliveryTime")
    assert time["handlingTime"] == {"@type": "QuantitativeValue", "minValue": 0, "maxValue": 3, "unitCode": "DAY"}
    assert time["transitTime"] == {"@type": "QuantitativeValue", "minValue": 2, "maxValue": 4, "unitCode": "DAY"}
    assert _part(time, "businessDays")["dayOfWeek"] == [
        f"https://schema.org/{day}" for day in ("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday")
    ]
    assert first["shippingDestination"] == {"@type": "DefinedRegion", "addressCountry": "IR"}


@pytest.mark.parametrize(
    ("name", "said"), [("baqiyat", 1), ("payatel", 0), ("bakala", 2), ("chistatech", 1), ("atrebeheshti", 0)]
)
def test_pages_carry_it_and_the_front_page_what_holds_for_every_class(name: str, said: int, tmp_path: Path) -> None:
    build(ROOT / "content" / name, tmp_path / "out")

    store, _ = things_in(page(tmp_path / "out", "index.html"))
    assert len(store.get("hasMerchantReturnPolicy", [])) == said
    for html in sold_pages(tmp_path / "out").values():
        offers = offers_in(html).values()
        assert all(("hasMerchantReturnPolicy" in offer) is (name != "payatel") for offer in offers)
        ways = [way for offer in offers for way in offer.get("shippingDetails", [])]
        assert bool(ways) is (name in {"bakala", "atrebeheshti"})
        assert all(way["shippingRate"]["currency"] == "IRR" for way in ways)


def test_a_right_that_gives_back_the_whole_keeps_no_fee_and_of_the_others_nothing_is_said() -> None:
    shop = a_shop("atrebeheshti")
    fees = {str(policy["name"]): policy.get("restockingFee") for policy in return_policies(shop, "branded")}

    assert fees == {
        "بازگرداندن ادکلن برند": None,
        "انصراف قانونی، با پلمب سالم": {"@type": "MonetaryAmount", "value": "0", "currency": "IRR"},
    }
