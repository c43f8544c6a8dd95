"""Start paying at the bank: the attempt is stored before the buyer leaves, and only one is live at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from checkout.kinds import ATTEMPTS, UNIQUE_USES
from checkout.ports import Gateway, Ports, Started
from checkout.records import Attempt, UniqueUse
from checkout.secrets import new_token
from checkout.store import Transaction
from checkout.use_cases.advance_order import order_in
from checkout.use_cases.order_terms import terms_of
from checkout.use_cases.settle_attempt import settle
from shop.errors import Conflict, GatewayRefused, GatewayUnavailable, TransitionRefused
from shop.order import Order, OrderCode
from shop.rules.difference import may_be_paid

ATTEMPT_LIVES = timedelta(minutes=20)
"""How long the buyer is sent back to the same bank page before the bank is asked whether it is over."""


def start_payment(ports: Ports, code: OrderCode, provider: str) -> Attempt:
    """BAQ-008, BAQ-027: return the attempt to pay this order with: the live one if there is one, else a new one.

    Raises:
        TransitionRefused: the order is past paying.
        GatewayUnavailable, GatewayRefused: the bank took no payment; none is under way.
    """
    gateway = ports.gateways.get(provider)
    if gateway is None:
        raise GatewayUnavailable(provider)
    _close_old_ones(ports, code)
    with ports.store.transaction() as tx:
        live = _live(tx, code)
        if live:
            return live[0]
        order = order_in(tx, code)
        # An older attempt may just have turned out paid.
        if not may_be_paid(terms_of(ports, order), order):
            raise TransitionRefused(order.state, "paid")
        attempt = _new_attempt(ports, order, gateway)
        tx.insert(ATTEMPTS, attempt)
    return _open(ports, attempt, gateway, _ask_bank(ports, gateway, order, attempt))


def _live(tx: Transaction, code: OrderCode) -> list[Attempt]:
    return [attempt for attempt in tx.find(ATTEMPTS, "order", code) if attempt.state in {"requesting", "open"}]


def _close_old_ones(ports: Ports, code: OrderCode) -> None:
    with ports.store.transaction() as tx:
        live = _live(tx, code)
    for attempt in live:
        if attempt.state == "open" and ports.clock() - attempt.created_at > ATTEMPT_LIVES:
            settle(ports, attempt.id)


def _new_attempt(ports: Ports, order: Order, gateway: Gateway) -> Attempt:
    now = ports.clock()
    return Attempt(
        id=new_token(),
        order=order.code,
        gateway=gateway.name,
        amount=order.due,
        state="requesting",
        created_at=now,
        checked_at=now,
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
        # No authority reached us, so nobody can pay this attempt: here, unknown is safe to close.
        _keep(ports, replace(attempt, state="failed", reason=error.code))
        raise


def _open(ports: Ports, attempt: Attempt, gateway: Gateway, started: Started) -> Attempt:
    opened = replace(attempt, state="open", authority=started.authority, pay_url=started.pay_url)
    try:
        with ports.store.transaction() as tx:
            use = UniqueUse(key=f"{gateway.name}:authority:{started.authority}", attempt=attempt.id)
            tx.insert(UNIQUE_USES, use)
            tx.put(ATTEMPTS, opened)
    except Conflict as error:
        _keep(ports, replace(attempt, state="failed", reason="repeated_authority"))
        raise GatewayRefused("repeated_authority") from error
    return opened


def _keep(ports: Ports, attempt: Attempt) -> None:
    with ports.store.transaction() as tx:
        tx.put(ATTEMPTS, attempt)
