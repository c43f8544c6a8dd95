"""The bank's bad days: set on its page, happening so often as was said, each in one place for every protocol."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checkout.sandbox.armed import Arms
from checkout.sandbox.faults import FAULTS, SOUND
from tests.checkout.sandbox.bank_on_the_wire import Wire

ZIBAL = {"merchant": "zibal", "amount": 10_000, "callbackUrl": "https://s.example/r"}


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Wire]:
    bank = Wire(tmp_path)
    yield bank
    bank.web.close()


def arm(bank: Wire, **fields: str) -> int:
    return bank.web.post("/faults", data=fields).status_code


def test_a_fault_set_on_the_page_happens_so_often_and_no_more(bank: Wire) -> None:
    assert arm(bank, fault="error_500", call="request", face="zibal", times="۲") == 303
    assert "کار را می‌کند و خطای ۵۰۰ می‌دهد" in bank.web.get("/faults").text
    assert "بانک آماده‌ی ۱ خرابی است" in bank.web.get("/").text
    statuses = [bank.web.post("/v1/request", json=ZIBAL).status_code for _ in range(3)]
    assert statuses == [500, 500, 200]
    assert "هیچ؛ بانک درست کار می‌کند" in bank.web.get("/faults").text


def test_a_fault_of_one_protocol_or_call_leaves_the_others_alone(bank: Wire) -> None:
    assert arm(bank, fault="html", call="verify", face="sep") == 303
    assert bank.web.post("/v1/request", json=ZIBAL).json()["result"] == 100
    assert bank.web.post("/v1/verify", json=ZIBAL).json()["result"] == 203
    verify = "/verifyTxnRandomSessionkey/ipg/VerifyTransaction"
    assert bank.web.post(verify, json={}).headers["Content-Type"].startswith("text/html")


def test_a_fault_of_no_protocol_is_one_of_every_protocol(bank: Wire) -> None:
    assert arm(bank, fault="rate_limit", call="request", times="3") == 303
    zarinpal = bank.web.post("/pg/v4/payment/request.json", json={}).json()
    assert zarinpal["errors"]["code"] == -12
    assert bank.web.post("/v1/request", json=ZIBAL).status_code == 429
    assert bank.web.post("/onlinepg/onlinepg", json={}).status_code == 429


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"fault": "flood", "call": "verify"},
        {"fault": "wrong_amount", "call": "request"},
        {"fault": "html", "call": "dance"},
        {"fault": "html", "call": "verify", "face": "idpay"},
        {"fault": "html", "call": "verify", "times": "0"},
        {"fault": "html", "call": "verify", "times": "many"},
        {"fault": "html", "call": "verify", "times": "1001"},
    ],
)
def test_what_cannot_go_wrong_is_refused(bank: Wire, fields: dict[str, str]) -> None:
    answer = bank.web.post("/faults", data=fields)
    assert answer.status_code == 422
    assert "شدنی نیست" in answer.text


def test_everything_can_be_taken_back(bank: Wire) -> None:
    arm(bank, fault="html", call="request", times="5")
    assert bank.web.post("/faults/clear").status_code == 303
    assert bank.web.post("/v1/request", json=ZIBAL).json()["result"] == 100


def test_the_page_offers_every_fault_without_a_script(bank: Wire) -> None:
    shown = bank.web.get("/faults").text
    for fault in FAULTS.values():
        assert f'value="{fault.name}"' in shown
        assert fault.label in shown
    assert "<script" not in shown


def test_twenty_calls_at_once_take_a_fault_as_often_as_it_was_set(tmp_path: Path) -> None:
    arms = Arms(tmp_path / "faults.sqlite3")
    arms.arm("html", "verify", times=7)
    with ThreadPoolExecutor(20) as pool:
        taken = list(pool.map(lambda _: arms.take("sep", "verify"), range(20)))
    assert [fault.name for fault in taken].count("html") == 7
    assert taken.count(SOUND) == 13
