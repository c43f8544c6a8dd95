"""Close by hand what a bank's answers leave unclear: staff look the payment up at the bank and say what they found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from checkout.kinds import ATTEMPTS, ORDERS, OUTBOX
from checkout.messages import closed_attempt_sms
from checkout.ports import Ports
from checkout.records import GIVEN_BACK, NOT_PAID, Attempt
from checkout.store import Transaction, retried
from checkout.use_cases.bank_references import check_unused
from checkout.use_cases.book_payment import Told, book_payment, is_lost, use_reference
from checkout.use_cases.captures import note_given_back
from checkout.use_cases.order_terms import terms_of
from checkout.use_cases.settle_attempt import attempt_in, settle
from shop.errors import BadInput, Conflict, OutOfStock

Outcome = Literal["paid", "not_paid", "given_back"]
"""The money is with the shop, by the bank's own reference; none came; what came has gone back to the payer."""

_REASONS = {"not_paid": NOT_PAID, "given_back": GIVEN_BACK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What staff found at the bank. ``amount`` in rials and ``reference`` count where it was paid."""

    outcome: str
    reference: str = ""
    amount: int = 0
    note: str = ""


def close_attempt(ports: Ports, attempt_id: str, staff: str, found: Found) -> Attempt:
    """BAQ-008, BAQ-009: book what staff found of a payment that a person has to look at; return it as it now stands.

    One that was paid goes the way of every payment: one event of its order, one message.

    Raises:
        NotFound: no such attempt.
        BadInput: nothing is to be decided about it any more, or something of what was found is missing or cannot be:
            another amount, or a reference that has paid another attempt.
    """
    outcome = next((known for known in get_args(Outcome) if known == found.outcome), None)
    if outcome is None:
        raise BadInput("outcome", "missing_choice", found.outcome)
    if outcome != "paid":
        return _close_unpaid(ports, attempt_id, staff, outcome, found.note)
    try:
        return _close_paid(ports, attempt_id, staff, found, may_revive=True)
    except OutOfStock:  # as in settle_attempt
        return _close_paid(ports, attempt_id, staff, found, may_revive=False)


def ask_again(ports: Ports, attempt_id: str) -> Attempt:
    """Ask the bank anew about a payment that a person has to look at: what kept it from answering may be mended.

    Raises:
        NotFound: no such attempt.
        BadInput: nothing is to be decided about it any more.
    """
    _reopen(ports, attempt_id)
    return settle(ports, attempt_id)


@retried
def _close_paid(ports: Ports, attempt_id: str, staff: str, found: Found, *, may_revive: bool) -> Attempt:
    with ports.store.transaction() as tx:
        attempt = _undecided_in(tx, attempt_id)
        if is_lost(tx, attempt):
            raise BadInput("outcome", "no_order")
        if found.amount != attempt.amount:
            raise BadInput("amount", "other_than_asked", str(found.amount), due=attempt.amount)
        if not found.reference:
            raise BadInput("reference", "missing")
        check_unused(tx, found.reference, attempt=attempt.id)
        try:
            use_reference(tx, replace(attempt, bank_reference=found.reference, checked_at=ports.clock()))
        except Conflict as error:
            raise BadInput("reference", "already_used", found.reference) from error
        told = Told(reference=found.reference, by=f"staff:{staff}", note=found.note)
        return book_payment(tx, ports, attempt, told, may_revive=may_revive)


@retried
def _close_unpaid(
    ports: Ports, attempt_id: str, staff: str, outcome: Literal["not_paid", "given_back"], note: str
) -> Attempt:
    with ports.store.transaction() as tx:
        attempt = _undecided_in(tx, attempt_id)
        if not note:
            raise BadInput("note", "missing")
        closed = replace(attempt, state="failed", reason=_REASONS[outcome], closed_by=staff, note=note)
        tx.put(ATTEMPTS, closed)
        if outcome == "given_back":
            note_given_back(tx, closed)
        order = tx.get(ORDERS, attempt.order)
        # Who was told that the bank gives it back by itself waits for no news, and who was erased is told nothing.
        if not attempt.never_returned and order is not None and not order.erased:
            at = ports.clock()
            tx.insert(OUTBOX, closed_attempt_sms(terms_of(ports, order), order, closed, ports.checkout_url, at))
        return closed


@retried
def _reopen(ports: Ports, attempt_id: str) -> None:
    with ports.store.transaction() as tx:
        tx.put(ATTEMPTS, replace(_undecided_in(tx, attempt_id), state="open", reason=""))


def _undecided_in(tx: Transaction, attempt_id: str) -> Attempt:
    attempt = attempt_in(tx, attempt_id)
    if attempt.state != "needs_person":
        raise BadInput("outcome", "decided_already")
    return attempt
