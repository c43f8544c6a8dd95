"""Finish the purchase: freeze the reviewed quote as an order, hold its stock, send its code."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from checkout.kinds import GRANTS, LINKS, MOVEMENTS, ORDERS, OUTBOX, SESSIONS, SUBMISSIONS, SWITCHES, Kind
from checkout.messages import message_id, registered_messages
from checkout.ports import Ports
from checkout.records import EVERYTHING, Link, Session, Submission
from checkout.secrets import fingerprint
from checkout.store import Transaction, retried
from checkout.together import begins_with
from checkout.use_cases.freeze_order import Names, freeze, new_names
from checkout.use_cases.hold_stock import hold_id, holds
from checkout.use_cases.review_order import Review, review_in
from checkout.use_cases.sessions import session_in, signed_in_mobile
from shop.errors import BadInput, CartChanged, Conflict, SalesStopped, TooManyUnpaid
from shop.order import Climb, InvoiceChoice, Mobile, Order, happened
from shop.release import Release, ReleaseId

MOST_UNPAID = 5
"""How many orders of one buyer may wait to be paid."""


def _read_first(_: Ports, session_id: str, key: str, __: str) -> list[tuple[Kind[Any], str]]:
    return [(SUBMISSIONS, _submission_key(session_id, key)), (SESSIONS, session_id), (SWITCHES, EVERYTHING)]


def _submission_key(session_id: str, key: str) -> str:
    return fingerprint(f"{session_id}:{key}")


@begins_with(_read_first)
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
    current = ports.releases.current()
    release = current[1]
    submission_key = _submission_key(session_id, key)
    with ports.store.transaction() as tx:
        tx.read_ahead(records=_read_first(ports, session_id, key, reviewed))
        repeated = tx.get(SUBMISSIONS, submission_key)
        if repeated is not None:
            return _same_order(tx, repeated, reviewed)
        session = session_in(tx, ports, session_id)
        names = new_names(release.shop)
        _read_on_ahead(tx, session, names)
        now = review_in(tx, ports, release, session)
        if now.stopped:
            raise SalesStopped(release.shop.stop.clause if release.shop.stop else None)
        if now.fingerprint != reviewed or now.cart.quote.blocked:
            raise CartChanged
        if now.lacks_national_code:
            raise BadInput("national_code", "missing")
        _check_unpaid(tx, signed_in_mobile(now.session))
        order = _register(tx, ports, current, now, names)
        tx.insert(SUBMISSIONS, Submission(key=submission_key, asked=reviewed, order=order.code))
        tx.put(SESSIONS, _without_order(now.session, order.placed_at))
        return order


def _without_order(session: Session, at: datetime) -> Session:
    """What belonged to the order that was just placed is asked anew for the next one."""
    recipient = session.recipient
    if recipient and recipient.national_code:
        recipient = replace(recipient, national_code="")
    return replace(session, cart=(), invoice=InvoiceChoice(), climb=Climb(), recipient=recipient, touched_at=at)


def _check_unpaid(tx: Transaction, member: Mobile) -> None:
    """Every unpaid order holds stock and sends messages, so one phone has only so many."""
    if len(tx.find(ORDERS, "unpaid", member)) >= MOST_UNPAID:
        raise TooManyUnpaid(MOST_UNPAID)


def _same_order(tx: Transaction, submission: Submission, reviewed: str) -> Order:
    order = tx.get(ORDERS, submission.order)
    if order is None or submission.asked != reviewed:
        raise Conflict(SUBMISSIONS.name, submission.key)
    return order


def _read_on_ahead(tx: Transaction, session: Session, names: Names) -> None:
    """Read at once what the cart asks of the store, and whether the names are free that a new order's records will have."""
    skus = [line.sku for line in session.cart]
    tx.read_ahead(
        records=[
            *((SWITCHES, sku) for sku in skus),
            (ORDERS, names.code),
            (LINKS, fingerprint(names.link)),
            *((MOVEMENTS, hold_id(names.code, 1, sku)) for sku in skus),
            *((OUTBOX, message_id(names.code, 1, kind)) for kind in (["sms", "email"] if session.email else ["sms"])),
        ],
        found=[(GRANTS, "member", session.mobile), (ORDERS, "unpaid", session.mobile)] if session.mobile else [],
        stock=skus,
    )


def _register(tx: Transaction, ports: Ports, current: tuple[ReleaseId, Release], review: Review, names: Names) -> Order:
    at, (_, release) = ports.clock(), current
    while tx.get(ORDERS, names.code) is not None:
        names = new_names(release.shop)
    order = happened(freeze(review, current, at, names), "registered", at=at, by="buyer")
    for movement in holds(order, at):
        tx.move(movement)
    tx.insert(ORDERS, order)
    tx.insert(LINKS, Link(token_hash=fingerprint(order.link), order=order.code))
    for message in registered_messages(release.shop, order, ports.checkout_url, at):
        tx.insert(OUTBOX, message)
    return order
