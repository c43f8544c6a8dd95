"""Speaks SEP (Saman) by its token API: asks for payments, verifies them, and tells no from unknown.

SEP names a payment by a token, but verifies it by the RefNum that only the buyer's return carries, and has no inquiry:
a payment whose buyer never comes back is known to nobody but SEP, which gives it back unverified. SEP says neither
which token a RefNum belongs to nor whether it was used: the amount is compared here, and a RefNum pays once by the
uniqueness of bank references (``settle_attempt``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from checkout.gateways.fields import Fields, masked_card, message, needed_integer, read_object
from checkout.gateways.wire import AtBank
from checkout.ports import BankStatus, GatewayTerms, NotPaid, Paid, Return, Started, Unverified
from shop.errors import GatewayRefused, GatewayUnavailable
from shop.money import Rials

_PAY_MINUTES = 20
_PAY_PATH = "/OnlinePG/OnlinePG"
_YES, _NO = 1, -1
_OK = 0
_VERIFIED_BEFORE = 2
_REVERSED = 5
_REFUSALS = frozenset({-6, -104, -105, -106})
"""Too late, terminal inactive, terminal unknown, our address unknown. -2 (no such RefNum) is no verdict on a payment."""

_PAID_STATUS = "2"
_REFUSED_STATUSES = frozenset({"1", "3", "4", "5", "8", "10", "11", "12", "21"})
_TOKEN = re.compile("[0-9A-Za-z_-]{8,100}")
_REF_NUM = re.compile("[0-9A-Za-z+/=_.-]{1,100}")


class Sep(AtBank):
    """SEP as a ``Gateway``; ``account`` is the terminal's number. It has no sandbox."""

    name = "sep"
    terms = GatewayTerms(
        unit="rial",
        pay_within=timedelta(minutes=_PAY_MINUTES),
        verify_within=timedelta(minutes=30),
        reverse_within=timedelta(minutes=50),
        can_be_asked=False,
    )

    def request(self, *, amount: Rials, callback_url: str, description: str, mobile: str, order: str) -> Started:
        """Ask the bank to take a payment."""
        del description
        told = {"CellNumber": mobile} if mobile else {}
        answer = self._ask(
            "/onlinepg/onlinepg",
            action="token",
            TerminalId=self._account,
            Amount=amount,
            ResNum=order,
            RedirectUrl=callback_url,
            TokenExpiryInMin=_PAY_MINUTES,
            **told,
        )
        status, token = needed_integer(answer, "status"), answer.get("token")
        if status == _NO:
            raise GatewayRefused(message(str(answer.get("errorCode"))), message(answer.get("errorDesc")))
        if status != _YES or not isinstance(token, str) or not _TOKEN.fullmatch(token):
            raise GatewayUnavailable("the bank named a token that is none")
        # By GET the buyer's cookies come back too; the return needs none, but its page then greets whom it knows.
        form = {"Token": token, "GetMethod": "true"}
        return Started(authority=token, pay_url=f"{self._wire.base_url}{_PAY_PATH}", pay_form=form)

    def read_return(self, returned: Mapping[str, str]) -> Return:
        """Return the token, and either the RefNum to ask about or the status that says that nothing was paid."""
        token, claim, status = (returned.get(name, "") for name in ("Token", "RefNum", "Status"))
        return Return(
            authority=token if _TOKEN.fullmatch(token) else "",
            claim=claim if status == _PAID_STATUS and _REF_NUM.fullmatch(claim) else "",
            refusal=status if status in _REFUSED_STATUSES else "",
        )

    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        """Ask the bank whether exactly this amount was paid under the claimed RefNum.

        Raises:
            GatewayRefused: ``amount_differs``, when another amount was paid.
        """
        del authority
        answer = self._ask_about(claim, "Verify")
        result = needed_integer(answer, "ResultCode")
        if result == _REVERSED:
            return NotPaid(bank_code=str(result))
        self._expect(answer, result, _OK, _VERIFIED_BEFORE)
        if answer.get("Success") is not True:
            raise GatewayUnavailable("the bank's answer contradicts itself")
        detail = answer.get("TransactionDetail")
        if not isinstance(detail, dict) or detail.get("RefNum") != claim:
            raise GatewayUnavailable("the bank answered about another payment")
        if str(detail.get("TerminalNumber")) != self._account:
            raise GatewayRefused("foreign_terminal")
        if needed_integer(detail, "OrginalAmount") != amount:
            raise GatewayRefused("amount_differs", f"the bank holds {detail['OrginalAmount']}")
        return Paid(reference=claim, card=masked_card(detail.get("MaskedPan")), repeated=result == _VERIFIED_BEFORE)

    def inquire(self, *, authority: str, claim: str = "") -> BankStatus:
        """Say that a claimed payment went back, or stands as it was verified before; nothing else can be asked."""
        del authority
        result = needed_integer(self._ask_about(claim, "Verify"), "ResultCode")
        if result == _REVERSED:
            return "reversed"
        if result == _VERIFIED_BEFORE:
            return "verified"
        raise GatewayUnavailable("this bank has no inquiry")

    def unverified(self) -> list[Unverified]:
        """SEP keeps no such list."""
        return []

    def reverse(self, *, authority: str, claim: str = "") -> None:
        """Give a fresh payment back to the payer."""
        del authority
        answer = self._ask_about(claim, "Reverse")
        self._expect(answer, needed_integer(answer, "ResultCode"), _OK)

    def _ask_about(self, claim: str, what: str) -> Fields:
        if not claim:
            raise GatewayUnavailable("no buyer came back with a RefNum")
        path = f"/verifyTxnRandomSessionkey/ipg/{what}Transaction"
        return self._ask(path, RefNum=claim, TerminalNumber=int(self._account))

    def _expect(self, answer: Fields, result: int, *expected: int) -> None:
        if result in expected:
            return
        if result in _REFUSALS or (result == _REVERSED and _VERIFIED_BEFORE not in expected):
            raise GatewayRefused(str(result), message(answer.get("ResultDescription")))
        raise GatewayUnavailable(f"the bank answered with result {result}")

    def _ask(self, path: str, **fields: object) -> Fields:
        return read_object(*self._wire.post(path, fields))
