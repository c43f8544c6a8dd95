"""Speaks Zibal IPG v1 for the checkout: asks for payments, verifies them, and tells no from unknown.

Zibal answers HTTP 200 and a ``result`` whatever it says, and compares no amount: that is done here. It has no list of
unverified payments and no reversal in this protocol; money is given back in its panel.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from checkout.gateways.fields import (
    Fields,
    integer,
    masked_card,
    message,
    needed_integer,
    needed_reference,
    read_object,
)
from checkout.gateways.wire import AtBank
from checkout.ports import BankStatus, GatewayTerms, NotPaid, Paid, Return, Started, Unverified
from shop.errors import GatewayRefused, GatewayUnavailable
from shop.money import Rials

_OK = 100
_VERIFIED_BEFORE = 201
_NOT_PAID = 202
_REFUSALS = frozenset({*range(102, 117), 140, 203})
"""What Zibal's table calls a no; any other code says nothing about the payment."""

_STATUSES: dict[int, BankStatus] = {
    -1: "in_bank",
    1: "verified",
    2: "paid",
    3: "failed",
    **dict.fromkeys(range(4, 13), "failed"),
    15: "reversed",
    16: "reversed",
    18: "reversed",
}
"""Cancelled, refused by the card's bank, given back. -2 (its own error) and 21 (the merchant) say nothing of a payment."""

_TRACK_ID = re.compile("[1-9][0-9]{0,17}")
_LONGEST_DESCRIPTION = 500


class Zibal(AtBank):
    """Zibal as a ``Gateway``; ``account`` is the merchant's name there.

    A payment's authority is its trackId. Nothing in Zibal's answers tells a rehearsal from the real: only the merchant
    ``zibal`` does, which settings refuse for a live shop.
    """

    name = "zibal"
    terms = GatewayTerms(
        unit="rial",
        pay_within=timedelta(minutes=60),
        verify_within=timedelta(minutes=15),
        reverse_within=None,
    )

    def request(self, *, amount: Rials, callback_url: str, description: str, mobile: str, order: str) -> Started:
        """Ask the bank to take a payment."""
        told = {"mobile": mobile} if mobile else {}
        answer = self._ask(
            "request",
            _OK,
            amount=amount,
            callbackUrl=callback_url,
            description=description[:_LONGEST_DESCRIPTION],
            orderId=order,
            **told,
        )
        track_id = str(needed_integer(answer, "trackId"))
        if not _TRACK_ID.fullmatch(track_id):
            raise GatewayUnavailable("the bank named a trackId that is none")
        return Started(authority=track_id, pay_url=f"{self._wire.base_url}/start/{track_id}")

    def read_return(self, returned: Mapping[str, str]) -> Return:
        """Return the trackId that the buyer's return names. Its success and status say nothing that the bank does not."""
        track_id = returned.get("trackId", "")
        return Return(authority=track_id if _TRACK_ID.fullmatch(track_id) else "")

    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        """Ask the bank whether exactly this amount was paid; only its plain "not paid" is a NotPaid.

        Raises:
            GatewayRefused: ``amount_differs``, when another amount was paid.
        """
        del claim
        answer = self._ask_about(authority, "verify", _OK, _VERIFIED_BEFORE, _NOT_PAID)
        result = integer(answer["result"])
        if result == _NOT_PAID:
            return NotPaid(bank_code=str(result))
        # A repeated verification may leave out what was paid; the inquiry has it.
        if result == _VERIFIED_BEFORE and not {"amount", "refNumber"} <= answer.keys():
            answer = self._ask_about(authority, "inquiry", _OK)
        status = _status(answer)
        if status == "reversed":
            return NotPaid(bank_code=str(answer["status"]))
        if status != "verified":
            raise GatewayUnavailable("the bank verified a payment that it does not call verified")
        if needed_integer(answer, "amount") != amount:
            raise GatewayRefused("amount_differs", f"the bank holds {answer['amount']}")
        return Paid(
            reference=needed_reference(answer, "refNumber"),
            card=masked_card(answer.get("cardNumber")),
            repeated=result == _VERIFIED_BEFORE,
        )

    def inquire(self, *, authority: str, claim: str = "") -> BankStatus:
        """Ask where a payment stands; never a proof of payment."""
        del claim
        return _status(self._ask_about(authority, "inquiry", _OK))

    def unverified(self) -> list[Unverified]:
        """Zibal keeps no such list."""
        return []

    def reverse(self, *, authority: str, claim: str = "") -> None:
        """Refuse: this protocol has no reversal."""
        del claim, authority
        raise GatewayRefused("not_offered")

    def _ask_about(self, authority: str, call: str, *expected: int) -> Fields:
        if not _TRACK_ID.fullmatch(authority):
            raise GatewayRefused("bad_authority")
        answer = self._ask(call, *expected, trackId=int(authority))
        told = answer.get("trackId", authority)
        if str(told) != authority:
            raise GatewayUnavailable("the bank answered about another payment")
        return answer

    def _ask(self, call: str, *expected: int, **fields: object) -> Fields:
        answer = read_object(*self._wire.post(f"/v1/{call}", {"merchant": self._account, **fields}))
        result = needed_integer(answer, "result")
        if result in expected:
            return answer
        if result in _REFUSALS:
            raise GatewayRefused(str(result), message(answer.get("message")))
        raise GatewayUnavailable(f"the bank answered with result {result}")


def _status(answer: Fields) -> BankStatus:
    status = _STATUSES.get(needed_integer(answer, "status"))
    if status is None:
        raise GatewayUnavailable("the bank named a status that says nothing")
    return status
