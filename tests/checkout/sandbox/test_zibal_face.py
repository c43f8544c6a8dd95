"""Zibal v1 on the wire: HTTP 200 whatever is said, and what a buyer brings back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.checkout.sandbox.bank_on_the_wire import Wire

REQUEST = {
    "merchant": "zibal",
    "amount": 29_500_000,
    "callbackUrl": "https://pay.shop.example/return/7f?step=2",
    "description": "سفارش ۱۰۰۱",
    "orderId": "1001",
    "mobile": "09120000000",
}


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Wire]:
    bank = Wire(tmp_path)
    yield bank
    bank.web.close()


def start(bank: Wire, **changed: object) -> int:
    answer = bank.post("/v1/request", **REQUEST | changed)
    assert answer.keys() == {"result", "trackId", "message"}
    assert (answer["result"], answer["message"]) == (100, "success")
    assert isinstance(answer["trackId"], int)
    return int(answer["trackId"])


def choose(bank: Wire, track: int, choice: str, address: str = "/start/{}") -> str:
    answer = bank.web.post(address.format(track), data={"choice": choice})
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def ask(bank: Wire, call: str, track: object, merchant: str = "zibal") -> dict[str, Any]:
    return bank.post(f"/v1/{call}", merchant=merchant, trackId=track)


@pytest.mark.parametrize("address", ["/start/{}", "/start/{}/direct"])
def test_a_buyer_pays_and_comes_back_with_zibals_words(bank: Wire, address: str) -> None:
    track = start(bank)
    assert bank.web.get(address.format(track)).status_code == 200
    base = "https://pay.shop.example/return/7f?step=2"
    assert choose(bank, track, "pay", address) == f"{base}&trackId={track}&success=1&status=2&orderId=1001"


def test_a_buyer_who_cancels_comes_back_with_status_3(bank: Wire) -> None:
    track = start(bank, orderId="")
    assert choose(bank, track, "cancel").endswith(f"&trackId={track}&success=0&status=3")
    assert ask(bank, "inquiry", track)["status"] == 3


def test_a_verification_tells_what_was_paid_once(bank: Wire) -> None:
    track = start(bank)
    choose(bank, track, "pay")
    first = ask(bank, "verify", track)
    assert isinstance(first.pop("refNumber"), int)
    assert str(first.pop("cardNumber")).startswith("502229******")
    assert first == {
        "message": "success",
        "result": 100,
        "paidAt": "2026-11-22T11:30:00.000000",
        "amount": 29_500_000,
        "status": 1,
        "orderId": "1001",
        "description": "سفارش ۱۰۰۱",
        "multiplexingInfos": [],
    }
    assert ask(bank, "verify", track) == {"message": "already verified", "result": 201}
    assert ask(bank, "verify", str(track))["result"] == 201


def test_an_inquiry_follows_a_payment(bank: Wire) -> None:
    track = start(bank)
    waiting = ask(bank, "inquiry", track)
    assert (waiting["status"], waiting["createdAt"], waiting["paidAt"]) == (-1, "2026-11-22T11:30:00.000000", None)
    choose(bank, track, "pay")
    assert ask(bank, "inquiry", track)["status"] == 2
    ask(bank, "verify", track)
    verified = ask(bank, "inquiry", track)
    assert (verified["status"], verified["verifiedAt"]) == (1, "2026-11-22T11:30:00.000000")
    assert {"wage", "shaparakFee", "refNumber", "amount"} <= verified.keys()


def test_what_is_not_verified_in_half_an_hour_goes_back(bank: Wire) -> None:
    track = start(bank)
    choose(bank, track, "pay")
    bank.later(minutes=30)
    assert ask(bank, "inquiry", track)["status"] == 2
    bank.later(seconds=1)
    assert ask(bank, "verify", track)["result"] == 202
    assert ask(bank, "inquiry", track)["status"] == 18


@pytest.mark.parametrize(
    ("changed", "result"),
    [
        ({"merchant": ""}, 102),
        ({"merchant": "a b"}, 104),
        ({"amount": 1_000}, 105),
        ({"amount": "many"}, 105),
        ({"amount": True}, 105),
        ({"amount": 1_000_000_001}, 113),
        ({"callbackUrl": None}, 140),
        ({"callbackUrl": "javascript:alert(1)"}, 106),
    ],
)
def test_a_request_is_refused_with_zibals_results(bank: Wire, changed: dict[str, object], result: int) -> None:
    assert bank.post("/v1/request", **REQUEST | changed)["result"] == result


def test_only_the_own_payment_of_a_merchant_is_known(bank: Wire) -> None:
    track = start(bank)
    assert ask(bank, "verify", track)["result"] == 202
    choose(bank, track, "pay")
    for strange in (123, "x", None, True, [track]):
        assert ask(bank, "verify", strange)["result"] == 203
        assert ask(bank, "inquiry", strange)["result"] == 203
    assert ask(bank, "verify", track, "another-shop")["result"] == 203
    assert ask(bank, "inquiry", track)["status"] == 2


@pytest.mark.parametrize("raw", [b"", b"null", b"[]", b"{", b"\xff", b"[" * 50_000])
def test_what_is_no_json_object_is_refused(bank: Wire, raw: bytes) -> None:
    for call in ("request", "verify", "inquiry"):
        answer = bank.web.post(f"/v1/{call}", content=raw)
        assert (answer.status_code, answer.json()["result"]) == (200, 102)
