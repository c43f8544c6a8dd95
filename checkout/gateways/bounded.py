"""Bounds how many calls to one bank may be under way: a bank that hangs holds so many threads and not one more."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from checkout.ports import BankStatus, Gateway, NotPaid, Paid, Return, Started, Unverified
from shop.errors import GatewayBusy
from shop.money import Rials

MOST_CALLS = 16
"""At one bank at once. A bank answers in a second or less, so these are more payments than a shop has in its best hour."""


class Bounded:
    """A ``Gateway`` before another, on which at most ``most`` calls wait at once; the next raises GatewayBusy unasked.

    Nobody waits for a place: a queue before a bank that hangs would hold the very threads that this keeps free. Of one
    payment only one verification is under way, or whoever presses «back» often enough would take every buyer's place.
    Once it is closed, there is no place any more.
    """

    def __init__(self, gateway: Gateway, most: int = MOST_CALLS) -> None:
        self.name = gateway.name
        self.terms = gateway.terms
        self._gateway = gateway
        self._places = threading.BoundedSemaphore(most)
        self._closed = False
        self._verifying: set[str] = set()
        self._guard = threading.Lock()

    def request(self, *, amount: Rials, callback_url: str, description: str, mobile: str, order: str) -> Started:
        """Ask the bank to take a payment, if there is a place."""
        with self._place():
            return self._gateway.request(
                amount=amount, callback_url=callback_url, description=description, mobile=mobile, order=order
            )

    def read_return(self, returned: Mapping[str, str]) -> Return:
        """Read a return: no bank is asked."""
        return self._gateway.read_return(returned)

    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        """Ask whether exactly this amount was paid, if there is a place and nobody asks the same."""
        with self._alone(authority), self._place():
            return self._gateway.verify(authority=authority, amount=amount, claim=claim)

    def inquire(self, *, authority: str, claim: str = "") -> BankStatus:
        """Ask where a payment stands, if there is a place."""
        with self._place():
            return self._gateway.inquire(authority=authority, claim=claim)

    def unverified(self) -> list[Unverified]:
        """Ask for the unverified payments, if there is a place."""
        with self._place():
            return self._gateway.unverified()

    def reverse(self, *, authority: str, claim: str = "") -> None:
        """Give a payment back, if there is a place."""
        with self._place():
            self._gateway.reverse(authority=authority, claim=claim)

    def close(self) -> None:
        """Let go of the connections to the bank, and ask it nothing from now on."""
        self._closed = True
        self._gateway.close()

    @contextmanager
    def _place(self) -> Iterator[None]:
        if self._closed or not self._places.acquire(blocking=False):
            raise GatewayBusy(self.name)
        try:
            yield
        finally:
            self._places.release()

    @contextmanager
    def _alone(self, authority: str) -> Iterator[None]:
        with self._guard:
            if authority in self._verifying:
                raise GatewayBusy(self.name)
            self._verifying.add(authority)
        try:
            yield
        finally:
            with self._guard:
                self._verifying.discard(authority)
