"""Ask the bank about open attempts until it has decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from checkout.kinds import ATTEMPTS
from checkout.ports import Ports
from checkout.records import Attempt
from checkout.use_cases.settle_attempt import settle

_ASK_AFTER = timedelta(seconds=15)
_REQUEST_LOST_AFTER = timedelta(minutes=2)
_NEVER_PAID_AFTER = timedelta(days=2)


def reconcile(ports: Ports) -> int:
    """Ask the bank about every open attempt that is due; return how many were asked.

    A young attempt is asked often and an old one seldom: again after as long as a tenth of its age.
    """
    now = ports.clock()
    with ports.store.transaction() as tx:
        open_ones = tx.find(ATTEMPTS, "state", "open")
        for lost in tx.find(ATTEMPTS, "state", "requesting"):
            if now - lost.created_at > _REQUEST_LOST_AFTER:
                tx.put(ATTEMPTS, replace(lost, state="failed", reason="request_lost"))
    due = [attempt for attempt in open_ones if now - attempt.checked_at >= _pause(attempt)]
    for attempt in due:
        if settle(ports, attempt.id).state == "open" and now - attempt.created_at > _NEVER_PAID_AFTER:
            _give_up(ports, attempt)
    return len(due)


def _pause(attempt: Attempt) -> timedelta:
    return max(_ASK_AFTER, (attempt.checked_at - attempt.created_at) / 10)


def _give_up(ports: Ports, attempt: Attempt) -> None:
    """The bank still will not say after two days: a person looks."""
    with ports.store.transaction() as tx:
        now = tx.get(ATTEMPTS, attempt.id)
        if now is not None and now.state == "open":
            tx.put(ATTEMPTS, replace(now, state="needs_person", reason="bank_never_decided"))
