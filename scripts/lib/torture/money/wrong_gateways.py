"""Gateways without a guard of the money's, for the controls."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from checkout.ports import NotPaid, Paid, Return
from shop.money import Rials
from tests.contracts.gateway.planted import Right


class _Any(str):
    """A text that is the same as every other."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False


class AnyAuthority(Right):
    """Takes every return for the one that is waited for, and verifies the payment that the return names.

    So any paid payment of the same amount marks any order paid, as in CVE-2026-2592.
    """

    _said = threading.local()

    def read_return(self, returned: Mapping[str, str]) -> Return:
        """Take whatever is named for what was stored."""
        said = self.right.read_return(returned)
        self._said.authority = said.authority
        return Return(authority=_Any(said.authority), claim=said.claim, refusal=said.refusal)

    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        """Ask about the payment that this thread's return named; a receipt is called by the attempt, and so never reused."""
        named = getattr(self._said, "authority", "") or authority
        answer = self.right.verify(authority=named, amount=amount, claim=claim)
        return Paid(reference=f"{authority} {answer.reference}") if isinstance(answer, Paid) else answer
