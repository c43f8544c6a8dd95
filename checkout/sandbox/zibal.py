"""Zibal IPG v1 as the sandbox bank speaks it: HTTP 200 whatever is said, and a ``result`` that says it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from checkout.sandbox.armed import Arms
from checkout.sandbox.calls import ShopCall
from checkout.sandbox.clock import Clock
from checkout.sandbox.faces import PAID_STATES, is_web_address, json_object, named, text_in, whole_number
from checkout.sandbox.faults import Call, Fault
from checkout.sandbox.ledger import FaceName, Ledger, Payment, State

_LIFE = timedelta(minutes=60)
_VERIFY_WITHIN = timedelta(minutes=30)
_MORE_THAN_RIALS, _MOST_RIALS = 1_000, 1_000_000_000
_MERCHANT = re.compile("[0-9A-Za-z_-]{3,64}")
_TEHRAN = ZoneInfo("Asia/Tehran")
_MESSAGES = {
    102: "merchant not found",
    103: "merchant is inactive",
    104: "merchant is invalid",
    105: "amount must be more than 1,000 rials",
    106: "callbackUrl is invalid",
    113: "amount is over the limit",
    140: "callbackUrl is required",
    201: "already verified",
    202: "not paid or unsuccessful",
    203: "invalid trackId",
}
_STATUSES: dict[State, int] = {"in_bank": -1, "verified": 1, "paid": 2, "failed": 3, "reversed": 18}
_TOO_MANY = Response("Too Many Requests", status_code=429, media_type="text/plain")


@dataclass(frozen=True, slots=True)
class Zibal:
    """The protocol as a ``Face``. A payment's authority is its trackId."""

    ledger: Ledger
    clock: Clock
    arms: Arms
    name: FaceName = "zibal"

    def calls(self) -> list[Route]:
        """Return the routes that shops call."""
        made = {"request": self._request, "verify": self._verify, "inquiry": self._inquiry}
        kinds: dict[str, Call] = {"request": "request", "verify": "verify", "inquiry": "inquiry"}
        return [
            ShopCall(arms=self.arms, face=self.name, call=kinds[path], answering=answering).route(f"/v1/{path}")
            for path, answering in made.items()
        ]

    def page(self, payment: Payment) -> str:
        """Return the address of a payment's page."""
        return f"/start/{payment.authority}"

    def addresses(self) -> tuple[str, ...]:
        """Return where buyers arrive."""
        return ("/start/{authority}", "/start/{authority}/direct")

    def said(self, payment: Payment) -> Mapping[str, str]:
        """Return what a buyer brings back; a paid payment is called unverified whatever became of it since."""
        paid = payment.state in PAID_STATES
        status = _STATUSES["paid" if paid else payment.state]
        order = {"orderId": payment.order} if payment.order else {}
        return {"trackId": payment.authority, "success": "1" if paid else "0", "status": str(status), **order}

    def _request(self, raw: bytes, fault: Fault) -> Response:
        body, now = json_object(raw), self.clock()
        refused = _refusal(body, fault) or _mistake(body)
        if refused:
            return refused
        payment = Payment(
            face=self.name,
            authority=str(10**12 + secrets.randbelow(9 * 10**12)),
            merchant_id=text_in(body, "merchant"),
            amount=whole_number(body["amount"]) or 0,
            description=text_in(body, "description"),
            callback_url=text_in(body, "callbackUrl"),
            order=text_in(body, "orderId"),
            requested_at=now,
            expires_at=now + _LIFE,
        )
        self.ledger.keep(payment)
        told = named(self.ledger, payment, earlier=fault.names_an_earlier)
        return JSONResponse({"message": "success", "result": 100, "trackId": int(told.authority)})

    def _verify(self, raw: bytes, fault: Fault) -> Response:
        body = json_object(raw)
        payment = self._own(body)
        refused = _refusal(body, fault)
        if refused or payment is None:
            return refused or _no(203)
        shown = fault.shown(payment)
        if shown.state not in {"paid", "verified"}:
            return _no(201) if payment.verified_at else _no(202)
        first = self.ledger.verify(payment, self.clock())
        if not first or shown.state == "verified":
            return _no(201)
        return JSONResponse({"message": "success", "result": 100, **_facts(shown), "status": 1})

    def _inquiry(self, raw: bytes, fault: Fault) -> Response:
        body = json_object(raw)
        payment = self._own(body)
        refused = _refusal(body, fault)
        if refused or payment is None:
            return refused or _no(203)
        shown = fault.shown(payment)
        times = {"createdAt": _stamp(shown.requested_at), "verifiedAt": _stamp(shown.verified_at)}
        fees = {"wage": 0, "shaparakFee": 1_200}
        status = _STATUSES[shown.state]
        return JSONResponse({"message": "success", "result": 100, **times, **_facts(shown), **fees, "status": status})

    def _own(self, body: Mapping[str, object]) -> Payment | None:
        """Return a merchant's own payment; one that was not verified in time has gone back to its payer."""
        payment = self.ledger.find(self.name, text_in(body, "trackId"))
        if payment is None or payment.merchant_id != text_in(body, "merchant"):
            return None
        if payment.state == "paid" and payment.paid_at and self.clock() - payment.paid_at > _VERIFY_WITHIN:
            self.ledger.move(payment, "reversed", out_of="paid")
            return self.ledger.find(self.name, payment.authority)
        return payment


def _refusal(body: Mapping[str, object], fault: Fault) -> Response | None:
    """Return the no that comes before anything is looked at."""
    if fault.refusal == "too_many":
        return _TOO_MANY
    if fault.refusal == "terminal":
        return _no(103)
    if fault.refusal == "unknown":
        return _no(203)
    merchant = text_in(body, "merchant")
    if not merchant:
        return _no(102)
    return None if _MERCHANT.fullmatch(merchant) else _no(104)


def _mistake(body: Mapping[str, object]) -> Response | None:
    amount = whole_number(body.get("amount"))
    if amount is None or amount <= _MORE_THAN_RIALS:
        return _no(105)
    if amount > _MOST_RIALS:
        return _no(113)
    if not body.get("callbackUrl"):
        return _no(140)
    return None if is_web_address(body["callbackUrl"]) else _no(106)


def _no(result: int) -> Response:
    return JSONResponse({"message": _MESSAGES[result], "result": result})


def _facts(payment: Payment) -> dict[str, object]:
    return {
        "paidAt": _stamp(payment.paid_at),
        "amount": payment.amount,
        "refNumber": payment.ref_id,
        "cardNumber": payment.masked_card or None,
        "orderId": payment.order or None,
        "description": payment.description or None,
        "multiplexingInfos": [],
    }


def _stamp(moment: datetime | None) -> str | None:
    return f"{moment.astimezone(_TEHRAN):%Y-%m-%dT%H:%M:%S.%f}" if moment else None
