"""The Zarinpal adapter: what it puts on the wire, and that no misbehaviour of a bank reads as "not paid"."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator

import httpx2
import pytest

from checkout.gateways.zarinpal import Zarinpal
from checkout.ports import NotPaid, Paid, Return, Unverified
from shop.errors import GatewayRefused, GatewayUnavailable
from shop.money import Rials

MERCHANT = "1344b5d4-0048-11e8-94db-005056a205be"
AUTHORITY = "A" + "0" * 29 + "xpgr85"
SANDBOX_AUTHORITY = "S" + "0" * 35
PRICE = Rials(29_500_000)

Answering = Callable[[httpx2.Request], httpx2.Response]


def zarinpal(answering: Answering, *, sandbox: bool = False, timeout: float = 5) -> Zarinpal:
    return Zarinpal(
        account=MERCHANT,
        base_url="https://payment.bank.test/",
        timeout=timeout,
        sandbox=sandbox,
        transport=httpx2.MockTransport(answering),
    )


def always(*, data: object = (), errors: object = (), status: int = 200) -> Answering:
    return body(json.dumps({"data": data, "errors": errors}).encode(), status)


def body(content: bytes, status: int = 200) -> Answering:
    return lambda _: httpx2.Response(status, content=content)


def ask(gateway: Zarinpal) -> None:
    gateway.request(
        amount=PRICE, callback_url="https://pay.test/r", description="سفارش ۱", mobile="09120000000", order="1"
    )


class Recorder:
    """A bank that answers everything with a yes and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, object]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        assert request.method == "POST"
        assert request.headers["Content-Type"] == "application/json"
        assert request.headers["Accept"] == "application/json"
        self.asked.append((str(request.url), json.loads(request.content)))
        data = {"code": 100, "authority": AUTHORITY, "ref_id": 201, "status": "PAID", "authorities": []}
        return httpx2.Response(200, json={"data": data, "errors": []})


def test_amounts_go_out_in_rials_and_say_so() -> None:
    bank = Recorder()
    gateway = zarinpal(bank)
    started = gateway.request(
        amount=PRICE,
        callback_url="https://pay.shop.test/return/7f",
        description="سفارش ۱۰۰۱",
        mobile="09120000000",
        order="1001",
    )
    gateway.verify(authority=AUTHORITY, amount=PRICE)
    assert started.pay_url == f"https://payment.bank.test/pg/StartPay/{AUTHORITY}"
    assert bank.asked == [
        (
            "https://payment.bank.test/pg/v4/payment/request.json",
            {
                "merchant_id": MERCHANT,
                "amount": 29_500_000,
                "currency": "IRR",
                "callback_url": "https://pay.shop.test/return/7f",
                "description": "سفارش ۱۰۰۱",
                "metadata": {"order_id": "1001", "mobile": "09120000000"},
            },
        ),
        (
            "https://payment.bank.test/pg/v4/payment/verify.json",
            {"merchant_id": MERCHANT, "amount": 29_500_000, "currency": "IRR", "authority": AUTHORITY},
        ),
    ]


def test_calls_without_an_amount_carry_only_the_merchant_and_the_authority() -> None:
    bank = Recorder()
    gateway = zarinpal(bank)
    assert gateway.inquire(authority=AUTHORITY) == "paid"
    assert gateway.unverified() == []
    gateway.reverse(authority=AUTHORITY)
    ours = {"merchant_id": MERCHANT, "authority": AUTHORITY}
    assert bank.asked == [
        ("https://payment.bank.test/pg/v4/payment/inquiry.json", ours),
        ("https://payment.bank.test/pg/v4/payment/unVerified.json", {"merchant_id": MERCHANT}),
        ("https://payment.bank.test/pg/v4/payment/reverse.json", ours),
    ]


def test_a_buyer_without_a_mobile_is_not_sent_an_empty_one_and_a_long_description_is_cut() -> None:
    bank = Recorder()
    zarinpal(bank).request(amount=PRICE, callback_url="https://pay.test/r", description="ش" * 600, mobile="", order="1")
    (_, body), *_rest = bank.asked
    assert isinstance(body, dict)
    assert body["metadata"] == {"order_id": "1"}
    assert len(body["description"]) == 500


def endless(_: httpx2.Request) -> httpx2.Response:
    def chunks() -> Iterator[bytes]:
        while True:
            yield b" " * 65_536

    return httpx2.Response(200, content=chunks())


def failing(error: type[httpx2.TransportError]) -> Answering:
    def fail(_: httpx2.Request) -> httpx2.Response:
        raise error("no answer")

    return fail


NO_USABLE_ANSWER: dict[str, Answering] = {
    "read timeout": failing(httpx2.ReadTimeout),
    "connect timeout": failing(httpx2.ConnectTimeout),
    "connection reset": failing(httpx2.ReadError),
    "connection refused": failing(httpx2.ConnectError),
    "broken protocol": failing(httpx2.RemoteProtocolError),
    "500": body(b"Internal Server Error", 500),
    "503 that claims a no": always(errors={"code": -51, "message": "no"}, status=503),
    "502 that claims a yes": always(data={"code": 100, "ref_id": 1}, status=502),
    "HTML for JSON": body(b"<!doctype html><title>Bad gateway</title>"),
    "HTML with 404": body(b"<h1>Not found</h1>", 404),
    "a redirect": lambda _: httpx2.Response(302, headers={"Location": "https://elsewhere.test/"}),
    "empty body": body(b""),
    "half a body": body(b'{"data":{"code":100,"ref_id":1'),
    "endless body": endless,
    "broken compression": lambda _: httpx2.Response(200, headers={"Content-Encoding": "gzip"}, stream=_Plain()),
    "not UTF-8": body(b'{"data":{"code":100,"message":"\xff"}}'),
    "deeply nested": body(b"[" * 100_000),
    "a list": body(b"[]"),
    "a number": body(b"100"),
    "null": body(b"null"),
    "empty data, a list": always(data=[]),
    "empty data, an object": always(data={}, errors={}),
    "data and errors at once": always(data={"code": 100, "ref_id": 1}, errors={"code": -51}),
    "no code": always(data={"message": "Verified", "ref_id": 1}),
    "code true": always(data={"code": True, "ref_id": 1}),
    "code null": always(errors={"code": None}),
    "code in words": always(data={"code": "success", "ref_id": 1}),
    "code a fraction": always(data={"code": 100.5, "ref_id": 1}),
    "code a list": always(data={"code": [100], "ref_id": 1}),
    "code zero": always(data={"code": 0}),
    "an unknown yes": always(data={"code": 102, "ref_id": 1}),
    "a yes among the errors": always(errors={"code": 100, "ref_id": 1}),
    "too many attempts": always(errors={"code": -12, "message": "Too many attempts"}, status=429),
    "the bank's unexpected error": always(errors={"code": -52, "message": "Oops"}),
}


class _Plain(httpx2.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        yield b"this is not gzip"


@pytest.mark.parametrize("answering", NO_USABLE_ANSWER.values(), ids=NO_USABLE_ANSWER.keys())
def test_no_usable_answer_is_unknown_and_never_a_no(answering: Answering) -> None:
    gateway = zarinpal(answering)
    for call in (
        lambda: gateway.verify(authority=AUTHORITY, amount=PRICE),
        lambda: gateway.inquire(authority=AUTHORITY),
        gateway.unverified,
        lambda: gateway.reverse(authority=AUTHORITY),
        lambda: ask(gateway),
    ):
        try:
            call()
        except GatewayUnavailable:
            continue
        except GatewayRefused as refused:
            pytest.fail(f"read as a no: {refused}")
        pytest.fail("read as an answer")


UNUSABLE_FIELDS: dict[str, dict[str, object]] = {
    "no reference": {},
    "reference null": {"ref_id": None},
    "reference zero": {"ref_id": 0},
    "reference negative": {"ref_id": -201},
    "reference true": {"ref_id": True},
    "reference in words": {"ref_id": "abc"},
    "reference a list": {"ref_id": [201]},
    "reference endless": {"ref_id": 10**30},
}


@pytest.mark.parametrize("fields", UNUSABLE_FIELDS.values(), ids=UNUSABLE_FIELDS.keys())
@pytest.mark.parametrize("code", [100, 101])
def test_a_yes_without_a_usable_reference_is_unknown(code: int, fields: dict[str, object]) -> None:
    gateway = zarinpal(always(data={"code": code, **fields}))
    with pytest.raises(GatewayUnavailable):
        gateway.verify(authority=AUTHORITY, amount=PRICE)


@pytest.mark.parametrize(("code", "repeated"), [(100, False), (101, True), ("100", False), ("101", True)])
def test_both_yes_codes_are_paid_as_numbers_or_as_text(code: object, repeated: bool) -> None:
    data = {"code": code, "ref_id": "201", "card_pan": "502229******5995", "card_hash": "1EBE", "fee": 0}
    gateway = zarinpal(always(data=data))
    paid = gateway.verify(authority=AUTHORITY, amount=PRICE)
    assert paid == Paid(reference="201", card="502229******5995", repeated=repeated)


@pytest.mark.parametrize("card", [None, 5, "5022291234565995", "<b>******1234", ["502229******5995"]])
def test_a_card_that_is_not_masked_is_not_kept(card: object) -> None:
    gateway = zarinpal(always(data={"code": 100, "ref_id": 201, "card_pan": card}))
    assert gateway.verify(authority=AUTHORITY, amount=PRICE) == Paid(reference="201")


@pytest.mark.parametrize("status", [200, 400, 401, 404, 422])
@pytest.mark.parametrize("code", [-51, "-51"])
@pytest.mark.parametrize("empty", [[], {}])
def test_only_minus_51_is_not_paid_whatever_the_http_status(status: int, code: object, empty: object) -> None:
    gateway = zarinpal(always(data=empty, errors={"code": code, "message": "not paid"}, status=status))
    assert gateway.verify(authority=AUTHORITY, amount=PRICE) == NotPaid(bank_code="-51")


@pytest.mark.parametrize("code", [-9, -10, -11, -14, -15, -50, -53, -54, -55, -99])
def test_every_other_no_is_refused_with_the_banks_code_and_words(code: int) -> None:
    gateway = zarinpal(always(errors={"code": str(code), "message": "bad\x00 \ud800 words"}, status=401))
    with pytest.raises(GatewayRefused) as refused:
        gateway.verify(authority=AUTHORITY, amount=PRICE)
    assert refused.value.bank_code == str(code)
    assert refused.value.bank_message == "bad\ufffd \ufffd words"


def test_a_sandbox_authority_is_worth_nothing_in_production() -> None:
    bank = Recorder()
    gateway = zarinpal(bank)
    for call in (
        lambda: gateway.verify(authority=SANDBOX_AUTHORITY, amount=PRICE),
        lambda: gateway.inquire(authority=SANDBOX_AUTHORITY),
        lambda: gateway.reverse(authority=SANDBOX_AUTHORITY),
    ):
        with pytest.raises(GatewayRefused) as refused:
            call()
        assert refused.value.bank_code == "sandbox_authority"
    assert bank.asked == []


def test_a_production_gateway_sends_no_buyer_to_a_sandbox() -> None:
    gateway = zarinpal(always(data={"code": 100, "authority": SANDBOX_AUTHORITY}))
    with pytest.raises(GatewayRefused) as refused:
        ask(gateway)
    assert refused.value.bank_code == "sandbox_authority"


NO_AUTHORITIES = ["", "A", "A" * 37, "B" + "0" * 35, "A" + "۰" * 35, "A" + "0" * 34 + "/", f"{AUTHORITY}\n"]


@pytest.mark.parametrize("authority", NO_AUTHORITIES)
def test_what_is_no_authority_never_reaches_the_bank(authority: str) -> None:
    bank = Recorder()
    with pytest.raises(GatewayRefused) as refused:
        zarinpal(bank, sandbox=True).verify(authority=authority, amount=PRICE)
    assert refused.value.bank_code == "bad_authority"
    assert bank.asked == []


@pytest.mark.parametrize("authority", [*NO_AUTHORITIES, None, 5])
def test_a_buyer_is_sent_nowhere_when_the_bank_names_no_authority(authority: object) -> None:
    gateway = zarinpal(always(data={"code": 100, "authority": authority}))
    with pytest.raises(GatewayUnavailable):
        ask(gateway)


def test_the_return_is_read_with_the_banks_exact_letters() -> None:
    gateway = zarinpal(always())
    assert gateway.read_return({"Authority": AUTHORITY, "Status": "NOK"}) == Return(authority=AUTHORITY)
    assert gateway.read_return({"authority": AUTHORITY, "AUTHORITY": AUTHORITY}) == Return()
    assert gateway.read_return({"Authority": "../../etc"}) == Return()


@pytest.mark.parametrize("status", ["paid", "REFUNDED", "", None, 100])
def test_a_status_the_bank_does_not_have_is_unknown(status: object) -> None:
    with pytest.raises(GatewayUnavailable):
        zarinpal(always(data={"code": 100, "status": status})).inquire(authority=AUTHORITY)


def test_odd_rows_hide_no_unverified_payment() -> None:
    rows: list[object] = [
        {"authority": SANDBOX_AUTHORITY, "amount": 1000},
        {"authority": "short", "amount": 1000},
        {"authority": AUTHORITY, "amount": "many"},
        {"amount": 1000},
        "row",
        None,
        {"authority": AUTHORITY, "amount": "29500000", "callback_url": 5, "date": None},
    ]
    gateway = zarinpal(always(data={"code": 100, "authorities": rows}))
    assert gateway.unverified() == [Unverified(authority=AUTHORITY, amount=PRICE)]
    with pytest.raises(GatewayUnavailable):
        zarinpal(always(data={"code": 100, "authorities": "none"})).unverified()


def test_a_redirect_is_not_followed() -> None:
    asked: list[str] = []

    def redirecting(request: httpx2.Request) -> httpx2.Response:
        asked.append(str(request.url))
        return httpx2.Response(307, headers={"Location": "https://elsewhere.test/steal"})

    with pytest.raises(GatewayUnavailable):
        zarinpal(redirecting).verify(authority=AUTHORITY, amount=PRICE)
    assert asked == ["https://payment.bank.test/pg/v4/payment/verify.json"]


def test_a_bank_that_drips_does_not_hold_the_checkout() -> None:
    came: list[int] = []

    def dripping(_: httpx2.Request) -> httpx2.Response:
        def drops() -> Iterator[bytes]:
            for drop in range(5_000):
                time.sleep(0.01)
                came.append(drop)
                yield b" "

        return httpx2.Response(200, content=drops())

    with pytest.raises(GatewayUnavailable):
        zarinpal(dripping, timeout=0.1).verify(authority=AUTHORITY, amount=PRICE)
    assert 0 < len(came) < 5_000


def test_the_merchants_id_stands_in_no_log_and_no_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    said: list[str] = []
    for answering in (failing(httpx2.ReadTimeout), body(b"<html>"), always(errors={"code": -54, "message": "no"})):
        gateway = zarinpal(answering)
        said.append(repr(gateway))
        with pytest.raises((GatewayUnavailable, GatewayRefused)) as error:
            gateway.verify(authority=AUTHORITY, amount=PRICE)
        said.append(f"{error.value!r} {error.value} {error.value.__cause__!r}")
        gateway.close()
    assert MERCHANT not in caplog.text + "".join(said)
