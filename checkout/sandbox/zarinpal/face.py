"""Zarinpal's calls before the sandbox bank's ledger, and who may ask it for what."""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from starlette.responses import Response
from starlette.routing import Route

from checkout.sandbox.armed import Arms
from checkout.sandbox.calls import Answering, ShopCall
from checkout.sandbox.clock import Clock
from checkout.sandbox.faces import PAID_STATES, named
from checkout.sandbox.faults import Call, Fault
from checkout.sandbox.ledger import Currency, FaceName, Ledger, Payment
from checkout.sandbox.zarinpal.bodies import Body, read_merchant, read_request
from checkout.sandbox.zarinpal.envelope import Refusal, refusal, success

_LIFE = timedelta(minutes=30)
_REVERSIBLE_FOR = timedelta(minutes=30)
_MOST_UNVERIFIED = 100
_TEHRAN = ZoneInfo("Asia/Tehran")
_LETTERS = string.ascii_letters + string.digits


@dataclass(frozen=True, slots=True)
class Zarinpal:
    """The protocol as a ``Face``; every call takes a raw body and answers Zarinpal's envelope."""

    ledger: Ledger
    clock: Clock
    arms: Arms
    name: FaceName = "zarinpal"

    def calls(self) -> list[Route]:
        """Return the routes that shops call."""
        made: dict[str, tuple[Call, Callable[[bytes, Fault], Response]]] = {
            "request": ("request", self._request),
            "verify": ("verify", self._verify),
            "inquiry": ("inquiry", self._inquiry),
            "unVerified": ("unverified", self._unverified),
            "reverse": ("reverse", self._reverse),
            "feeCalculation": ("fee", _fee_calculation),
        }
        return [
            ShopCall(arms=self.arms, face=self.name, call=call, answering=_enveloped(answering)).route(
                f"/pg/v4/payment/{path}.json"
            )
            for path, (call, answering) in made.items()
        ]

    def page(self, payment: Payment) -> str:
        """Return the address of a payment's page."""
        return f"/pg/StartPay/{payment.authority}"

    def addresses(self) -> tuple[str, ...]:
        """Return where buyers arrive."""
        return ("/pg/StartPay/{authority}",)

    def said(self, payment: Payment) -> Mapping[str, str]:
        """Return what a buyer brings back."""
        return {"Authority": payment.authority, "Status": "OK" if payment.state in PAID_STATES else "NOK"}

    def _request(self, raw: bytes, fault: Fault) -> Response:
        asked = read_request(raw)
        now = self.clock()
        order = asked.metadata.get("order_id", "")
        payment = Payment(
            face=self.name,
            authority="S" + "".join(secrets.choice(_LETTERS) for _ in range(35)),
            merchant_id=asked.merchant_id,
            amount=asked.amount,
            currency=asked.currency,
            description=asked.description,
            callback_url=asked.callback_url,
            order=order if isinstance(order, str) else "",
            requested_at=now,
            expires_at=now + (_LIFE if asked.expires_in is None else timedelta(seconds=asked.expires_in)),
        )
        self.ledger.keep(payment)
        told = named(self.ledger, payment, earlier=fault.names_an_earlier)
        return success(
            "Success", authority=told.authority, fee_type="Merchant", fee=_fee(payment.amount, payment.currency)
        )

    def _verify(self, raw: bytes, fault: Fault) -> Response:
        """Confirm a paid payment: 100 the first time, 101 with the same ref_id ever after."""
        body = Body(raw)
        amount = body.number("amount")
        payment = self._own(body)
        shown = fault.shown(payment)
        if shown.state not in {"paid", "verified"}:
            raise Refusal(-51)
        if amount != shown.amount:
            raise Refusal(-50)
        first = self.ledger.verify(payment, self.clock())
        return success(
            "Verified",
            code=100 if first and shown.state == "paid" else 101,
            card_hash=shown.card_hash,
            card_pan=shown.masked_card,
            ref_id=shown.ref_id,
            fee_type="Merchant",
            fee=_fee(shown.amount, shown.currency),
        )

    def _inquiry(self, raw: bytes, fault: Fault) -> Response:
        payment = self._own(Body(raw), unknown=-55)
        shown = fault.shown(payment)
        expired = payment.state == "in_bank" and payment.expires_at <= self.clock()
        return success("Success", status="FAILED" if expired else shown.state.upper())

    def _unverified(self, raw: bytes, fault: Fault) -> Response:
        merchant_id = read_merchant(Body(raw))
        rows = fault.rows(self.ledger.unverified(self.name, merchant_id, _MOST_UNVERIFIED))
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
                for payment in rows[:_MOST_UNVERIFIED]
            ],
        )

    def _reverse(self, raw: bytes, _: Fault) -> Response:
        payment = self._own(Body(raw), unknown=-55, reversing=True)
        if payment.paid_at is None or payment.state not in {"paid", "verified"}:
            raise Refusal(-61)
        if self.clock() - payment.paid_at > _REVERSIBLE_FOR:
            raise Refusal(-63)
        if not self.ledger.move(payment, "reversed", out_of=payment.state):
            raise Refusal(-61)
        return success("Reversed")

    def _own(self, body: Body, *, unknown: int = -54, reversing: bool = False) -> Payment:
        authority = body.text("authority", 36)
        merchant_id = read_merchant(body, reversing=reversing)
        payment = self.ledger.find(self.name, authority)
        if payment is None:
            raise Refusal(unknown)
        if payment.merchant_id != merchant_id:
            raise Refusal(-53)
        return payment


def _fee_calculation(raw: bytes, _: Fault) -> Response:
    """Say what the bank takes of an amount, and what to ask for if the buyer is to bear it."""
    body = Body(raw)
    amount, currency = body.number("amount"), body.currency()
    read_merchant(body)
    fee = _fee(amount, currency)
    return success("Success", amount=amount, fee=fee, fee_type="Merchant", suggested_amount=amount + fee)


_NOES = {"too_many": -12, "terminal": -11, "unknown": -54}


def _enveloped(answering: Answering) -> Answering:
    def answer(raw: bytes, fault: Fault) -> Response:
        if fault.refusal:
            return refusal(Refusal(_NOES[fault.refusal]))
        try:
            return answering(raw, fault)
        except Refusal as refused:
            return refusal(refused)

    return answer


def _fee(amount: int, currency: Currency) -> int:
    rials = min(amount * (10 if currency == "IRT" else 1) * 5 // 1000, 160_000) + 5_000
    return rials // 10 if currency == "IRT" else rials
