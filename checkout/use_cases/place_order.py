"""Finish the purchase: freeze the reviewed quote as an order, hold its stock, send its code."""

from __future__ import annotations

from dataclasses import replace

from checkout.kinds import LINKS, MOVEMENTS, ORDERS, OUTBOX, SESSIONS, SUBMISSIONS, SWITCHES
from checkout.messages import registered_messages
from checkout.ports import Ports
from checkout.records import EVERYTHING, Link, Message, Movement, Session, Submission
from checkout.secrets import fingerprint
from checkout.store import Transaction, retried
from checkout.use_cases.change_cart import read_lines_ahead
from checkout.use_cases.freeze_order import freeze
from checkout.use_cases.hold_stock import holds
from checkout.use_cases.review_order import Review, review_in
from checkout.use_cases.sessions import keep, session_in, signed_in_mobile
from shop.errors import BadInput, CartChanged, Conflict, SalesStopped, TooManyUnpaid
from shop.order import Climb, InvoiceChoice, Mobile, Order, happened
from shop.release import Release, ReleaseId

MOST_UNPAID = 5
"""How many orders of one buyer may wait to be paid."""


@retried
def place_order(ports: Ports, session_id: str, key: str, reviewed: str) -> Order:
    """BAQ-022, BAQ-060, BAQ-065, BAQ-071, BAQ-072, BAQ-085, CHI-008: register the order that was reviewed.

    ``key`` is the form's idempotency key: posted again, it leads to the same order.

    Raises:
        CartChanged: the quote is no longer the one reviewed, or a line cannot be sold.
        Conflict: the key was used for something else.
        TooManyUnpaid: this buyer holds stock in too many unpaid orders already.
        SalesStopped: staff stopped all sales.
        BadInput: the order form or the recipient's national code is not complete.
        SessionExpired, CartEmpty, OptionRefused, OutOfStock: as they say; nothing is kept.
    """
    release_id, release = ports.releases.current()
    submission_key = fingerprint(f"{session_id}:{key}")
    with ports.store.transaction() as tx:
        tx.read_ahead(records=[(SUBMISSIONS, submission_key), (SESSIONS, session_id), (SWITCHES, EVERYTHING)])
        repeated = tx.get(SUBMISSIONS, submission_key)
        if repeated is not None:
            return _same_order(tx, repeated, reviewed)
        session = session_in(tx, ports, session_id)
        read_lines_ahead(tx, session, found=[(ORDERS, "unpaid", session.mobile)] if session.mobile else [])
        now = review_in(tx, ports, release, session)
        if now.stopped:
            raise SalesStopped(release.shop.stop.clause if release.shop.stop else None)
        if now.fingerprint != reviewed or now.quote.blocked:
            raise CartChanged
        if now.lacks_national_code:
            raise BadInput("national_code", "missing")
        _check_unpaid(tx, signed_in_mobile(now.session))
        order = _register(tx, ports, release_id, release, now)
        tx.insert(SUBMISSIONS, Submission(key=submission_key, asked=reviewed, order=order.code))
        keep(tx, ports, _without_order(now.session))
        return order


def _without_order(session: Session) -> Session:
    """What belonged to the order that was just placed is asked anew for the next one."""
    recipient = replace(session.recipient, national_code="") if session.recipient else None
    return replace(session, cart=(), invoice=InvoiceChoice(), climb=Climb(), recipient=recipient)


def _check_unpaid(tx: Transaction, member: Mobile) -> None:
    """Every unpaid order holds stock and sends messages, so one phone has only so many."""
    if len(tx.find(ORDERS, "unpaid", member)) >= MOST_UNPAID:
        raise TooManyUnpaid(MOST_UNPAID)


def _same_order(tx: Transaction, submission: Submission, reviewed: str) -> Order:
    order = tx.get(ORDERS, submission.order)
    if order is None or submission.asked != reviewed:
        raise Conflict(SUBMISSIONS.name, submission.key)
    return order


def _register(tx: Transaction, ports: Ports, release_id: ReleaseId, release: Release, review: Review) -> Order:
    at = ports.clock()
    while True:
        order = happened(freeze(review, release_id, release, at), "registered", at=at, by="buyer")
        link = Link(token_hash=fingerprint(order.link), order=order.code)
        movements, messages = holds(order, at), registered_messages(release.shop, order, ports.checkout_url, at)
        _read_names_ahead(tx, order, link, movements, messages)
        if tx.get(ORDERS, order.code) is None:
            break
    for movement in movements:
        tx.move(movement)
    tx.insert(ORDERS, order)
    tx.insert(LINKS, link)
    for message in messages:
        tx.insert(OUTBOX, message)
    return order


def _read_names_ahead(
    tx: Transaction, order: Order, link: Link, movements: list[Movement], messages: list[Message]
) -> None:
    """Read at once whether the names are free that a new order's records will have."""
    tx.read_ahead(
        records=[
            (ORDERS, order.code),
            (LINKS, link.token_hash),
            *((MOVEMENTS, movement.id) for movement in movements),
            *((OUTBOX, message.id) for message in messages),
        ]
    )
