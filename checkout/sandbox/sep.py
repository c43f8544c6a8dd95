"""SEP's token API as the sandbox bank speaks it: a token to pay with, and a RefNum to verify by."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from checkout.sandbox.armed import Arms
from checkout.sandbox.calls import ShopCall
from checkout.sandbox.clock import Clock
from checkout.sandbox.faces import PAID_STATES, is_web_address, json_object, named, text_in, whole_number
from checkout.sandbox.faults import Fault
from checkout.sandbox.ledger import FaceName, Ledger, Payment
from checkout.sandbox.sep_answers import ref_num, result, token_error

TOKEN_PATHS = ("/onlinepg/onlinepg", "/OnlinePG/OnlinePG")
"""One address at the bank, whose letters may be of any case: JSON asks for a token, a form brings a buyer."""

_LEAST_LIFE, _MOST_LIFE = 20, 3_600
_VERIFY_WITHIN = timedelta(minutes=30)
_REVERSE_WITHIN = timedelta(minutes=50)
_TERMINAL = re.compile("[0-9]{1,12}")
_REF_NUM = re.compile("GmshtyjwKSu(?P<receipt>[0-9]{11})")
_FIELDS = (
    "action",
    "TerminalId",
    "TerminalNumber",
    "Amount",
    "ResNum",
    "RefNum",
    "RedirectUrl",
    "TokenExpiryInMin",
)
_PAID = {"State": "OK", "Status": "2"}
_CANCELLED = {"State": "CanceledByUser", "Status": "1"}
_TOO_MANY = Response("Too Many Requests", status_code=429, media_type="text/plain")


@dataclass(frozen=True, slots=True)
class Sep:
    """The protocol as a ``Face``. A payment's authority is its token, its receipt makes its RefNum."""

    ledger: Ledger
    clock: Clock
    arms: Arms
    name: FaceName = "sep"

    def calls(self) -> list[Route]:
        """Return the routes that shops call, but for the token's, which buyers share (``token_call``)."""
        base = "/verifyTxnRandomSessionkey/ipg"
        return [
            ShopCall(arms=self.arms, face=self.name, call="verify", answering=self._verify).route(
                f"{base}/VerifyTransaction"
            ),
            ShopCall(arms=self.arms, face=self.name, call="reverse", answering=self._reverse).route(
                f"{base}/ReverseTransaction"
            ),
        ]

    def token_call(self) -> ShopCall:
        """Return the call for a token."""
        return ShopCall(arms=self.arms, face=self.name, call="request", answering=self._token)

    def page(self, payment: Payment) -> str:
        """Return the address of a payment's page."""
        return f"/OnlinePG/SendToken?token={payment.authority}"

    def addresses(self) -> tuple[str, ...]:
        """Return where buyers arrive; their token stands in the query or in the form."""
        return ("/OnlinePG/SendToken",)

    def said(self, payment: Payment) -> Mapping[str, str]:
        """Return what a buyer brings back."""
        paid = payment.state in PAID_STATES
        return {
            "MID": payment.merchant_id,
            **(_PAID if paid else _CANCELLED),
            "RRN": str(payment.ref_id) if paid else "",
            "RefNum": ref_num(payment) if paid else "",
            "ResNum": payment.order,
            "TerminalId": payment.merchant_id,
            "TraceNo": str(payment.ref_id)[-6:] if paid else "",
            "Amount": str(payment.amount),
            "Wage": "",
            "SecurePan": payment.masked_card,
            "HashedCardNumber": payment.card_hash,
            "Token": payment.authority,
        }

    def _token(self, raw: bytes, fault: Fault) -> Response:
        body, now = _read(raw), self.clock()
        refused = _token_refusal(body, fault)
        if refused:
            return refused
        payment = Payment(
            face=self.name,
            authority=secrets.token_hex(16),
            merchant_id=text_in(body, "TerminalId"),
            amount=whole_number(body["Amount"]) or 0,
            callback_url=text_in(body, "RedirectUrl"),
            order=text_in(body, "ResNum"),
            requested_at=now,
            expires_at=now + timedelta(minutes=_life(body) or _LEAST_LIFE),
        )
        self.ledger.keep(payment)
        told = named(self.ledger, payment, earlier=fault.names_an_earlier)
        return JSONResponse({"status": 1, "token": told.authority})

    def _verify(self, raw: bytes, fault: Fault) -> Response:
        body = _read(raw)
        payment = self._own(body)
        refused = _refusal(fault)
        if refused or payment is None or payment.paid_at is None:
            return refused or result(-2)
        shown = fault.shown(payment)
        if shown.state == "reversed":
            return result(5)
        if shown.state not in {"paid", "verified"}:
            return result(-2)
        if payment.state == "paid" and self.clock() - payment.paid_at > _VERIFY_WITHIN:
            self.ledger.move(payment, "reversed", out_of="paid")
            return result(-6)
        first = self.ledger.verify(payment, self.clock())
        return result(0 if first and shown.state == "paid" else 2, shown)

    def _reverse(self, raw: bytes, fault: Fault) -> Response:
        payment = self._own(_read(raw))
        refused = _refusal(fault)
        if refused or payment is None or payment.paid_at is None:
            return refused or result(-2)
        if self.clock() - payment.paid_at > _REVERSE_WITHIN:
            return result(-6)
        if not any(self.ledger.move(payment, "reversed", out_of=state) for state in ("paid", "verified")):
            return result(5)
        return result(0, payment)

    def _own(self, body: Mapping[str, object]) -> Payment | None:
        read = _REF_NUM.fullmatch(text_in(body, "RefNum"))
        payment = self.ledger.receipt(self.name, int(read["receipt"])) if read else None
        return payment if payment and payment.merchant_id == text_in(body, "TerminalNumber") else None


def _read(raw: bytes) -> Mapping[str, object]:
    """Return a body by SEP's own spelling of its fields; its server takes any other, and some clients count on it."""
    given = {name.lower(): value for name, value in json_object(raw).items()}
    return {name: given[name.lower()] for name in _FIELDS if name.lower() in given}


def _life(body: Mapping[str, object]) -> int | None:
    """Return how many minutes a token lives, None where that cannot be."""
    asked = body.get("TokenExpiryInMin")
    minutes = _LEAST_LIFE if asked is None else whole_number(asked)
    return minutes if minutes is not None and _LEAST_LIFE <= minutes <= _MOST_LIFE else None


def _token_refusal(body: Mapping[str, object], fault: Fault) -> Response | None:
    if fault.refusal == "too_many":
        return _TOO_MANY
    if fault.refusal == "terminal" or not _TERMINAL.fullmatch(text_in(body, "TerminalId")):
        return token_error("12")
    amount, number = whole_number(body.get("Amount")), text_in(body, "ResNum")
    sound = (
        str(body.get("action")).lower() == "token"
        and amount is not None
        and amount > 0
        and 0 < len(number) <= 50  # noqa: PLR2004  SEP's longest ResNum
        and is_web_address(body.get("RedirectUrl"))
        and _life(body) is not None
    )
    return None if sound else token_error("5")


def _refusal(fault: Fault) -> Response | None:
    if fault.refusal == "too_many":
        return _TOO_MANY
    return {"terminal": result(-104), "unknown": result(-2)}.get(fault.refusal)
