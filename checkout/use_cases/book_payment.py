"""Book a payment that has come at a bank: its attempt, its order, the stock and one message, in one transaction.

Whoever learned of it, the bank's own answer or staff who looked it up there, it is booked here and nowhere else.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from checkout.kinds import ATTEMPTS, CAPTURES, ORDERS, UNIQUE_USES
from checkout.ports import Ports
from checkout.records import Attempt, UniqueUse
from checkout.store import Transaction
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.captures import captured
from checkout.use_cases.hold_stock import can_hold
from shop.errors import Conflict
from shop.lifecycle import EventKind
from shop.order import Order
from shop.rules.difference import needless
from shop.tills import TILL, gateway_till

log = logging.getLogger("hojreh.payments")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of a payment that has come: the bank's reference, the masked card, who says so, a note of theirs."""

    reference: str
    card: str = ""
    by: str = "bank"
    note: str = ""


def use_reference(tx: Transaction, attempt: Attempt) -> None:
    """BAQ-009: let the attempt's bank reference pay this attempt, and no other for ever; the day's sheet knows of it.

    Raises:
        Conflict: it has paid another.
    """
    key, capture = f"{attempt.gateway}:reference:{attempt.bank_reference}", captured(attempt)
    tx.read_ahead(records=[(UNIQUE_USES, key), (CAPTURES, CAPTURES.key(capture))])
    used = tx.get(UNIQUE_USES, key)
    if used is None:
        tx.insert(UNIQUE_USES, UniqueUse(key=key, attempt=attempt.id))
        tx.insert(CAPTURES, capture)
    elif used.attempt != attempt.id:
        raise Conflict(UNIQUE_USES.name, key)


def book_payment(tx: Transaction, ports: Ports, attempt: Attempt, told: Told, *, may_revive: bool = True) -> Attempt:
    """Book the attempt's amount as paid; its order goes on, or owes it back. The reference is used already.

    ``may_revive``: an expired order whose stock is still there lives on.

    Raises:
        OrderNotFound: the order is lost.
        OutOfStock: the stock was there a moment ago and is gone, at the latest when the transaction ends.
    """
    order = order_in(tx, attempt.order)
    facts = {
        "method": "gateway",
        "paid": str(attempt.amount),
        "reference": told.reference,
        "card": told.card,
        "attempt": attempt.id,
        TILL: gateway_till(attempt.gateway),
    }
    event = _event(tx, order, may_revive=may_revive)
    moved = advance(tx, ports, order, event, by=told.by, note=told.note, facts=facts)
    if too_much := needless(moved, attempt.id):
        log.warning("order %s: %s rials came that it did not need and that are owed back", order.code, too_much)
    paid = replace(
        attempt,
        state="paid",
        bank_reference=told.reference,
        card=told.card,
        reason="",
        checked_at=ports.clock(),
    )
    tx.put(ATTEMPTS, paid)
    return paid


def is_lost(tx: Transaction, attempt: Attempt) -> bool:
    """Whether the attempt's order is gone, as with a damaged store."""
    return tx.get(ORDERS, attempt.order) is None


def _event(tx: Transaction, order: Order, *, may_revive: bool) -> EventKind:
    """A payment that lands after expiry takes the stock again if it is there, else it is owed back."""
    return "revived" if may_revive and order.state == "expired" and can_hold(tx, order) else "paid"
