"""The SEP adapter: what it puts on the wire, and that no misbehaviour of a bank reads as "not paid"."""

from __future__ import annotations

import httpx2
import pytest

from checkout.gateways.sep import Sep
from checkout.ports import NotPaid, Paid, Return, Started
from shop.errors import GatewayRefused, GatewayUnavailable
from shop.money import Rials
from tests.checkout.gateways.wires import NO_USABLE_ANSWER, Answering, Recorder, says

TOKEN = "2c3c1fefac5a48geb9f9be7e445dd9b2"
REF_NUM = "GmshtyjwKSu5lKOLquYrzO9BqjUMb/TPUK0qak/iVs="
PRICE = Rials(29_500_000)
DETAIL = {
    "RRN": "23162932068",
    "RefNum": REF_NUM,
    "MaskedPan": "621986******8080",
    "TerminalNumber": 21_012_345,
    "OrginalAmount": 29_500_000,
    "AffectiveAmount": 29_500_000,
}
VERIFIED = {
    "ResultCode": 0,
    "ResultDescription": "عملیات با موفقیت انجام شد",
    "Success": True,
    "TransactionDetail": DETAIL,
}


def sep(answering: Answering) -> Sep:
    return Sep(account="21012345", base_url="https://sep.test/", timeout=5, transport=httpx2.MockTransport(answering))


def ask(gateway: Sep, mobile: str = "09120000000") -> Started:
    return gateway.request(
        amount=PRICE, callback_url="https://pay.test/r", description="سفارش", mobile=mobile, order="1001"
    )


def verify(answer: object) -> Paid | NotPaid:
    return sep(says(answer)).verify(authority=TOKEN, amount=PRICE, claim=REF_NUM)


def test_amounts_go_out_in_rials_in_seps_own_names() -> None:
    bank = Recorder(
        onlinepg={"status": 1, "token": TOKEN}, VerifyTransaction=VERIFIED, ReverseTransaction={"ResultCode": 0}
    )
    gateway = sep(bank)
    started = ask(gateway)
    assert (started.authority, started.pay_url) == (TOKEN, "https://sep.test/OnlinePG/OnlinePG")
    assert started.pay_form == {"Token": TOKEN, "GetMethod": "true"}
    gateway.verify(authority=TOKEN, amount=PRICE, claim=REF_NUM)
    gateway.reverse(authority=TOKEN, claim=REF_NUM)
    asked = {"RefNum": REF_NUM, "TerminalNumber": 21_012_345}
    assert bank.asked == [
        (
            "https://sep.test/onlinepg/onlinepg",
            {
                "action": "token",
                "TerminalId": "21012345",
                "Amount": 29_500_000,
                "ResNum": "1001",
                "RedirectUrl": "https://pay.test/r",
                "TokenExpiryInMin": 20,
                "CellNumber": "09120000000",
            },
        ),
        ("https://sep.test/verifyTxnRandomSessionkey/ipg/VerifyTransaction", asked),
        ("https://sep.test/verifyTxnRandomSessionkey/ipg/ReverseTransaction", asked),
    ]


def test_a_buyer_without_a_mobile_is_not_sent_an_empty_one() -> None:
    bank = Recorder(onlinepg={"status": 1, "token": TOKEN})
    ask(sep(bank), mobile="")
    assert "CellNumber" not in str(bank.asked)


@pytest.mark.parametrize("answering", NO_USABLE_ANSWER.values(), ids=NO_USABLE_ANSWER.keys())
def test_no_usable_answer_is_unknown_and_never_a_no(answering: Answering) -> None:
    gateway = sep(answering)
    for call in (
        lambda: gateway.verify(authority=TOKEN, amount=PRICE, claim=REF_NUM),
        lambda: gateway.inquire(authority=TOKEN, claim=REF_NUM),
        lambda: gateway.reverse(authority=TOKEN, claim=REF_NUM),
        lambda: ask(gateway),
    ):
        with pytest.raises(GatewayUnavailable):
            call()


def test_without_a_receipt_nothing_is_asked_and_nothing_known() -> None:
    bank = Recorder()
    with pytest.raises(GatewayUnavailable):
        sep(bank).verify(authority=TOKEN, amount=PRICE)
    with pytest.raises(GatewayUnavailable):
        sep(bank).inquire(authority=TOKEN)
    assert bank.asked == []


@pytest.mark.parametrize(
    "changed",
    [
        {"TransactionDetail": None},
        {"TransactionDetail": DETAIL | {"RefNum": "another"}},
        {"TransactionDetail": DETAIL | {"OrginalAmount": None}},
        {"Success": False},
        {"Success": "true"},
        {"ResultCode": -2, "Success": False},
        {"ResultCode": -1},
    ],
)
def test_a_yes_that_says_too_little_or_of_another_payment_is_unknown(changed: dict[str, object]) -> None:
    with pytest.raises(GatewayUnavailable):
        verify(VERIFIED | changed)


@pytest.mark.parametrize(("code", "repeated"), [(0, False), (2, True), ("0", False)])
def test_both_yes_codes_are_paid(code: object, repeated: bool) -> None:
    assert verify(VERIFIED | {"ResultCode": code}) == Paid(
        reference=REF_NUM, card="621986******8080", repeated=repeated
    )


@pytest.mark.parametrize("amount", [29_499_999, 2_950_000, 295_000_000])
@pytest.mark.parametrize("code", [0, 2])
def test_another_amount_is_refused(amount: int, code: int) -> None:
    with pytest.raises(GatewayRefused, match="amount_differs"):
        verify(VERIFIED | {"ResultCode": code, "TransactionDetail": DETAIL | {"OrginalAmount": amount}})


def test_a_receipt_of_another_terminal_is_refused() -> None:
    with pytest.raises(GatewayRefused, match="foreign_terminal"):
        verify(VERIFIED | {"TransactionDetail": DETAIL | {"TerminalNumber": 7}})


def test_a_payment_that_went_back_is_not_paid_and_stays_so() -> None:
    answer = {"ResultCode": 5, "Success": False, "TransactionDetail": None}
    assert verify(answer) == NotPaid(bank_code="5")
    assert sep(says(answer)).inquire(authority=TOKEN, claim=REF_NUM) == "reversed"


@pytest.mark.parametrize("code", [-6, -104, -105, -106])
def test_every_other_no_is_refused_with_its_code(code: int) -> None:
    with pytest.raises(GatewayRefused) as refused:
        verify({"ResultCode": code, "Success": False, "ResultDescription": "نه"})
    assert (refused.value.bank_code, refused.value.bank_message) == (str(code), "نه")


def test_a_request_that_is_refused_says_why() -> None:
    with pytest.raises(GatewayRefused) as refused:
        ask(sep(says({"status": -1, "errorCode": "8", "errorDesc": "نشانی"})))
    assert (refused.value.bank_code, refused.value.bank_message) == ("8", "نشانی")


@pytest.mark.parametrize("token", [None, "", "short", "a b" * 9, 5, "<b>" * 9])
def test_a_buyer_is_sent_nowhere_when_the_bank_names_no_token(token: object) -> None:
    with pytest.raises(GatewayUnavailable):
        ask(sep(says({"status": 1, "token": token})))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, Return(authority=TOKEN, claim=REF_NUM)),
        ({"Status": "1", "State": "CanceledByUser", "RefNum": ""}, Return(authority=TOKEN, refusal="1")),
        ({"Status": "3"}, Return(authority=TOKEN, refusal="3")),
        ({"Status": ""}, Return(authority=TOKEN)),
        ({"Status": "99"}, Return(authority=TOKEN)),
        ({"RefNum": "' OR 1=1 --"}, Return(authority=TOKEN)),
        ({"Token": ""}, Return(claim=REF_NUM)),
        ({"Token": "x y"}, Return(claim=REF_NUM)),
    ],
)
def test_a_return_claims_a_receipt_or_tells_a_refusal(changed: dict[str, str], expected: Return) -> None:
    said = {"State": "OK", "Status": "2", "RefNum": REF_NUM, "ResNum": "1001", "Token": TOKEN}
    assert sep(Recorder()).read_return(said | changed) == expected
