"""Ask the bank about open attempts until it has decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from checkout.kinds import ATTEMPTS
from checkout.ports import Ports
from checkout.records import NO_RETURN, Attempt, AttemptState
from checkout.store import retried
from checkout.use_cases.settle_attempt import settle_one_of_many
from checkout.use_cases.start_payment import close_request

_ASK_AFTER = timedelta(seconds=15)
_REQUEST_LOST_AFTER = timedelta(minutes=2)
_NEVER_DECIDED_AFTER = timedelta(days=2)


def reconcile(ports: Ports, only: str | None = None) -> int:
    """Ask the bank about every open attempt that is due; return how many were asked.

    ``only`` those at one gateway, or, where it is '', at gateways that nobody runs any more.

    A young attempt is asked often and an old one seldom: again after as long as a tenth of its age,
    and several times within the window in which its bank wants to be asked.
    """
    now = ports.clock()
    for attempt in _in_lane(ports, only, _in_state(ports, "requesting")):
        if _since(attempt.created_at, now) > _REQUEST_LOST_AFTER:
            close_request(ports, attempt.id, "request_lost")
    opened = _in_lane(ports, only, _in_state(ports, "open"))
    due = [one for one in opened if _since(one.checked_at, now) >= _pause(ports, one)]
    for attempt in due:
        settled = settle_one_of_many(ports, attempt.id)
        patience, reason = _patience(ports, attempt)
        if settled and settled.state == "open" and now - attempt.created_at > patience:
            _give_up(ports, attempt, reason)
    return len(due)


@retried
def _in_state(ports: Ports, state: AttemptState) -> list[Attempt]:
    with ports.store.transaction() as tx:
        return tx.find(ATTEMPTS, "state", state)


def _in_lane(ports: Ports, only: str | None, attempts: list[Attempt]) -> list[Attempt]:
    """Return those at one gateway; '' is every gateway that nobody runs any more."""
    lanes = [attempt.gateway if attempt.gateway in ports.gateways else "" for attempt in attempts]
    return [attempt for attempt, lane in zip(attempts, lanes, strict=True) if only in {None, lane}]


def _since(moment: datetime, now: datetime) -> timedelta:
    """Return how long ago a moment was. One that is still to come was written before the clock was set back.

    It counts by its distance, so that a clock set back by an hour keeps nobody waiting for an hour.
    """
    return abs(now - moment)


def _pause(ports: Ports, attempt: Attempt) -> timedelta:
    """While a payment may still be made and go back unverified, ask several times within the bank's window."""
    by_age = max(_ASK_AFTER, (attempt.checked_at - attempt.created_at) / 10)
    gateway = ports.gateways.get(attempt.gateway)
    if gateway is None or attempt.checked_at - attempt.created_at > gateway.terms.pay_within:
        return by_age
    return min(by_age, gateway.terms.verify_within / 5)


def _patience(ports: Ports, attempt: Attempt) -> tuple[timedelta, str]:
    """Return how long to ask before a person looks, and the reason then.

    Where nothing but the buyer's return tells of a payment and none came, time tells no more once all windows are shut.
    """
    gateway = ports.gateways.get(attempt.gateway)
    if gateway is None or gateway.terms.can_be_asked or attempt.claim:
        return _NEVER_DECIDED_AFTER, "bank_never_decided"
    return gateway.terms.pay_within + gateway.terms.verify_within, NO_RETURN


@retried
def _give_up(ports: Ports, asked: Attempt, reason: str) -> None:
    """The bank will not say: a person looks, unless there is something new to ask it."""
    with ports.store.transaction() as tx:
        now = tx.get(ATTEMPTS, asked.id)
        if now is not None and now.state == "open" and now.claim == asked.claim:
            tx.put(ATTEMPTS, replace(now, state="needs_person", reason=reason))
