"""Drop what nobody will ask for again, in parts, so that no transaction grows with the shop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from checkout.kinds import CODES, SESSIONS, STAFF_SESSIONS, TALLIES, Kind
from checkout.ports import Ports
from checkout.store import retried
from checkout.use_cases.limits import LONGEST_SPAN
from checkout.use_cases.sign_in import CODE_LIVES
from checkout.use_cases.staff import SESSION_LIVES

PART = 500
"""How many records one transaction looks at."""

T = TypeVar("T")


def tidy_up(ports: Ports) -> int:
    """Drop old sessions, staff's too, tallies and one-time codes; return how many sessions of visitors."""
    now = ports.clock()
    _drop(ports, TALLIES, lambda tally: now - tally.since > LONGEST_SPAN)
    _drop(ports, CODES, lambda code: now - code.sent_at > CODE_LIVES)
    _drop(ports, STAFF_SESSIONS, lambda session: now - session.started_at > SESSION_LIVES)
    return drop_old_sessions(ports)


def drop_old_sessions(ports: Ports) -> int:
    """BAQ-089: forget sessions untouched for the shop's ``cart.keep_days``; return how many."""
    _, release = ports.releases.current()
    oldest = ports.clock() - timedelta(days=release.shop.cart.keep_days)
    return _drop(ports, SESSIONS, lambda session: session.touched_at < oldest)


def _drop(ports: Ports, kind: Kind[T], is_old: Callable[[T], bool]) -> int:
    dropped, after = 0, ""
    while part := _part(ports, kind, after):
        old = [kind.key(record) for record in part if is_old(record)]
        dropped += _forget(ports, kind, old, is_old) if old else 0
        after = kind.key(part[-1])
    return dropped


@retried
def _part(ports: Ports, kind: Kind[T], after: str) -> list[T]:
    with ports.store.transaction() as tx:
        return tx.every(kind, after=after, most=PART)


@retried
def _forget(ports: Ports, kind: Kind[T], keys: list[str], is_old: Callable[[T], bool]) -> int:
    """Forget the records that are still old; return how many.

    Listed in a transaction of its own, a part is in nobody's way; whoever came back since then is left alone.
    """
    with ports.store.transaction() as tx:
        old = [key for key in keys if (record := tx.get(kind, key)) is not None and is_old(record)]
        for key in old:
            tx.delete(kind, key)
        return len(old)
