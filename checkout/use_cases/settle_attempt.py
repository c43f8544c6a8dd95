"""Ask the bank what became of an attempt, and book the answer. The only way an order becomes paid at a bank.

No transaction is open while the bank is asked. An answer that cannot be used leaves the attempt open.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from checkout.kinds import ATTEMPTS
from checkout.ports import BankStatus, Gateway, NotPaid, Paid, Ports, Return
from checkout.records import ORDER_LOST, Attempt, AttemptState
from checkout.store import OutcomeUnknown, StoreUnavailable, Transaction, retried
from checkout.use_cases.book_payment import Told, book_payment, is_lost, use_reference
from shop.errors import Conflict, GatewayBusy, GatewayRefused, GatewayUnavailable, NotFound, OutOfStock

log = logging.getLogger("hojreh.payments")

_OVER: frozenset[BankStatus] = frozenset({"failed", "reversed"})
_DECIDED: frozenset[AttemptState] = frozenset({"paid", "needs_person"})
"""What no later answer but a payment changes."""


@retried
def find_attempt(ports: Ports, attempt_id: str) -> Attempt:
    """Return the attempt of that id.

    Raises:
        NotFound: there is none.
    """
    with ports.store.transaction() as tx:
        return attempt_in(tx, attempt_id)


def settle(ports: Ports, attempt_id: str, *, news: bool = False) -> Attempt:
    """BAQ-008, BAQ-009: ask the bank about an attempt and book what it says; safe to repeat, any number at once.

    An attempt that a person is to look at is asked about only when there is ``news``, such as its buyer's return:
    a payment is then booked, and anything else leaves it to the person.

    Returns the attempt as it now stands: ``open`` means that the bank has not decided, did not
    answer, or has too many calls waiting to be asked at all.

    Raises:
        NotFound: no such attempt.
    """
    attempt = find_attempt(ports, attempt_id)
    if attempt.state in {"paid", "requesting"} or (attempt.state == "needs_person" and not news):
        return attempt
    gateway = ports.gateways.get(attempt.gateway)
    if gateway is None:
        log.error("attempt %s: nobody runs the gateway %s any more", attempt.id[:8], attempt.gateway)
        return _book_silence(ports, attempt.id)
    try:
        return _ask(ports, gateway, attempt)
    except GatewayBusy:
        return attempt  # nobody was asked: whoever asks next does not wait for it
    except GatewayUnavailable:
        log.warning("attempt %s: the bank did not answer", attempt.id[:8])
        return _book_silence(ports, attempt.id)


def _ask(ports: Ports, gateway: Gateway, attempt: Attempt) -> Attempt:
    try:
        answer = gateway.verify(authority=attempt.authority, amount=attempt.amount, claim=attempt.claim)
        over = isinstance(answer, NotPaid) and _asked_status(gateway, attempt) in _OVER
    except GatewayRefused as error:
        log.warning("attempt %s: the bank refuses to verify: %s", attempt.id[:8], error.bank_code)
        return _book(ports, attempt, state="needs_person", reason=error.bank_code)
    if isinstance(answer, Paid):
        return _book_paid(ports, attempt.id, answer)
    return _book(ports, attempt, state="failed" if over else "open", reason=answer.bank_code)


def settle_one_of_many(ports: Ports, attempt_id: str, *, news: bool = False) -> Attempt | None:
    """Settle one of the attempts that a job goes through; None if what the bank says of it could not be booked.

    Such a one is for whoever reads the log, and must not keep all those behind it unasked.

    Raises:
        StoreUnavailable, OutcomeUnknown: none of the others could be booked either.
    """
    try:
        return settle(ports, attempt_id, news=news)
    except (StoreUnavailable, OutcomeUnknown):
        raise
    except Exception:
        log.exception("attempt %s: what the bank says of it could not be booked", attempt_id[:8])
        return None


def returned(ports: Ports, attempt_id: str, parameters: dict[str, str]) -> Attempt:
    """BAQ-009: the buyer came back from the bank. What the return says proves nothing; the bank is asked.

    A return that names another authority than the stored one changes nothing. At a bank that can be asked nothing
    without the return, what it says was paid is kept first; its no is taken for one while nothing says otherwise.

    Raises:
        NotFound: no such attempt.
    """
    attempt = find_attempt(ports, attempt_id)
    gateway = ports.gateways.get(attempt.gateway)
    said = Return() if gateway is None else gateway.read_return(parameters)
    if not attempt.authority or said.authority != attempt.authority:
        log.warning("attempt %s: the return names another authority", attempt.id[:8])
        return attempt
    if said.claim:
        _keep_claim(ports, attempt_id, said.claim)
    settled = settle(ports, attempt_id, news=True)
    if said.refusal and settled.state == "open" and not settled.claim:
        return _book(ports, settled, state="failed", reason=said.refusal)
    return settled


def _asked_status(gateway: Gateway, attempt: Attempt) -> BankStatus:
    return gateway.inquire(authority=attempt.authority, claim=attempt.claim)


@retried
def _keep_claim(ports: Ports, attempt_id: str, claim: str) -> None:
    """Keep what the buyer says was paid, before the bank is asked; there is something to ask again, whatever was."""
    with ports.store.transaction() as tx:
        now = attempt_in(tx, attempt_id)
        if now.state in {"open", "failed"} and now.claim != claim:
            _put(tx, replace(now, state="open", claim=claim))
        elif now.never_returned:
            _put(tx, replace(now, state="open", claim=claim, reason=""))


@retried
def _book_silence(ports: Ports, attempt_id: str) -> Attempt:
    """The bank was asked and said nothing that can be used: only when it was asked is new."""
    with ports.store.transaction() as tx:
        now = attempt_in(tx, attempt_id)
        return now if now.state in _DECIDED else _put(tx, replace(now, checked_at=ports.clock()))


@retried
def _book(ports: Ports, asked: Attempt, *, state: AttemptState, reason: str) -> Attempt:
    """Book an answer that is no payment to the attempt that was ``asked`` about.

    What others booked since then stands: a payment, a case for a person, an end or a claim that this answer knows
    nothing of.
    """
    with ports.store.transaction() as tx:
        now = attempt_in(tx, asked.id)
        if now.state in _DECIDED or now.claim != asked.claim or (state == "open" and now.state != asked.state):
            return now
        return _put(tx, replace(now, state=state, reason=reason, checked_at=ports.clock()))


def _book_paid(ports: Ports, attempt_id: str, paid: Paid) -> Attempt:
    try:
        return _book_once(ports, attempt_id, paid, may_revive=True)
    except OutOfStock:  # taken by another order between the look at the shelf and the end of the transaction
        return _book_once(ports, attempt_id, paid, may_revive=False)


@retried
def _book_once(ports: Ports, attempt_id: str, paid: Paid, *, may_revive: bool) -> Attempt:
    with ports.store.transaction() as tx:
        now = attempt_in(tx, attempt_id)
        if now.state == "paid":
            return now
        known = replace(now, bank_reference=paid.reference, card=paid.card, checked_at=ports.clock())
        try:
            use_reference(tx, known)
        except Conflict:
            log.warning("attempt %s: its bank reference has paid another attempt", now.id[:8])
            return _put(tx, replace(known, state="needs_person", reason="reference_reused"))
        if is_lost(tx, now):  # its payment must neither be, nor keep the others unasked
            log.error("attempt %s: it is paid, and its order is not there", now.id[:8])
            return _put(tx, replace(known, state="needs_person", reason=ORDER_LOST))
        told = Told(reference=paid.reference, card=paid.card)
        return book_payment(tx, ports, now, told, may_revive=may_revive)


def _put(tx: Transaction, attempt: Attempt) -> Attempt:
    tx.put(ATTEMPTS, attempt)
    return attempt


def attempt_in(tx: Transaction, attempt_id: str) -> Attempt:
    """Return the attempt of that id.

    Raises:
        NotFound: there is none.
    """
    attempt = tx.get(ATTEMPTS, attempt_id)
    if attempt is None:
        raise NotFound(attempt_id)
    return attempt
