"""The Zibal adapter: what it puts on the wire, and that no misbehaviour of a bank reads as "not paid"."""

from __future__ import annotations

import logging

import httpx2
import pytest

from checkout.gateways.zibal import Zibal
from checkout.ports import NotPaid, Paid, Return
from shop.errors import GatewayRefused, GatewayUnavailable
from shop.money import Rials
from tests.checkout.gateways.wires import NO_USABLE_ANSWER, Answering, Recorder, failing, says

MERCHANT = "5c9f1d0e18f93479b54e3a2d"
TRACK = "15966442233311"
PRICE = Rials(29_500_000)
VERIFIED = {"result": 100, "status": 1, "amount": 29_500_000, "refNumber": 201, "cardNumber": "62741****44"}


def zibal(answering: Answering) -> Zibal:
    return Zibal(
        account=MERCHANT,
        base_url="https://gateway.zibal.test/",
        timeout=5,
        transport=httpx2.MockTransport(answering),
    )


def ask(gateway: Zibal, mobile: str = "09120000000", description: str = "سفارش ۱۰۰۱") -> str:
    return gateway.request(
        amount=PRICE, callback_url="https://pay.test/r", description=description, mobile=mobile, order="1001"
    ).pay_url


def test_amounts_go_out_in_rials_in_zibals_own_names() -> None:
    bank = Recorder(
        request={"result": 100, "trackId": int(TRACK)}, verify=VERIFIED, inquiry={"result": 100, "status": 2}
    )
    gateway = zibal(bank)
    assert ask(gateway) == f"https://gateway.zibal.test/start/{TRACK}"
    gateway.verify(authority=TRACK, amount=PRICE)
    gateway.inquire(authority=TRACK)
    asked = {"merchant": MERCHANT, "trackId": int(TRACK)}
    assert bank.asked == [
        (
            "https://gateway.zibal.test/v1/request",
            {
                "merchant": MERCHANT,
                "amount": 29_500_000,
                "callbackUrl": "https://pay.test/r",
                "description": "سفارش ۱۰۰۱",
                "orderId": "1001",
                "mobile": "09120000000",
            },
        ),
        ("https://gateway.zibal.test/v1/verify", asked),
        ("https://gateway.zibal.test/v1/inquiry", asked),
    ]


def test_a_buyer_without_a_mobile_is_not_sent_an_empty_one_and_a_long_description_is_cut() -> None:
    bank = Recorder(request={"result": 100, "trackId": TRACK})
    ask(zibal(bank), mobile="", description="ش" * 600)
    (_, sent), *_rest = bank.asked
    assert isinstance(sent, dict)
    assert "mobile" not in sent
    assert len(sent["description"]) == 500


@pytest.mark.parametrize("answering", NO_USABLE_ANSWER.values(), ids=NO_USABLE_ANSWER.keys())
def test_no_usable_answer_is_unknown_and_never_a_no(answering: Answering) -> None:
    gateway = zibal(answering)
    for call in (
        lambda: gateway.verify(authority=TRACK, amount=PRICE),
        lambda: gateway.inquire(authority=TRACK),
        lambda: ask(gateway),
    ):
        with pytest.raises(GatewayUnavailable):
            call()


@pytest.mark.parametrize(
    "changed",
    [
        {"amount": None},
        {"amount": "many"},
        {"refNumber": None},
        {"refNumber": 0},
        {"refNumber": "a b"},
        {"refNumber": True},
        {"status": None},
        {"status": 2},
        {"status": -2},
        {"trackId": 7},
    ],
)
def test_a_yes_that_says_too_little_or_of_another_payment_is_unknown(changed: dict[str, object]) -> None:
    with pytest.raises(GatewayUnavailable):
        zibal(says(VERIFIED | changed)).verify(authority=TRACK, amount=PRICE)


@pytest.mark.parametrize("amount", [29_499_999, 2_950_000, 295_000_000, "29499999"])
def test_another_amount_is_refused(amount: object) -> None:
    with pytest.raises(GatewayRefused) as refused:
        zibal(says(VERIFIED | {"amount": amount})).verify(authority=TRACK, amount=PRICE)
    assert refused.value.bank_code == "amount_differs"


@pytest.mark.parametrize("reference", [201, "201"])
def test_a_reference_is_text_whatever_it_came_as(reference: object) -> None:
    paid = zibal(says(VERIFIED | {"refNumber": reference})).verify(authority=TRACK, amount=PRICE)
    assert isinstance(paid, Paid)
    assert (paid.reference, paid.repeated) == ("201", False)


def test_a_repeated_yes_that_tells_nothing_is_filled_from_the_inquiry() -> None:
    bank = Recorder(verify={"result": 201}, inquiry=VERIFIED | {"cardNumber": "627412******0044"})
    paid = zibal(bank).verify(authority=TRACK, amount=PRICE)
    assert paid == Paid(reference="201", card="627412******0044", repeated=True)
    with pytest.raises(GatewayRefused, match="amount_differs"):
        zibal(bank).verify(authority=TRACK, amount=Rials(PRICE + 1))


@pytest.mark.parametrize(("status", "unknown"), [(18, False), (15, False), (2, True), (-1, True), (-2, True)])
def test_a_repeated_yes_is_none_unless_the_inquiry_agrees(status: int, unknown: bool) -> None:
    gateway = zibal(Recorder(verify={"result": 201}, inquiry=VERIFIED | {"status": status}))
    if unknown:
        with pytest.raises(GatewayUnavailable):
            gateway.verify(authority=TRACK, amount=PRICE)
    else:
        assert gateway.verify(authority=TRACK, amount=PRICE) == NotPaid(bank_code=str(status))


def test_only_202_is_not_paid() -> None:
    assert zibal(says({"result": 202})).verify(authority=TRACK, amount=PRICE) == NotPaid(bank_code="202")
    assert zibal(says({"result": "202"})).verify(authority=TRACK, amount=PRICE) == NotPaid(bank_code="202")


@pytest.mark.parametrize("code", [102, 103, 104, 113, 115, 116, 140, 203])
def test_every_other_no_is_refused_with_its_code_and_words(code: int) -> None:
    with pytest.raises(GatewayRefused) as refused:
        zibal(says({"result": code, "message": "bad\x00 words"})).verify(authority=TRACK, amount=PRICE)
    assert (refused.value.bank_code, refused.value.bank_message) == (str(code), "bad\ufffd words")


@pytest.mark.parametrize(
    ("status", "meant"),
    [(-1, "in_bank"), (1, "verified"), (2, "paid"), (3, "failed"), (6, "failed"), (12, "failed"), (15, "reversed")],
)
def test_a_status_is_read(status: int, meant: str) -> None:
    assert zibal(says({"result": 100, "status": status})).inquire(authority=TRACK) == meant


@pytest.mark.parametrize("status", [-2, 0, 21, 99, "paid", None])
def test_a_status_that_says_nothing_of_the_payment_is_unknown(status: object) -> None:
    with pytest.raises(GatewayUnavailable):
        zibal(says({"result": 100, "status": status})).inquire(authority=TRACK)


@pytest.mark.parametrize("track", ["", "0", "-5", "1" * 19, "۱۲۳", "12a", f"{TRACK}\n"])
def test_what_is_no_track_id_never_reaches_the_bank(track: str) -> None:
    bank = Recorder()
    with pytest.raises(GatewayRefused, match="bad_authority"):
        zibal(bank).verify(authority=track, amount=PRICE)
    assert bank.asked == []
    assert zibal(bank).read_return({"trackId": track}) == Return()
    for told in (track, None, [1]):
        with pytest.raises(GatewayUnavailable):
            ask(zibal(says({"result": 100, "trackId": told})))


def test_the_return_is_read_with_zibals_exact_letters_and_claims_nothing() -> None:
    gateway = zibal(Recorder())
    said = {"trackId": TRACK, "success": "0", "status": "3"}
    assert gateway.read_return(said) == Return(authority=TRACK)
    assert gateway.read_return({"trackid": TRACK}) == Return()


def test_the_merchant_stands_in_no_log_and_no_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    gateway = zibal(failing(httpx2.ReadTimeout))
    with pytest.raises(GatewayUnavailable) as error:
        gateway.verify(authority=TRACK, amount=PRICE)
    gateway.close()
    assert MERCHANT not in f"{caplog.text}{gateway!r}{error.value!r}{error.value.__cause__!r}"
