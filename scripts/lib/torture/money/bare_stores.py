"""Stores without a guard of the money's, for the controls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar, cast

from checkout.kinds import ATTEMPTS, CAPTURES, UNIQUE_USES, Kind
from checkout.records import Attempt
from checkout.store import Store, Transaction
from scripts.lib.torture.passing import PassingTransaction

T = TypeVar("T")


class _Forgetful(PassingTransaction):
    """Never sees that an attempt is paid, nor that a receipt was used."""

    def get(self, kind: Kind[T], key: str) -> T | None:
        """Return an attempt as one that is still open."""
        found = super().get(kind, key)
        if kind.name == ATTEMPTS.name and found is not None:
            attempt = cast("Attempt", found)
            return cast("T", replace(attempt, state="open") if attempt.state == "paid" else attempt)
        return found

    def insert(self, kind: Kind[T], record: T) -> None:
        """Keep a receipt and what was captured under it again."""
        if kind.name in {UNIQUE_USES.name, CAPTURES.name}:
            super().put(kind, record)
        else:
            super().insert(kind, record)


class ForgetfulStore:
    """Without an attempt's own state and without the uniqueness of receipts."""

    def __init__(self, inner: Store) -> None:
        self._inner = inner

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open a transaction that has seen no payment."""
        with self._inner.transaction() as tx:
            yield _Forgetful(tx)

    def leads(self) -> bool:
        """Pass it on."""
        return self._inner.leads()

    def close(self) -> None:
        """Pass it on."""
        self._inner.close()
