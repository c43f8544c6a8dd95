"""Finish the purchase: freeze the reviewed quote as an order, hold its stock, send its code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from checkout.kinds import GRANTS, LINKS, MOVEMENTS, ORDERS, OUTBOX, SESSIONS, SUBMISSIONS, SWITCHES
from checkout.messages import message_id, registered_messages
from checkout.ports import Ports
from checkout.records import EVERYTHING, Link, Session, Submission
from checkout.secrets import fingerprint
from checkout.store import Transaction, retried
from checkout.together import Ahead, begins_with, waits_later
from checkout.use_cases.freeze_order import Names, freeze, new_names
from checkout.use_cases.hold_stock import hold_id, holds
from checkout.use_cases.review_order import Review, review_in
from checkout.use_cases.sessions import session_in, signed_in_mobile
from shop.errors import BadInput, CartChanged, Conflict, SalesStopped, TooManyUnpaid
from shop.order import Climb, InvoiceChoice, Mobile, Order
from shop.order_chain import happened
from shop.release import Release, ReleaseId

MOST_UNPAID = 5
"""How many orders of one buyer may wait to be paid."""


@dataclass(frozen=True, slots=True)
class Press:
    """One press of the button that finishes: whose, the form's idempotency key, what they reviewed, names for the order."""

    session_id: str
    key: str
    reviewed: str
    names: Names

    @property
    def submission(self) -> str:
        """The key under which it is kept what it led to."""
        return fingerprint(f"{self.session_id}:{self.key}")


def _reads(tx: Transaction, _: Ports, press: Press) -> Iterator[Ahead]:
    """Yield what an order asks of the store; the second part is known when the session is."""
    submission, code = press.submission, press.names.code
    yield Ahead(records=[(SUBMISSIONS, submission), (SESSIONS, press.session_id), (SWITCHES, EVERYTHING)])
    session = tx.get(SESSIONS, press.session_id)
    if session is None or session.mobile is None or tx.get(SUBMISSIONS, submission) is not None:
        return
    skus = [line.sku for line in session.cart]
    yield Ahead(
        records=[
            *((SWITCHES, sku) for sku in skus),
            (ORDERS, code),
            (LINKS, fingerprint(press.names.link)),
            *((MOVEMENTS, hold_id(code, 1, sku)) for sku in skus),
            *((OUTBOX, message_id(code, 1, kind)) for kind in (["sms", "email"] if session.email else ["sms"])),
        ],
        found=[(GRANTS, "member", session.mobile), (ORDERS, "unpaid", session.mobile)],
        stock=skus,
    )


def place_order(ports: Ports, session_id: str, key: str, reviewed: str) -> Order:
    """Register the order that was reviewed, under new names; see ``place``."""
    return place(ports, Press(session_id, key, reviewed, new_names(ports.releases.current()[1].shop)))


@begins_with(_reads)
@retried
def place(ports: Ports, press: Press) -> Order:
    """BAQ-022, BAQ-060, BAQ-065, BAQ-071, BAQ-072, BAQ-085, CHI-008: register the order that was reviewed.

    The same key, posted again, leads to the same order.

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
    submission_key = press.submission
    with ports.store.transaction() as tx:
        if not waits_later():  # else it was read with what the others read
            for ahead in _reads(tx, ports, press):
                tx.read_ahead(records=ahead.records, found=ahead.found, stock=ahead.stock)
        repeated = tx.get(SUBMISSIONS, submission_key)
        if repeated is not None:
            return _same_order(tx, repeated, press.reviewed)
        session = session_in(tx, ports, press.session_id)
        now = review_in(tx, ports, release, session)
        if now.stopped:
            raise SalesStopped(release.shop.stop.clause if release.shop.stop else None)
        if now.fingerprint != press.reviewed or now.cart.quote.blocked:
            raise CartChanged
        if now.lacks_national_code:
            raise BadInput("national_code", "missing")
        _check_unpaid(tx, signed_in_mobile(now.session))
        order = _register(tx, ports, current, now, press.names)
        tx.insert(SUBMISSIONS, Submission(key=submission_key, asked=press.reviewed, order=order.code))
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
