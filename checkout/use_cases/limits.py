"""Limits on what can be repeated: so many times in a span, counted in the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from checkout.kinds import TALLIES
from checkout.records import Tally
from checkout.store import Transaction
from shop.errors import TooManyRequests

LONGEST_SPAN = timedelta(days=2)
"""No limit looks back further."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` times within ``span`` of the first."""

    name: str
    most: int
    span: timedelta


def count(tx: Transaction, limit: Limit, who: str, now: datetime) -> None:
    """Count one more for ``who``.

    Raises:
        TooManyRequests: the limit is used up.
    """
    key = f"{limit.name}:{who}"
    tally = tx.get(TALLIES, key)
    if tally is None or now >= tally.since + limit.span or now < tally.since:
        tally = Tally(key=key, count=0, since=now)
    if tally.count >= limit.most:
        left = (tally.since + limit.span - now).total_seconds()
        raise TooManyRequests(limit.name, max(1, int(left)))
    tx.put(TALLIES, Tally(key=key, count=tally.count + 1, since=tally.since))


def forget(tx: Transaction, limit: Limit, who: str) -> None:
    """Start counting anew for ``who``."""
    tx.delete(TALLIES, f"{limit.name}:{who}")
