"""What the order form asks in each shop, and the words in an address that staff should look at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shop.order import InvoiceChoice
from shop.rules.order_form import invoice_as_offered, missing_fields, public_words
from shop.terms import RequiredField
from tests.builders import a_legal_entity, a_recipient, a_shop


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        pytest.param("baqiyat", {"landline", "plate", "postal_code"}, id="BAQ-078"),
        pytest.param("bakala", {"landline", "email", "plate", "postal_code"}, id="BAK-045"),
        pytest.param("payatel", {"landline", "email", "plate", "postal_code"}, id="PAY-012"),
        pytest.param("chistatech", {"plate", "postal_code"}, id="chistatech"),
        pytest.param("atrebeheshti", {"plate", "postal_code"}, id="atrebeheshti"),
    ],
)
def test_BAK_045_PAY_012_each_shop_misses_what_it_asks_for_and_no_more(name: str, asked: set[RequiredField]) -> None:
    shop = a_shop(name)
    nothing = replace(a_recipient(), landline="", plate="", postal_code="")
    assert set(missing_fields(shop, nothing, "")) == asked
    assert missing_fields(shop, a_recipient(), "zahra@example.ir") == ()


def test_BAK_045_PAY_012_one_empty_field_is_named() -> None:
    payatel = a_shop("payatel")
    assert missing_fields(payatel, a_recipient(), "") == ("email",)
    assert missing_fields(payatel, a_recipient(landline=""), "a@b.ir") == ("landline",)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("هتل گلستان، اتاق ۱۲", ("هتل",)),
        ("خیابان هتل، کوچه‌ی ۲", ("هتل",)),
        ("كوچه‌ی هتل‌آپارتمان", ("هتل",)),
        ("کافی نت پارس و رستوران باغ", ("کافی‌نت", "رستوران")),
        ("کافینت پارس", ("کافی‌نت",)),
        ("خیابان هتلیان", ()),
        ("خیابان صفائیه، کوچه‌ی ۱۲", ()),
        ("", ()),
    ],
)
def test_BAQ_082_an_address_that_names_a_public_place_is_flagged(address: str, found: tuple[str, ...]) -> None:
    assert public_words(a_shop(), address) == found


@pytest.mark.parametrize("name", ["chistatech", "atrebeheshti"])
def test_BAQ_082_a_shop_that_refuses_no_place_flags_none(name: str) -> None:
    assert public_words(a_shop(name), "هتل گلستان") == ()


@pytest.mark.parametrize(
    ("name", "legal", "in_parcel"),
    [
        ("baqiyat", True, False),
        ("bakala", True, True),
        ("payatel", True, True),
        ("chistatech", False, True),
        ("atrebeheshti", False, True),
    ],
)
def test_ATR_002_an_invoice_is_as_the_shop_offers_it(name: str, legal: bool, in_parcel: bool) -> None:
    made = invoice_as_offered(a_shop(name), InvoiceChoice(legal=a_legal_entity(), in_parcel=False))
    assert (made.legal is not None, made.in_parcel) == (legal, in_parcel)
