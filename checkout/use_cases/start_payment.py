"""Start paying at the bank: the attempt is stored before the buyer leaves, and only one is live at a time."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from checkout.kinds import ATTEMPTS, ORDERS, UNIQUE_USES
from checkout.ports import Gateway, Ports, Started
from checkout.records import Attempt, UniqueUse
from checkout.secrets import new_token
from checkout.store import Transaction, retried
from checkout.use_cases.advance_order import order_in
from checkout.use_cases.order_terms import terms_of
from checkout.use_cases.settle_attempt import attempt_in, settle
from shop.errors import Conflict, GatewayRefused, GatewayUnavailable, TransitionRefused
from shop.money import Rials
from shop.order import Order, OrderCode
from shop.rules.difference import may_be_paid

log = logging.getLogger("hojreh.payments")

ATTEMPT_LIVES = timedelta(minutes=20)
"""How long the buyer is sent back to the same bank page before the bank is asked whether it is over."""


def start_payment(ports: Ports, code: OrderCode, provider: str, fallback: Sequence[str] = ()) -> Attempt:
    """BAQ-008, BAQ-027: return the attempt to pay this order with: the live one if there is one, else a new one.

    A gateway that takes no payment is followed by the next of ``fallback``: what it did not take nobody can pay.

    Raises:
        TransitionRefused: the order is past paying.
        GatewayUnavailable, GatewayRefused: no bank took a payment, and so the last one said; none is under way.
    """
    for old in _unsettled(ports, code):
        if ports.clock() - old.created_at > ATTEMPT_LIVES:
            settle(ports, old.id)
    for name in (provider, *fallback)[:-1]:
        try:
            return _start(ports, code, name)
        except (GatewayUnavailable, GatewayRefused) as error:
            log.warning("order %s: the gateway %s takes no payment: %s", code, name, error)
    return _start(ports, code, (provider, *fallback)[-1])


def _start(ports: Ports, code: OrderCode, provider: str) -> Attempt:
    gateway = ports.gateways.get(provider)
    if gateway is None:
        log.error("the shop names the gateway %s, at which it has no account", provider or "(none)")
        raise GatewayUnavailable(provider)
    attempt, order = _begin(ports, code, gateway.name, ports.clock() + gateway.terms.pay_within)
    if order is None:
        return attempt
    return _open(ports, attempt, _ask_bank(ports, gateway, order, attempt))


@retried
def attempt_to_pay(ports: Ports, attempt_id: str) -> tuple[Attempt, Rials | None]:
    """Return the attempt, and what is due on its order now; None if its buyer is not to be sent to pay it any more.

    Nobody is led to a bank for an order that was cancelled, has expired or is paid by now, nor when the bank's page is
    over. What is due may have changed since the bank's page was opened with the attempt's amount.

    Raises:
        NotFound: no such attempt.
    """
    with ports.store.transaction() as tx:
        attempt = attempt_in(tx, attempt_id)
        order = tx.get(ORDERS, attempt.order)
    in_time = attempt.pay_by is None or ports.clock() <= attempt.pay_by
    if order is None or attempt.state not in {"requesting", "open"} or not in_time:
        return attempt, None
    return attempt, order.due if may_be_paid(terms_of(ports, order), order) else None


@retried
def close_request(ports: Ports, attempt_id: str, reason: str) -> None:
    """End an attempt that got no authority: nobody can pay it, so here unknown is safe to close."""
    with ports.store.transaction() as tx:
        now = tx.get(ATTEMPTS, attempt_id)
        if now is not None and now.state == "requesting":
            tx.put(ATTEMPTS, replace(now, state="failed", reason=reason))


@retried
def _unsettled(ports: Ports, code: OrderCode) -> list[Attempt]:
    """Return the attempts that the bank knows and has not decided, those too that nobody can pay any more."""
    with ports.store.transaction() as tx:
        return [attempt for attempt in tx.find(ATTEMPTS, "order", code) if attempt.state == "open"]


def _live_in(tx: Transaction, code: OrderCode, now: datetime) -> list[Attempt]:
    """Return the attempts that can still be paid; one that cannot, but is not settled, is asked about all the same."""
    return [
        attempt
        for attempt in tx.find(ATTEMPTS, "order", code)
        if attempt.state in {"requesting", "open"} and (attempt.pay_by is None or now <= attempt.pay_by)
    ]


@retried
def _begin(ports: Ports, code: OrderCode, gateway: str, pay_by: datetime) -> tuple[Attempt, Order | None]:
    """Return the live attempt, or a new one with the order that it is to pay."""
    with ports.store.transaction() as tx:
        live = _live_in(tx, code, ports.clock())
        if live:
            return live[0], None
        order = order_in(tx, code)
        # An older attempt may just have turned out paid.
        if not may_be_paid(terms_of(ports, order), order):
            raise TransitionRefused(order.state, "paid")
        attempt = _new_attempt(ports, order, gateway, pay_by)
        tx.insert(ATTEMPTS, attempt)
        return attempt, order


def _new_attempt(ports: Ports, order: Order, gateway: str, pay_by: datetime) -> Attempt:
    now = ports.clock()
    return Attempt(
        id=new_token(),
        order=order.code,
        gateway=gateway,
        amount=order.due,
        state="requesting",
        created_at=now,
        checked_at=now,
        pay_by=pay_by,
    )


def _ask_bank(ports: Ports, gateway: Gateway, order: Order, attempt: Attempt) -> Started:
    try:
        return gateway.request(
            amount=attempt.amount,
            callback_url=f"{ports.checkout_url}/payments/{attempt.id}/return",
            description=f"سفارش {order.code}",
            mobile=order.member,
            order=order.code,
        )
    except (GatewayUnavailable, GatewayRefused) as error:
        close_request(ports, attempt.id, error.code)
        raise


def _open(ports: Ports, attempt: Attempt, started: Started) -> Attempt:
    try:
        return _keep_open(ports, attempt, started)
    except Conflict as error:
        close_request(ports, attempt.id, "repeated_authority")
        raise GatewayRefused("repeated_authority") from error


@retried
def _keep_open(ports: Ports, requested: Attempt, started: Started) -> Attempt:
    """Keep where the buyer pays; an answer that came after the attempt was given up opens nothing."""
    with ports.store.transaction() as tx:
        now = tx.get(ATTEMPTS, requested.id) or requested
        if now.state != "requesting":
            return now
        tx.insert(UNIQUE_USES, UniqueUse(key=f"{now.gateway}:authority:{started.authority}", attempt=now.id))
        opened = replace(
            now,
            state="open",
            authority=started.authority,
            pay_url=started.pay_url,
            pay_form=started.pay_form,
        )
        tx.put(ATTEMPTS, opened)
        return opened
