"""SEP's token API on the wire, in its own spelling, and what a buyer brings back by GET or by POST."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.checkout.sandbox.bank_on_the_wire import Wire, hidden_in

REQUEST = {
    "action": "token",
    "TerminalId": "21012345",
    "Amount": 29_500_000,
    "ResNum": "1001",
    "RedirectUrl": "https://pay.shop.example/return/7f",
    "CellNumber": "09120000000",
}
CALLBACK = {
    "MID",
    "State",
    "Status",
    "RRN",
    "RefNum",
    "ResNum",
    "TerminalId",
    "TraceNo",
    "Amount",
    "Wage",
    "SecurePan",
    "HashedCardNumber",
    "Token",
}


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Wire]:
    bank = Wire(tmp_path)
    yield bank
    bank.web.close()


def token(bank: Wire, path: str = "/onlinepg/onlinepg", **changed: object) -> str:
    answer = bank.post(path, **REQUEST | changed)
    assert answer.keys() == {"status", "token"}
    assert answer["status"] == 1
    return str(answer["token"])


def pay(bank: Wire, token: str, choice: str = "pay", get_method: str = "true") -> dict[str, str]:
    """Arrive as a shop's form brings a buyer, choose, and return what the browser then carries."""
    shown = bank.web.post("/OnlinePG/OnlinePG", data={"Token": token, "GetMethod": get_method})
    assert shown.status_code == 200
    form = {**hidden_in(shown.text), "choice": choice}
    answer = bank.web.post(f"/OnlinePG/SendToken?token={token}", data=form)
    if answer.status_code == 303:
        return dict(parse_qsl(urlsplit(answer.headers["Location"]).query, keep_blank_values=True))
    assert 'action="https://pay.shop.example/return/7f"' in answer.text
    return hidden_in(answer.text)


def ask(bank: Wire, what: str, ref_num: object, terminal: object = 21_012_345) -> dict[str, Any]:
    path = f"/verifyTxnRandomSessionkey/ipg/{what}Transaction"
    return bank.post(path, RefNum=ref_num, TerminalNumber=terminal)


def test_a_token_leads_to_the_counter_by_a_link_too(bank: Wire) -> None:
    shown = bank.web.get(f"/OnlinePG/SendToken?token={token(bank, '/OnlinePG/OnlinePG')}")
    assert shown.status_code == 200
    assert "۲۹٬۵۰۰٬۰۰۰" in shown.text


@pytest.mark.parametrize("get_method", ["true", ""])
def test_a_buyer_pays_and_comes_back_by_the_way_the_shop_chose(bank: Wire, get_method: str) -> None:
    name = token(bank)
    back = pay(bank, name, get_method=get_method)
    assert back.keys() == CALLBACK
    assert (back["State"], back["Status"], back["Token"]) == ("OK", "2", name)
    assert (back["ResNum"], back["Amount"], back["TerminalId"]) == ("1001", "29500000", "21012345")


def test_a_buyer_who_cancels_brings_no_receipt(bank: Wire) -> None:
    back = pay(bank, token(bank), "cancel")
    assert (back["State"], back["Status"], back["RefNum"]) == ("CanceledByUser", "1", "")


def test_a_verification_tells_what_was_paid_and_says_2_ever_after(bank: Wire) -> None:
    back = pay(bank, token(bank))
    first, again = ask(bank, "Verify", back["RefNum"]), ask(bank, "Verify", back["RefNum"], "21012345")
    assert (first["ResultCode"], first["Success"]) == (0, True)
    detail = first["TransactionDetail"]
    assert detail.keys() == {
        "RRN",
        "RefNum",
        "MaskedPan",
        "HashedPan",
        "TerminalNumber",
        "OrginalAmount",
        "AffectiveAmount",
        "StraceDate",
        "StraceNo",
    }
    assert (detail["RefNum"], detail["OrginalAmount"], detail["TerminalNumber"]) == (
        back["RefNum"],
        29_500_000,
        21_012_345,
    )
    assert (again["ResultCode"], again["TransactionDetail"]) == (2, detail)


def test_what_is_not_verified_in_half_an_hour_goes_back(bank: Wire) -> None:
    back = pay(bank, token(bank))
    bank.later(minutes=30, seconds=1)
    assert ask(bank, "Verify", back["RefNum"])["ResultCode"] == -6
    assert ask(bank, "Verify", back["RefNum"])["ResultCode"] == 5


def test_a_payment_is_reversed_once_within_fifty_minutes(bank: Wire) -> None:
    fresh, stale = pay(bank, token(bank)), pay(bank, token(bank))
    for back in (fresh, stale):
        ask(bank, "Verify", back["RefNum"])
    bank.later(minutes=50)
    assert ask(bank, "Reverse", fresh["RefNum"])["ResultCode"] == 0
    assert ask(bank, "Reverse", fresh["RefNum"])["ResultCode"] == 5
    assert ask(bank, "Verify", fresh["RefNum"])["ResultCode"] == 5
    bank.later(seconds=1)
    assert ask(bank, "Reverse", stale["RefNum"])["ResultCode"] == -6


def test_only_a_terminals_own_receipts_are_found(bank: Wire) -> None:
    back = pay(bank, token(bank))
    for ref_num, terminal in ((back["RefNum"], 1), ("GmshtyjwKSu11111111111", 21_012_345), ("", 21_012_345), (5, 5)):
        answer = ask(bank, "Verify", ref_num, terminal)
        assert (answer["ResultCode"], answer["Success"], answer["TransactionDetail"]) == (-2, False, None)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"TerminalId": "shop"}, "12"),
        ({"Amount": 0}, "5"),
        ({"ResNum": ""}, "5"),
        ({"ResNum": "1" * 51}, "5"),
        ({"RedirectUrl": "nowhere"}, "5"),
        ({"TokenExpiryInMin": 19}, "5"),
        ({"TokenExpiryInMin": 3_601}, "5"),
        ({"action": "pay"}, "5"),
    ],
)
def test_a_token_is_refused_with_a_code_as_text(bank: Wire, changed: dict[str, object], code: str) -> None:
    answer = bank.post("/onlinepg/onlinepg", **REQUEST | changed)
    assert answer.keys() == {"status", "errorCode", "errorDesc"}
    assert (answer["status"], answer["errorCode"]) == (-1, code)


def test_a_token_lives_for_twenty_minutes_or_as_long_as_was_asked(bank: Wire) -> None:
    short, long = token(bank), token(bank, TokenExpiryInMin=60)
    bank.later(minutes=20)
    assert bank.web.get(f"/OnlinePG/SendToken?token={short}").status_code == 410
    assert bank.web.get(f"/OnlinePG/SendToken?token={long}").status_code == 200


def test_fields_may_be_spelled_in_other_letters(bank: Wire) -> None:
    """As az-iranian-bank-gateways spells them."""
    answer = bank.post(
        "/onlinepg/onlinepg",
        action="Token",
        TerminalId="21012345",
        Amount=10_000,
        ResNum="7",
        RedirectURL="https://pay.shop.example/return/7f",
        CellNumber=None,
    )
    assert answer["status"] == 1
