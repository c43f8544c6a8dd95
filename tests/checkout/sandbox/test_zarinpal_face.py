"""The sandbox bank on the wire: what a shop in any language gets, and what a buyer sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from checkout.sandbox.app import sandbox_app

MERCHANT = "1344b5d4-0048-11e8-94db-005056a205be"
REQUEST = {
    "merchant_id": MERCHANT,
    "amount": 29_500_000,
    "currency": "IRR",
    "callback_url": "https://pay.shop.example/return/7f",
    "description": "سفارش ۱۰۰۱ <b>عسل</b>",
    "metadata": {"mobile": "09120000000", "order_id": "1001"},
}


@dataclass
class Bank:
    """The app, the folder of its memory, and its clock."""

    folder: Path
    now: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 8, 0, tzinfo=UTC))

    def __post_init__(self) -> None:
        self.web = TestClient(sandbox_app(self.folder, lambda: self.now))

    def call(self, name: str, **body: object) -> tuple[int, dict[str, Any]]:
        answer = self.web.post(f"/pg/v4/payment/{name}.json", json=body)
        assert answer.headers["Content-Type"] == "application/json"
        return answer.status_code, answer.json()

    def start(self, **changed: object) -> str:
        status, answer = self.call("request", **REQUEST | changed)
        assert (status, answer["errors"]) == (200, [])
        return str(answer["data"]["authority"])

    def choose(self, authority: str, choice: str) -> tuple[int, str]:
        answer = self.web.post(f"/pg/StartPay/{authority}", data={"choice": choice}, follow_redirects=False)
        return answer.status_code, answer.headers.get("Location", answer.text)

    def verify(self, authority: str, amount: object = 29_500_000, merchant: str = MERCHANT) -> dict[str, Any]:
        return self.call("verify", merchant_id=merchant, amount=amount, authority=authority)[1]


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Bank]:
    bank = Bank(tmp_path)
    yield bank
    bank.web.close()


def test_a_request_is_answered_in_zarinpals_envelope(bank: Bank) -> None:
    status, answer = bank.call("request", **REQUEST)
    authority = answer["data"].pop("authority")
    assert re.fullmatch("S[0-9A-Za-z]{35}", authority)
    assert (status, answer) == (
        200,
        {"data": {"code": 100, "message": "Success", "fee_type": "Merchant", "fee": 152_500}, "errors": []},
    )


def test_a_verify_tells_the_masked_card_and_the_reference(bank: Bank) -> None:
    authority = bank.start()
    bank.choose(authority, "pay")
    first, again = bank.verify(authority), bank.verify(authority)
    data = first["data"]
    assert first["errors"] == []
    assert (data["code"], data["message"], data["fee_type"], data["fee"]) == (100, "Verified", "Merchant", 152_500)
    assert re.fullmatch(r"502229\*{6}[0-9]{4}", data["card_pan"])
    assert re.fullmatch("[0-9A-F]{64}", data["card_hash"])
    assert isinstance(data["ref_id"], int)
    assert again == {"data": data | {"code": 101}, "errors": []}


def test_amounts_in_toman_are_counted_in_toman(bank: Bank) -> None:
    authority = bank.start(currency="IRT", amount=2_950_000)
    shown = bank.web.get(f"/pg/StartPay/{authority}").text
    assert "۲۹٬۵۰۰٬۰۰۰" in shown
    assert "۲٬۹۵۰٬۰۰۰\u00a0تومان" in shown
    bank.choose(authority, "pay")
    assert bank.verify(authority, 29_500_000)["errors"]["code"] == -50
    assert bank.verify(authority, 2_950_000)["data"]["code"] == 100


def test_rials_are_meant_when_no_currency_is_named_and_numbers_may_be_text(bank: Bank) -> None:
    status, answer = bank.call("request", **{name: REQUEST[name] for name in REQUEST if name != "currency"})
    assert status == 200
    authority = answer["data"]["authority"]
    bank.choose(authority, "pay")
    assert bank.verify(authority, "29500000")["data"]["code"] == 100


WRONG: dict[str, object] = {
    "merchant_id": "short",
    "amount": 999,
    "currency": "USD",
    "callback_url": "javascript:alert(1)",
    "description": "",
    "metadata": "mobile",
}


@pytest.mark.parametrize("name", WRONG)
def test_each_wrong_field_is_named_in_the_validations(bank: Bank, name: str) -> None:
    status, answer = bank.call("request", **REQUEST | {name: WRONG[name]})
    assert status == 422
    assert answer["data"] == []
    assert answer["errors"]["code"] == -9
    assert answer["errors"]["message"] == "The input params invalid, validation error."
    assert [list(problem) for problem in answer["errors"]["validations"]] == [[name]]


def test_all_wrong_fields_are_named_at_once(bank: Bank) -> None:
    _, answer = bank.call("request", **WRONG)
    assert sorted(name for problem in answer["errors"]["validations"] for name in problem) == sorted(WRONG)


@pytest.mark.parametrize("raw", [b"", b"null", b"[]", b"{", b"\xff", b'"text"', b"[" * 50_000])
def test_what_is_no_json_object_is_refused(bank: Bank, raw: bytes) -> None:
    for name in ("request", "verify", "inquiry", "unVerified", "reverse"):
        answer = bank.web.post(f"/pg/v4/payment/{name}.json", content=raw)
        assert (answer.status_code, answer.json()["errors"]["code"]) == (422, -9)


@pytest.mark.parametrize("amount", [True, 1000.5, "ten", "-5000", None, [1000], {}])
def test_an_amount_must_be_a_whole_number(bank: Bank, amount: object) -> None:
    assert bank.call("request", **REQUEST | {"amount": amount})[1]["errors"]["code"] == -9


@pytest.mark.parametrize(
    ("currency", "least", "most"), [("IRR", 1_000, 1_000_000_000), ("IRT", 100, 100_000_000)], ids=["rial", "toman"]
)
def test_amounts_have_a_least_and_a_most(bank: Bank, currency: str, least: int, most: int) -> None:
    for amount, expected in ((least - 1, (422, -9)), (most + 1, (422, -41))):
        status, answer = bank.call("request", **REQUEST | {"currency": currency, "amount": amount})
        assert (status, answer["errors"]["code"]) == expected
    assert bank.start(currency=currency, amount=least) != bank.start(currency=currency, amount=most)


@pytest.mark.parametrize(("seconds", "code"), [("soon", -40), (True, -40), (1_799, -42), (3_888_001, -42)])
def test_a_payment_cannot_stay_open_for_any_time(bank: Bank, seconds: object, code: int) -> None:
    assert bank.call("request", **REQUEST | {"expire_in": seconds})[1]["errors"]["code"] == code


def test_a_shop_may_ask_for_a_longer_life(bank: Bank) -> None:
    authority = bank.start(expire_in=7_200)
    bank.now += timedelta(minutes=119)
    assert bank.choose(authority, "pay")[0] == 303


@pytest.mark.parametrize(
    ("merchant", "status", "code"),
    [
        ("x" * 36, 422, -10),
        ("00000000-0000-4000-8000-000000000010", 422, -10),
        ("00000000-0000-4000-8000-000000000011", 401, -11),
        ("00000000-0000-4000-8000-000000000012", 401, -12),
        ("00000000-0000-4000-8000-000000000019", 401, -19),
    ],
)
def test_merchants_for_rehearsing_are_refused_everywhere(bank: Bank, merchant: str, status: int, code: int) -> None:
    for name in ("request", "verify", "inquiry", "unVerified", "reverse"):
        answered, answer = bank.call(name, **REQUEST | {"merchant_id": merchant, "authority": "S" + "0" * 35})
        assert (answered, answer["errors"]["code"]) == (status, code)


@pytest.mark.parametrize("code", [-60, -62])
def test_merchants_for_rehearsing_a_failed_reversal_can_do_all_else(bank: Bank, code: int) -> None:
    merchant = f"00000000-0000-4000-8000-0000000000{-code}"
    authority = bank.start(merchant_id=merchant)
    bank.choose(authority, "pay")
    assert bank.verify(authority, merchant=merchant)["data"]["code"] == 100
    status, answer = bank.call("reverse", merchant_id=merchant, authority=authority)
    assert (status, answer["errors"]["code"]) == (401, code)


def test_codes_of_a_refused_verify_come_with_401(bank: Bank) -> None:
    authority = bank.start()
    asked = {"merchant_id": MERCHANT, "amount": 29_500_000, "authority": authority}
    unpaid = bank.call("verify", **asked)
    bank.choose(authority, "pay")
    other_amount = bank.call("verify", **asked | {"amount": 1_000})
    other_merchant = bank.call("verify", **asked | {"merchant_id": MERCHANT.replace("1", "2")})
    unknown = bank.call("verify", **asked | {"authority": "S" + "0" * 35})
    answers = (unpaid, other_amount, other_merchant, unknown)
    assert [(status, answer["errors"]["code"]) for status, answer in answers] == [
        (401, -51),
        (401, -50),
        (401, -53),
        (401, -54),
    ]


def test_an_unverified_row_has_zarinpals_fields(bank: Bank) -> None:
    authority = bank.start()
    bank.choose(authority, "pay_and_stay")
    _, answer = bank.call("unVerified", merchant_id=MERCHANT)
    assert answer["data"]["authorities"] == [
        {
            "authority": authority,
            "amount": 29_500_000,
            "callback_url": "https://pay.shop.example/return/7f",
            "referer": "",
            "date": "2026-11-22 11:30:00",
        }
    ]


def test_a_reversal_says_so(bank: Bank) -> None:
    authority = bank.start()
    bank.choose(authority, "pay")
    status, answer = bank.call("reverse", merchant_id=MERCHANT, authority=authority)
    assert (status, answer) == (200, {"data": {"code": 100, "message": "Reversed"}, "errors": []})


@pytest.mark.parametrize(("currency", "amount", "fee"), [("IRR", 29_500_000, 152_500), ("IRT", 2_950_000, 15_250)])
def test_a_fee_is_told_in_the_currency_that_was_asked(bank: Bank, currency: str, amount: int, fee: int) -> None:
    status, answer = bank.call("feeCalculation", merchant_id=MERCHANT, amount=amount, currency=currency)
    assert (status, answer["data"]["fee"], answer["data"]["suggested_amount"]) == (200, fee, amount + fee)


def test_twenty_verifies_at_once_find_one_first(bank: Bank) -> None:
    authority = bank.start()
    bank.choose(authority, "pay")
    with ThreadPoolExecutor(20) as pool:
        codes = sorted(pool.map(lambda _: bank.verify(authority)["data"]["code"], range(20)))
    assert codes == [100] + [101] * 19


def test_a_buyer_is_charged_once_however_often_the_button_is_pressed(bank: Bank) -> None:
    authority = bank.start()
    with ThreadPoolExecutor(10) as pool:
        statuses = sorted(pool.map(lambda _: bank.choose(authority, "pay")[0], range(10)))
    assert statuses == [303] + [409] * 9
    status, text = bank.choose(authority, "pay")
    assert status == 409
    assert "این پرداخت انجام شده است" in text


def test_a_cancelled_payment_cannot_be_paid_after_all(bank: Bank) -> None:
    authority = bank.start()
    assert bank.choose(authority, "cancel") == (
        303,
        f"https://pay.shop.example/return/7f?Authority={authority}&Status=NOK",
    )
    status, text = bank.choose(authority, "pay")
    assert status == 409
    assert "انصراف داده شده است" in text


@pytest.mark.parametrize(
    ("callback", "expected"),
    [
        ("https://s.example/r", "https://s.example/r?Authority={}&Status=OK"),
        ("https://s.example/r?a=1&b=%DB%B1", "https://s.example/r?a=1&b=%DB%B1&Authority={}&Status=OK"),
        ("https://s.example/r?a=1#done", "https://s.example/r?a=1&Authority={}&Status=OK#done"),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8001/?Authority={}&Status=OK"),
    ],
)
def test_the_way_back_keeps_the_shops_own_query(bank: Bank, callback: str, expected: str) -> None:
    authority = bank.start(callback_url=callback)
    assert bank.choose(authority, "pay") == (303, expected.format(authority))


def test_paying_without_returning_leaves_the_buyer_at_the_bank_with_a_late_way_back(bank: Bank) -> None:
    authority = bank.start()
    assert bank.choose(authority, "pay_and_stay") == (303, f"/pg/StartPay/{authority}")
    shown = bank.web.get(f"/pg/StartPay/{authority}")
    assert shown.status_code == 200
    assert f"https://pay.shop.example/return/7f?Authority={authority}&amp;Status=OK" in shown.text


def test_closing_the_page_changes_nothing(bank: Bank) -> None:
    authority = bank.start()
    status, text = bank.choose(authority, "leave")
    assert status == 200
    assert "صفحه را بستید" in text
    assert bank.call("inquiry", merchant_id=MERCHANT, authority=authority)[1]["data"]["status"] == "IN_BANK"
    assert bank.choose(authority, "pay")[0] == 303


def test_no_choice_is_asked_again(bank: Bank) -> None:
    authority = bank.start()
    assert bank.choose(authority, "rob")[0] == 400
    assert bank.choose(authority, "pay")[0] == 303


def test_an_expired_payment_takes_no_money(bank: Bank) -> None:
    authority = bank.start()
    bank.now += timedelta(minutes=30)
    assert bank.web.get(f"/pg/StartPay/{authority}").status_code == 410
    status, text = bank.choose(authority, "pay")
    assert status == 410
    assert "مهلت این پرداخت گذشته است" in text
    assert bank.verify(authority)["errors"]["code"] == -51


@pytest.mark.parametrize("act", [lambda bank, path: bank.web.get(path), lambda bank, path: bank.web.post(path)])
def test_an_unknown_payment_is_a_persian_404(bank: Bank, act: Callable[[Bank, str], Any]) -> None:
    answer = act(bank, "/pg/StartPay/S" + "0" * 35)
    assert answer.status_code == 404
    assert "چنین پرداختی نداریم" in answer.text


def test_the_bank_page_says_what_it_is_and_shows_what_is_paid(bank: Bank) -> None:
    shown = bank.web.get(f"/pg/StartPay/{bank.start()}").text
    for text in (
        '<html lang="fa" dir="rtl">',
        "بانک آزمایشی",
        "۲۹٬۵۰۰٬۰۰۰",
        "سفارش ۱۰۰۱ &lt;b&gt;عسل&lt;/b&gt;",
        "pay.shop.example",
        "پرداخت و بازگشت",
        "پرداخت، بدون بازگشت به فروشگاه",
        "انصراف",
        "بستن صفحه",
    ):
        assert text in shown
    assert "<script" not in shown
    assert "style=" not in shown


def test_every_page_forbids_scripts_and_frames(bank: Bank) -> None:
    for path in ("/", "/inbox", f"/pg/StartPay/{bank.start()}", "/nowhere", "/static/sandbox.css"):
        headers = bank.web.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; ")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_front_page_leads_to_the_inbox_and_the_last_payments(bank: Bank) -> None:
    empty = bank.web.get("/").text
    assert 'href="/inbox"' in empty
    assert "هنوز هیچ فروشگاهی پرداختی نخواسته است" in empty
    authority = bank.start()
    assert f'href="/pg/StartPay/{authority}"' in bank.web.get("/").text


def test_an_address_that_leads_nowhere_is_a_persian_404(bank: Bank) -> None:
    answer = bank.web.get("/pg/nowhere")
    assert answer.status_code == 404
    assert "این‌جا چیزی نیست" in answer.text


def test_the_bank_remembers_over_a_restart(bank: Bank) -> None:
    authority = bank.start()
    bank.choose(authority, "pay")
    first = bank.verify(authority)["data"]
    bank.web.close()
    restarted = Bank(bank.folder)
    assert restarted.verify(authority)["data"] == first | {"code": 101}
    restarted.web.close()
