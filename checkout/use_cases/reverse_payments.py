"""Give a payment back at the bank that took it, while the bank still does that: the quickest way for a buyer's money.

What is to go back is written down before the bank is asked, and no transaction is open while it is. Without a usable
answer nobody knows: then the bank is asked where the payment stands before it is told once more, and nobody else pays.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from checkout.kinds import ATTEMPTS, ORDERS, TALLIES, UNIQUE_USES
from checkout.ports import Gateway, Ports
from checkout.records import Attempt, Tally, UniqueUse
from checkout.store import Transaction, retried
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.captures import note_given_back
from checkout.use_cases.moves.going_back import booked_as, refund_facts
from checkout.use_cases.order_terms import terms_of
from shop.errors import GatewayRefused, GatewayUnavailable
from shop.money import Rials
from shop.order import Event, Order, OrderCode
from shop.rules.refund import refund_of
from shop.rules.reversal import gateway_payments, open_reversal, reversible

log = logging.getLogger("hojreh.payments")

Windows = Mapping[str, timedelta | None]
"""How long after a payment each gateway that may be asked gives it back, None where it does not."""

_ASK_AFTER = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class _Asking:
    """One payment that a bank is told to give back, until when it does so (UTC), and whether it was told before."""

    attempt: Attempt
    until: datetime
    again: bool


def reverse_payments(ports: Ports, only: str | None = None) -> int:
    """BAQ-077, CHI-031: have banks give back what is wholly owed, within their windows; return how many were asked.

    ``only``: at that gateway alone.
    """
    gateways = {name: one for name, one in ports.gateways.items() if only in {None, name}}
    windows = {name: one.terms.reverse_within for name, one in gateways.items()}
    asked = 0
    for code in _owing(ports) if gateways else []:
        asking = _begin(ports, code, windows)
        if asking is not None:
            asked += 1
            _ask(ports, gateways[asking.attempt.gateway], asking)
    return asked


@retried
def _owing(ports: Ports) -> list[OrderCode]:
    with ports.store.transaction() as tx:
        return [order.code for order in tx.find(ORDERS, "owed", "yes")]


@retried
def _begin(ports: Ports, code: OrderCode, windows: Windows) -> _Asking | None:
    """Return what a bank is to be asked now: about a reversal under way, or for a new one, which is noted first."""
    with ports.store.transaction() as tx:
        order, now = order_in(tx, code), ports.clock()
        reversal = open_reversal(order)
        if reversal is not None:
            return _again(tx, reversal, windows, now)
        for source in gateway_payments(order):
            attempt = tx.get(ATTEMPTS, source.attempt)
            if attempt is None or attempt.gateway not in windows:
                continue
            within = windows[attempt.gateway]
            if within is not None and reversible(terms_of(ports, order), order, source, within, now):
                until = source.paid.at + within
                facts = {
                    "attempt": attempt.id,
                    "gateway": attempt.gateway,
                    "amount": str(source.amount),
                    "until": until.isoformat(),
                }
                advance(tx, ports, order, "reverse_asked", by="clock", facts=facts)
                _note_asked(tx, attempt, now)
                return _Asking(attempt, until, again=False)
    return None


def _again(tx: Transaction, reversal: Event, windows: Windows, now: datetime) -> _Asking | None:
    """A young reversal is asked about often and an old one seldom: again after as long as a tenth of its age."""
    attempt = tx.get(ATTEMPTS, reversal.facts["attempt"])
    if attempt is None or attempt.gateway not in windows:
        return None
    asked = tx.get(TALLIES, _tally(attempt))
    asked_at = asked.since if asked else reversal.at
    if abs(now - asked_at) < max(_ASK_AFTER, (asked_at - reversal.at) / 10):
        return None
    _note_asked(tx, attempt, now)
    return _Asking(attempt, datetime.fromisoformat(reversal.facts["until"]), again=True)


def _note_asked(tx: Transaction, attempt: Attempt, now: datetime) -> None:
    before = tx.get(TALLIES, _tally(attempt))
    tx.put(TALLIES, Tally(key=_tally(attempt), count=before.count + 1 if before else 1, since=now))


def _tally(attempt: Attempt) -> str:
    return f"reversal:{attempt.id}"


def _ask(ports: Ports, gateway: Gateway, asking: _Asking) -> None:
    attempt = asking.attempt
    try:
        if asking.again:
            if _is_back(gateway, attempt):
                _book_reversed(ports, attempt)
                return
            if ports.clock() > asking.until:
                _book_refused(ports, attempt, "window_over")
                return
        gateway.reverse(authority=attempt.authority, claim=attempt.claim)
    except GatewayUnavailable:
        log.warning("attempt %s: the bank did not say whether it gave the payment back", attempt.id[:8])
    except GatewayRefused as error:
        _book_no(ports, gateway, attempt, error.bank_code)
    else:
        _book_reversed(ports, attempt)


def _book_no(ports: Ports, gateway: Gateway, attempt: Attempt, bank_code: str) -> None:
    """The bank said no. Perhaps because it has given the payment back already, on a call whose answer was lost."""
    try:
        is_back = _is_back(gateway, attempt)
    except (GatewayUnavailable, GatewayRefused):
        log.warning("attempt %s: the bank refused to give it back, and does not say where it is", attempt.id[:8])
        return
    if is_back:
        _book_reversed(ports, attempt)
    else:
        _book_refused(ports, attempt, bank_code)


def _is_back(gateway: Gateway, attempt: Attempt) -> bool:
    """Ask whether the payment went back.

    Raises:
        GatewayUnavailable: the bank names nothing that a payment which was confirmed can be.
        GatewayRefused: the bank said no.
    """
    status = gateway.inquire(authority=attempt.authority, claim=attempt.claim)
    if status not in {"reversed", "verified", "paid"}:
        raise GatewayUnavailable(f"the bank calls a confirmed payment {status}")
    return status == "reversed"


@retried
def _book_reversed(ports: Ports, attempt: Attempt) -> None:
    """Book that the payment went back, once; whoever booked it since, or decided otherwise, was first."""
    with ports.store.transaction() as tx:
        order = order_in(tx, attempt.order)
        if not _still_asked(order, attempt):
            return
        tx.insert(
            UNIQUE_USES, UniqueUse(key=f"{attempt.gateway}:reversal:{attempt.bank_reference}", attempt=attempt.id)
        )
        # No fee is kept of what the bank gives back whole.
        due = replace(refund_of(terms_of(ports, order), order), deductions=())
        facts = refund_facts(order, due, Rials(attempt.amount), attempt.gateway, attempt.bank_reference)
        facts |= {"attempt": attempt.id} | ({"to": attempt.card} if attempt.card else {})
        advance(tx, ports, order, booked_as(order, "refunded", facts), by="bank", facts=facts)
        note_given_back(tx, attempt)


@retried
def _book_refused(ports: Ports, attempt: Attempt, bank_code: str) -> None:
    """Book that the bank does not give it back: from now on staff pay it."""
    with ports.store.transaction() as tx:
        order = order_in(tx, attempt.order)
        if _still_asked(order, attempt):
            facts = {"attempt": attempt.id, "gateway": attempt.gateway, "said": bank_code}
            advance(tx, ports, order, "reverse_refused", by="bank", facts=facts)


def _still_asked(order: Order, attempt: Attempt) -> bool:
    reversal = open_reversal(order)
    return reversal is not None and reversal.facts["attempt"] == attempt.id
