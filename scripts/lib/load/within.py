"""The shop's use cases in this process, over any store: to prepare a load, and to look at what it left."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from checkout.app import open_store
from checkout.ports import BankStatus, GatewayTerms, NotPaid, Paid, Ports, Return, Started, Unverified
from checkout.records import Message
from checkout.releases import FolderReleases
from checkout.store import Store
from scripts.lib.load.stocked_shop import StockedShop
from shop.money import Rials


class EagerBank:
    """A gateway whose every payment is paid as soon as it is asked about."""

    name = "zarinpal"
    terms = GatewayTerms(
        unit="rial", pay_within=timedelta(hours=1), verify_within=timedelta(hours=1), reverse_within=timedelta(hours=1)
    )

    def __init__(self) -> None:
        self._turns = itertools.count(1)

    def request(self, *, amount: Rials, callback_url: str, description: str, mobile: str, order: str) -> Started:
        """Take any payment."""
        del amount, callback_url, description, mobile
        authority = f"A{next(self._turns):05d}-{order}"
        return Started(authority=authority, pay_url=f"https://bank.invalid/StartPay/{authority}")

    def read_return(self, returned: Mapping[str, str]) -> Return:
        """Return what the return names."""
        return Return(authority=returned.get("Authority", ""))

    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        """Say that it is paid."""
        del amount, claim
        return Paid(reference=f"R-{authority}", card="603799******1234")

    def inquire(self, *, authority: str, claim: str = "") -> BankStatus:
        """Say that it is paid."""
        del authority, claim
        return "paid"

    def unverified(self) -> list[Unverified]:
        """Nothing waits here."""
        return []

    def reverse(self, *, authority: str, claim: str = "") -> None:
        """Nothing to do: no money is real."""

    def close(self) -> None:
        """Nothing to do: nothing is open."""


class Nobody:
    """A messenger whose messages reach nobody."""

    def send(self, message: Message) -> None:
        """Take it."""


class Hands:
    """A clock that is set by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return the time it was set to."""
        return self.now


@contextmanager
def within(shop: StockedShop, where: str, checkout_url: str) -> Iterator[Ports]:
    """Give the use cases of a shop whose service does not run, over its store; the store is closed afterwards."""
    store = open_store(where)
    try:
        yield ports_over(shop, store, checkout_url)
    finally:
        store.close()


def ports_over(shop: StockedShop, store: Store, checkout_url: str, clock: Hands | None = None) -> Ports:
    """Return the ports of the shop over a store; without a clock, time is as it is."""
    now = clock or (lambda: datetime.now(UTC))
    bank = EagerBank()
    return Ports(
        store=store,
        releases=FolderReleases(shop.releases, store, now),
        gateways={bank.name: bank},
        messenger=Nobody(),
        clock=now,
        secret=shop.secret.encode(),
        staff=shop.staff,
        checkout_url=checkout_url,
        site_url="http://127.0.0.1:8000",
    )
