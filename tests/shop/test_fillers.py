"""What fills a place is told from what a shop has; what is a sample, from what buyers could use."""

from __future__ import annotations

import pytest

from shop import fillers
from shop.identifiers import is_card_number, is_sheba
from shop.rules.payment import NoAccount, may_pay
from shop.terms import Payment, Shop
from shop.verdict import Allowed, refused
from tests.builders import SHOPS, a_bill, a_shop


@pytest.mark.parametrize(
    "number",
    ["", "   ", "????", "؟؟؟؟", "0000000000000000", "0000-0000-0000-0000", "1111", "۰۰۰۰", "xxxx-xxxx", "X1X2", "...", "شماره", "-"],
)  # fmt: skip
def test_BAQ_021_a_number_that_only_fills_its_place_is_none(number: str) -> None:
    """BAQ-021."""
    assert fillers.is_filler_number(number)


@pytest.mark.parametrize("number", ["0000-12345-1", "10", "9999990000001236", "۱۲۳۴۵", "6104 3377 1234 5679"])
def test_BAQ_021_a_number_with_two_digits_is_one(number: str) -> None:
    """BAQ-021."""
    assert not fillers.is_filler_number(number)


def test_BAQ_021_a_sheba_may_have_many_zeros_but_not_zeros_alone() -> None:
    """BAQ-021: a real account number is padded with zeros; one of zeros alone passes the remainder and is nobody's."""
    nobody = "IR040990000000000000000000"
    assert is_sheba(nobody)
    assert fillers.is_filler_sheba(nobody)
    assert fillers.is_filler_sheba("IR000000000000000000000000")
    assert fillers.is_filler_sheba("IR????????????????????????")
    assert not fillers.is_filler_sheba("IR780990000000000000012345")


@pytest.mark.parametrize(
    "phone",
    ["", "????", "00000000000", "09000000000", "09120000000", "09111111111", "+989120000000", "02100000000", "شماره", "0912xxxxxxx"],
)  # fmt: skip
def test_BAQ_049_a_phone_whose_own_digits_are_one_is_a_filler(phone: str) -> None:
    """BAQ-049, ATR-063."""
    assert fillers.is_filler_phone(phone)


@pytest.mark.parametrize(
    "phone", ["09121234567", "09120000011", "02530000000", "0912000001", "091200000111", "021-88880000"]
)
def test_a_phone_of_two_digits_is_none_whatever_its_length(phone: str) -> None:
    assert not fillers.is_filler_phone(phone)


@pytest.mark.parametrize("sender", ["", "????", "00000000000000", "30000000000000", "3۰۰۰۰۰۰۰۰", "10000000"])
def test_BAQ_049_a_sender_of_one_digit_and_zeros_is_a_filler(sender: str) -> None:
    """BAQ-049, T-BAQ-19: «????» in one place of the source, fourteen digits of zeros in the other."""
    assert fillers.is_filler_sender(sender)


@pytest.mark.parametrize("sender", ["30000000000110", "3000123456", "20000", "1000", "09121234567"])
def test_a_line_that_could_send_is_none(sender: str) -> None:
    assert not fillers.is_filler_sender(sender)


@pytest.mark.parametrize("text", ["", "؟؟؟", "xxxx", "ااااا", "۱۱۱۱", "---", "TEST", "آدرس", "نشانی"])
def test_an_address_of_one_letter_or_a_word_for_it_is_a_filler(text: str) -> None:
    assert fillers.is_filler_text(text)


@pytest.mark.parametrize("text", ["قم، بلوار نمونه، کوچه‌ی یکم، پلاک ۱", "دی", "بانک ملت", "فروشگاه تست‌نشده"])
def test_an_address_of_words_is_none(text: str) -> None:
    assert not fillers.is_filler_text(text)


@pytest.mark.parametrize(
    "host",
    [
        "example.com",
        "mail.example.org",
        "EXAMPLE.net",
        "example.ir",
        "test.com",
        "golkhaneh.test",
        "localhost",
        "xxxx.xx",
    ],
)
def test_BAK_108_a_test_domain_is_a_filler(host: str) -> None:
    """BAK-108, T-BAK-15: the addresses of the source are at a test domain."""
    assert fillers.is_filler_host(host)
    assert not fillers.is_sample_host(host)


@pytest.mark.parametrize("host", ["golkhaneh.example", "bakala.ir", "example.shop", "testing.com", "127.0.0.1"])
def test_a_domain_of_a_shop_is_none(host: str) -> None:
    assert not fillers.is_filler_host(host)


@pytest.mark.parametrize("name", SHOPS)
def test_a_sample_shop_has_samples_and_no_fillers(name: str) -> None:
    shop = a_shop(name)
    contact, accounts = shop.contact, shop.accounts

    assert fillers.is_sample_host(contact.email.partition("@")[2])
    assert fillers.is_sample_sender(contact.sms_sender)
    assert not fillers.is_filler_sender(contact.sms_sender)
    for phone in (contact.mobile, contact.landline, contact.sales_officer):
        assert fillers.is_like_sample(phone)
        assert not fillers.is_filler_phone(phone)
    for text in (contact.address, *filter(None, (accounts.bank,))):
        assert fillers.is_like_sample(text)
        assert not fillers.is_filler_text(text)
    for number in filter(None, (accounts.sheba, accounts.card)):
        assert fillers.is_sample_account(number)


@pytest.mark.parametrize("number", ["6104337712345679", "IR900120000000004321567890", "0000-12345-1"])
def test_an_account_of_a_bank_is_no_sample(number: str) -> None:
    assert not fillers.is_sample_account(number)


@pytest.mark.parametrize("text", ["02188776655", "قم، خیابان نمونه‌ها", "قم، خیابان شهید نمونه‌ای", "بانک ملت"])
def test_what_a_shop_may_have_is_not_like_a_sample(text: str) -> None:
    assert not fillers.is_like_sample(text)


def pays(shop: Shop, kind: str) -> Payment:
    return next(payment for payment in shop.payment if payment.kind == kind)


DEPOSIT = {"kind": "deposit", "name": "واریز به حساب", "clause": "payment#transfer"}


@pytest.mark.parametrize(
    ("kind", "name", "number"),
    [
        ("transfer", "sheba", ""),
        ("transfer", "sheba", "????"),
        ("transfer", "sheba", "IR040990000000000000000000"),
        ("card_to_card", "card", " "),
        ("card_to_card", "card", "0000000000000000"),
        ("card_to_card", "card", "xxxx-xxxx-xxxx-xxxx"),
        ("deposit", "number", ""),
        ("deposit", "number", "000000"),
        ("deposit", "number", "????"),
    ],
)
def test_BAQ_021_a_payment_is_not_offered_into_a_blank_or_filler(kind: str, name: str, number: str) -> None:
    """BAQ-021, T-BAQ-19."""
    payments = [{"kind": kind, "name": "x", "clause": "payment#transfer"}]
    shop = a_shop(payment=payments, accounts={name: number})

    assert may_pay(shop, pays(shop, kind), a_bill()) == refused(NoAccount(), pays(shop, kind).clause)


def test_BAQ_021_with_all_numbers_each_payment_is_offered() -> None:
    """BAQ-021: all five filled."""
    shop = a_shop()
    deposit = a_shop(payment=[DEPOSIT])

    assert is_sheba(shop.accounts.sheba)
    assert is_card_number(shop.accounts.card)
    assert may_pay(shop, pays(shop, "transfer"), a_bill()) == Allowed()
    assert may_pay(shop, pays(shop, "card_to_card"), a_bill()) == Allowed()
    assert may_pay(deposit, pays(deposit, "deposit"), a_bill()) == Allowed()
