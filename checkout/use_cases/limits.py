"""Limits on what can be repeated: so many times in a span, counted in the store."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from checkout.kinds import TALLIES
from checkout.records import Tally
from checkout.store import Transaction
from shop.errors import TooManyRequests

LONGEST_SPAN = timedelta(days=2)
"""No limit looks back further."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` times within ``span`` of the first.

    One that everybody shares is counted in several ``parts``, or those who come at once would all wait for one record.
    """

    name: str
    most: int
    span: timedelta
    parts: int = 1


def count(tx: Transaction, limit: Limit, who: str, now: datetime) -> None:
    """Count one more for ``who``.

    Raises:
        TooManyRequests: the limit is used up.
    """
    first = random.randrange(limit.parts)  # noqa: S311 - it spreads, it hides nothing
    full = []
    for part in (*range(first, limit.parts), *range(first)):
        tally = _tally_in(tx, limit, f"{limit.name}:{who}" + (f":{part}" if limit.parts > 1 else ""), now)
        if tally.count < (limit.most + part) // limit.parts:
            tx.put(TALLIES, replace(tally, count=tally.count + 1))
            return
        full.append(tally)
    left = min(tally.since for tally in full) + limit.span - now
    raise TooManyRequests(limit.name, max(1, int(left.total_seconds())))


def _tally_in(tx: Transaction, limit: Limit, key: str, now: datetime) -> Tally:
    tally = tx.get(TALLIES, key)
    if tally is None or now >= tally.since + limit.span or now < tally.since:
        return Tally(key=key, count=0, since=now)
    return tally


def forget(tx: Transaction, limit: Limit, who: str) -> None:
    """Start counting anew for ``who``, of a limit in one part."""
    tx.delete(TALLIES, f"{limit.name}:{who}")
