"""Ask the bank about open attempts until it has decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from checkout.kinds import ATTEMPTS
from checkout.ports import Ports
from checkout.records import Attempt, AttemptState
from checkout.store import retried
from checkout.use_cases.settle_attempt import settle
from checkout.use_cases.start_payment import close_request

_ASK_AFTER = timedelta(seconds=15)
_REQUEST_LOST_AFTER = timedelta(minutes=2)
_NEVER_PAID_AFTER = timedelta(days=2)


def reconcile(ports: Ports) -> int:
    """Ask the bank about every open attempt that is due; return how many were asked.

    A young attempt is asked often and an old one seldom: again after as long as a tenth of its age.
    """
    now = ports.clock()
    for attempt in _in_state(ports, "requesting"):
        if now - attempt.created_at > _REQUEST_LOST_AFTER:
            close_request(ports, attempt.id, "request_lost")
    due = [attempt for attempt in _in_state(ports, "open") if now - attempt.checked_at >= _pause(attempt)]
    for attempt in due:
        if settle(ports, attempt.id).state == "open" and now - attempt.created_at > _NEVER_PAID_AFTER:
            _give_up(ports, attempt.id)
    return len(due)


@retried
def _in_state(ports: Ports, state: AttemptState) -> list[Attempt]:
    with ports.store.transaction() as tx:
        return tx.find(ATTEMPTS, "state", state)


def _pause(attempt: Attempt) -> timedelta:
    return max(_ASK_AFTER, (attempt.checked_at - attempt.created_at) / 10)


@retried
def _give_up(ports: Ports, attempt_id: str) -> None:
    """The bank still will not say after two days: a person looks."""
    with ports.store.transaction() as tx:
        now = tx.get(ATTEMPTS, attempt_id)
        if now is not None and now.state == "open":
            tx.put(ATTEMPTS, replace(now, state="needs_person", reason="bank_never_decided"))
