"""Speaks Zarinpal REST v4 for the checkout: asks for payments, verifies them, and tells no from unknown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from checkout.gateways.fields import integer
from checkout.gateways.wire import AtBank
from checkout.gateways.zarinpal_answers import AUTHORITY, Answer, read_answer
from checkout.ports import BankStatus, GatewayTerms, NotPaid, Paid, Return, Started, Unverified
from shop.errors import GatewayRefused, GatewayUnavailable
from shop.money import Rials

WIRE_CURRENCY: Literal["IRR"] = "IRR"
"""Amounts travel in rials, and every call that carries an amount says so."""

_OK = 100
_VERIFIED_BEFORE = 101
_NOT_PAID = -51
_LONGEST_DESCRIPTION = 500
_STATUSES: dict[str, BankStatus] = {
    "PAID": "paid",
    "VERIFIED": "verified",
    "IN_BANK": "in_bank",
    "FAILED": "failed",
    "REVERSED": "reversed",
}


class Zarinpal(AtBank):
    """Zarinpal as a ``Gateway``; ``account`` is the merchant's id.

    Without ``sandbox`` an authority of a sandbox is refused wherever it appears, because no money stands behind it.
    """

    name = "zarinpal"
    terms = GatewayTerms(
        unit="rial",
        pay_within=timedelta(minutes=30),
        verify_within=timedelta(minutes=30),
        reverse_within=timedelta(minutes=30),
        lists_unverified=True,
    )

    def request(self, *, amount: Rials, callback_url: str, description: str, mobile: str, order: str) -> Started:
        """Ask the bank to take a payment."""
        metadata = {"order_id": order} | ({"mobile": mobile} if mobile else {})
        answer = self._ask(
            "request",
            amount=amount,
            currency=WIRE_CURRENCY,
            callback_url=callback_url,
            description=description[:_LONGEST_DESCRIPTION],
            metadata=metadata,
        )
        answer.expect(_OK)
        authority = answer.text("authority")
        if not AUTHORITY.fullmatch(authority):
            raise GatewayUnavailable("the bank named an authority that is none")
        self._check(authority)
        return Started(authority=authority, pay_url=f"{self._wire.base_url}/pg/StartPay/{authority}")

    def read_return(self, returned: Mapping[str, str]) -> Return:
        """Return the authority that the buyer's return names. Its Status says nothing that the bank does not."""
        authority = returned.get("Authority", "")
        return Return(authority=authority if AUTHORITY.fullmatch(authority) else "")

    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        """Ask the bank whether exactly this amount was paid; only its plain "not paid" is a NotPaid."""
        del claim
        self._check(authority)
        answer = self._ask("verify", amount=amount, currency=WIRE_CURRENCY, authority=authority)
        if answer.code == _NOT_PAID:
            return NotPaid(bank_code=str(answer.code))
        answer.expect(_OK, _VERIFIED_BEFORE)
        return Paid(
            reference=str(answer.number("ref_id")),
            card=answer.card(),
            repeated=answer.code == _VERIFIED_BEFORE,
        )

    def inquire(self, *, authority: str, claim: str = "") -> BankStatus:
        """Ask where a payment stands; never a proof of payment."""
        del claim
        self._check(authority)
        answer = self._ask("inquiry", authority=authority)
        answer.expect(_OK)
        status = _STATUSES.get(answer.text("status"))
        if status is None:
            raise GatewayUnavailable("the bank named a status that is none")
        return status

    def unverified(self) -> list[Unverified]:
        """Return the newest paid payments that were not verified yet (a bank lists at most 100).

        A row that cannot be one of ours is left out, so that one odd row hides no other.
        """
        answer = self._ask("unVerified")
        answer.expect(_OK)
        rows = answer.fields.get("authorities")
        if not isinstance(rows, list):
            raise GatewayUnavailable("no usable authorities")
        read = [self._unverified(row) for row in rows if isinstance(row, dict)]
        return [payment for payment in read if payment is not None]

    def reverse(self, *, authority: str, claim: str = "") -> None:
        """Give a fresh payment back to the payer."""
        del claim
        self._check(authority)
        self._ask("reverse", authority=authority).expect(_OK)

    def _unverified(self, row: Mapping[str, object]) -> Unverified | None:
        authority, amount = row.get("authority"), integer(row.get("amount"))
        if not isinstance(authority, str) or not AUTHORITY.fullmatch(authority) or amount is None:
            return None
        if authority.startswith("S") and not self._sandbox:
            return None
        return Unverified(authority=authority, amount=Rials(amount))

    def _check(self, authority: str) -> None:
        if not AUTHORITY.fullmatch(authority):
            raise GatewayRefused("bad_authority")
        if authority.startswith("S") and not self._sandbox:
            raise GatewayRefused("sandbox_authority")

    def _ask(self, call: str, **fields: object) -> Answer:
        return read_answer(*self._wire.post(f"/pg/v4/payment/{call}.json", {"merchant_id": self._account, **fields}))
