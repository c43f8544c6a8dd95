"""Ask each gateway again about what it confirmed on a day: whether the money still stands, or was given back."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from checkout.kinds import ATTEMPTS, CAPTURES
from checkout.ports import BankStatus, Gateway, Ports
from checkout.records import Attempt, Capture
from checkout.store import Store, retried
from shop.errors import GatewayRefused, GatewayUnavailable

log = logging.getLogger("hojreh.payments")

MOST_ASKED = 100
"""How many payments one press asks about; a bank answers in a fraction of a second, or not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAgain:
    """How many payments their banks told of, how many did not answer or cannot be asked, and how many are left."""

    told: int
    silent: int
    left: int


def ask_again(ports: Ports, day: date, most: int = MOST_ASKED) -> AskedAgain:
    """Ask the gateways about a day's captures, those first that were asked longest ago, and keep what they say.

    It books nothing: a payment that was given back shows as a difference, which staff look into.
    """
    waiting = sorted(captures_of(ports.store, day), key=lambda one: (one[0].asked_at is not None, one[0].asked_at))
    said = statuses(ports.gateways, waiting[:most])
    _keep(ports.store, said, ports.clock())
    return AskedAgain(told=len(said), silent=len(waiting[:most]) - len(said), left=len(waiting[most:]))


def statuses(gateways: Mapping[str, Gateway], asked: Iterable[tuple[Capture, Attempt]]) -> dict[str, BankStatus]:
    """Return what the banks say of each capture, by its key; a bank that gives no answer is asked no more this time."""
    said: dict[str, BankStatus] = {}
    silent: set[str] = set()
    for capture, attempt in asked:
        gateway = gateways.get(capture.gateway)
        if gateway is None or capture.gateway in silent or not gateway.terms.can_be_asked:
            continue
        try:
            said[CAPTURES.key(capture)] = gateway.inquire(authority=attempt.authority, claim=attempt.claim)
        except GatewayUnavailable:
            silent.add(capture.gateway)
        except GatewayRefused as error:
            log.warning("attempt %s: the bank tells nothing of it: %s", attempt.id[:8], error.bank_code)
    return said


@retried
def captures_of(store: Store, day: date) -> list[tuple[Capture, Attempt]]:
    """Return a day's captures, each with its attempt; one whose attempt is not there cannot be asked about."""
    with store.transaction() as tx:
        captures = tx.find(CAPTURES, "day", day.isoformat())
        tx.read_ahead(records=[(ATTEMPTS, one.attempt) for one in captures])
        return [(one, attempt) for one in captures if (attempt := tx.get(ATTEMPTS, one.attempt)) is not None]


@retried
def _keep(store: Store, said: Mapping[str, BankStatus], at: datetime) -> None:
    with store.transaction() as tx:
        tx.read_ahead(records=[(CAPTURES, key) for key in said])
        for key, status in said.items():
            now = tx.get(CAPTURES, key)
            if now is not None:
                tx.put(CAPTURES, replace(now, status=status, asked_at=at))
