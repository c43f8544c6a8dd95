"""The sandbox bank: Zarinpal REST v4 for shops, and who may ask it for what."""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.sandbox.bodies import Body, read_merchant, read_request
from checkout.sandbox.clock import Clock
from checkout.sandbox.envelope import Refusal, refusal, success
from checkout.sandbox.payments import Payment, Payments

_LIFE = timedelta(minutes=30)
_REVERSIBLE_FOR = timedelta(minutes=30)
_MOST_UNVERIFIED = 100
_LARGEST_BODY = 100_000
_TEHRAN = ZoneInfo("Asia/Tehran")
_LETTERS = string.ascii_letters + string.digits


class Bank:
    """What the bank does for shops; every method takes a raw body and answers Zarinpal's envelope."""

    def __init__(self, payments: Payments, clock: Clock) -> None:
        self._payments = payments
        self._clock = clock

    def request(self, raw: bytes) -> Response:
        """Open a payment."""
        asked = read_request(raw)
        now = self._clock()
        payment = Payment(
            authority="S" + "".join(secrets.choice(_LETTERS) for _ in range(35)),
            merchant_id=asked.merchant_id,
            amount=asked.amount,
            currency=asked.currency,
            description=asked.description,
            callback_url=asked.callback_url,
            metadata=asked.metadata,
            state="in_bank",
            requested_at=now,
            expires_at=now + (_LIFE if asked.expires_in is None else timedelta(seconds=asked.expires_in)),
        )
        self._payments.keep(payment)
        return success("Success", authority=payment.authority, fee_type="Merchant", fee=_fee(payment))

    def verify(self, raw: bytes) -> Response:
        """Confirm a paid payment: 100 the first time, 101 with the same ref_id ever after."""
        body = Body(raw)
        amount = body.number("amount")
        payment = self._own(body)
        if payment.state not in {"paid", "verified"}:
            raise Refusal(-51)
        if amount != payment.amount:
            raise Refusal(-50)
        first = self._payments.move(payment.authority, "verified", out_of="paid")
        return success(
            "Verified",
            code=100 if first else 101,
            card_hash=payment.card_hash,
            card_pan=payment.masked_card,
            ref_id=payment.ref_id,
            fee_type="Merchant",
            fee=_fee(payment),
        )

    def inquiry(self, raw: bytes) -> Response:
        """Say where a payment stands."""
        payment = self._own(Body(raw), unknown=-55)
        expired = payment.state == "in_bank" and payment.expires_at <= self._clock()
        return success("Success", status="FAILED" if expired else payment.state.upper())

    def unverified(self, raw: bytes) -> Response:
        """List a merchant's paid payments that it has not verified."""
        merchant_id = read_merchant(Body(raw))
        return success(
            "Success",
            authorities=[
                {
                    "authority": payment.authority,
                    "amount": payment.amount,
                    "callback_url": payment.callback_url,
                    "referer": "",
                    "date": f"{(payment.paid_at or payment.requested_at).astimezone(_TEHRAN):%Y-%m-%d %H:%M:%S}",
                }
                for payment in self._payments.unverified(merchant_id, _MOST_UNVERIFIED)
            ],
        )

    def reverse(self, raw: bytes) -> Response:
        """Give the money of a fresh payment back."""
        payment = self._own(Body(raw), unknown=-55, reversing=True)
        if payment.paid_at is None or payment.state not in {"paid", "verified"}:
            raise Refusal(-61)
        if self._clock() - payment.paid_at > _REVERSIBLE_FOR:
            raise Refusal(-63)
        if not self._payments.move(payment.authority, "reversed", out_of=payment.state):
            raise Refusal(-61)
        return success("Reversed")

    def _own(self, body: Body, *, unknown: int = -54, reversing: bool = False) -> Payment:
        authority = body.text("authority", 36)
        merchant_id = read_merchant(body, reversing=reversing)
        payment = self._payments.find(authority)
        if payment is None:
            raise Refusal(unknown)
        if payment.merchant_id != merchant_id:
            raise Refusal(-53)
        return payment


def bank_routes(payments: Payments, clock: Clock) -> list[Route]:
    """Return the routes that shops call."""
    bank = Bank(payments, clock)
    calls = {
        "request": bank.request,
        "verify": bank.verify,
        "inquiry": bank.inquiry,
        "unVerified": bank.unverified,
        "reverse": bank.reverse,
    }
    return [
        Route(f"/pg/v4/payment/{name}.json", _endpoint(call), methods=["POST"], max_body_size=_LARGEST_BODY)
        for name, call in calls.items()
    ]


def _endpoint(call: Callable[[bytes], Response]) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        try:
            return await run_in_threadpool(call, await request.body())
        except Refusal as refused:
            return refusal(refused)

    return answer


def _fee(payment: Payment) -> int:
    rials = min(payment.rials * 5 // 1000, 160_000) + 5_000
    return rials // 10 if payment.currency == "IRT" else rials
