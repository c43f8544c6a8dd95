"""Finish the purchase: freeze the reviewed quote as an order, hold its stock, send its code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from checkout.messages import registered_messages
from checkout.ports import Ports, Transaction
from checkout.records import LINKS, ORDERS, OUTBOX, SUBMISSIONS, Link, Session, Submission
from checkout.secrets import fingerprint, new_order_number, new_token
from checkout.use_cases.change_cart import checked
from checkout.use_cases.fill_delivery import parcel_of
from checkout.use_cases.hold_stock import hold
from checkout.use_cases.sessions import keep, session_in, signed_in_mobile
from shop.errors import CartChanged, CartEmpty, Conflict, SessionExpired, TooManyUnpaid
from shop.lifecycle import UNPAID
from shop.order import (
    AcceptedTerms,
    ChosenDelivery,
    InvoiceChoice,
    Mobile,
    Order,
    OrderCode,
    OrderLine,
    Recipient,
    happened,
)
from shop.quote import DeliveryOption, Quote, choose_delivery, finalise_by, goods_of, price
from shop.release import Release, ReleaseId
from shop.rules.carriage import is_insured
from shop.terms import ByFloor, Shop

MOST_UNPAID = 5
"""How many orders of one buyer may wait to be paid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What the review step shows, and the fingerprint that finishing it must name."""

    session: Session
    recipient: Recipient
    quote: Quote
    fingerprint: str


def review(ports: Ports, session_id: str) -> Review:
    """BAQ-026: price the cart for the delivery filled in.

    Raises:
        SessionExpired: nobody is signed in, or the delivery step is not filled in.
        CartEmpty: there is nothing to order.
        OptionRefused, NotFound: the delivery chosen is no longer on offer.
    """
    _, release = ports.releases.current()
    with ports.store.transaction() as tx:
        return _review(tx, ports, release, session_id)


def place_order(ports: Ports, session_id: str, key: str, reviewed: str) -> Order:
    """BAQ-022, BAQ-065, BAQ-071, BAQ-072, BAQ-085: register the order that was reviewed.

    ``key`` is the form's idempotency key: posted again, it leads to the same order.

    Raises:
        CartChanged: the quote is no longer the one reviewed, or a line cannot be sold.
        Conflict: the key was used for something else.
        TooManyUnpaid: this buyer holds stock in too many unpaid orders already.
        SessionExpired, CartEmpty, OptionRefused, OutOfStock: as they say; nothing is kept.
    """
    release_id, release = ports.releases.current()
    submission_key = fingerprint(f"{session_id}:{key}")
    with ports.store.transaction() as tx:
        repeated = tx.get(SUBMISSIONS, submission_key)
        if repeated is not None:
            return _same_order(tx, repeated, reviewed)
        now = _review(tx, ports, release, session_id)
        if now.fingerprint != reviewed or now.quote.blocked:
            raise CartChanged
        _check_unpaid(tx, signed_in_mobile(now.session))
        order = _register(tx, ports, release_id, release, now)
        tx.insert(SUBMISSIONS, Submission(key=submission_key, asked=reviewed, order=order.code))
        keep(tx, ports, replace(now.session, cart=(), invoice=InvoiceChoice()))
        return order


def _check_unpaid(tx: Transaction, member: Mobile) -> None:
    """Every unpaid order holds stock and sends messages, so one phone has only so many."""
    unpaid = [order for order in tx.find(ORDERS, "member", member) if order.state in UNPAID]
    if len(unpaid) >= MOST_UNPAID:
        raise TooManyUnpaid(MOST_UNPAID)


def _review(tx: Transaction, ports: Ports, release: Release, session_id: str) -> Review:
    session = session_in(tx, ports, session_id)
    signed_in_mobile(session)
    if not session.cart:
        raise CartEmpty
    if session.recipient is None:
        raise SessionExpired
    parcel = parcel_of(tx, release, session, session.recipient)
    delivery = choose_delivery(release.shop, parcel, session.delivery, ports.clock())
    quote = price(checked(tx, release, session), delivery)
    return Review(
        session=session,
        recipient=session.recipient,
        quote=quote,
        fingerprint=_fingerprint(session, quote, delivery),
    )


def _fingerprint(session: Session, quote: Quote, delivery: DeliveryOption) -> str:
    # The release's id is not part of it: a new build that leaves these prices alone disturbs nobody.
    lines = [(line.line.sku, line.line.quantity, line.total) for line in quote.lines]
    told = (
        lines,
        quote.payable,
        delivery.delivery.id,
        repr(session.climb),
        repr(session.recipient),
        repr(session.invoice),
        session.email,
    )
    return fingerprint(repr(told))


def _same_order(tx: Transaction, submission: Submission, reviewed: str) -> Order:
    order = tx.get(ORDERS, submission.order)
    if order is None or submission.asked != reviewed:
        raise Conflict(SUBMISSIONS.name, submission.key)
    return order


def _register(tx: Transaction, ports: Ports, release_id: ReleaseId, release: Release, review: Review) -> Order:
    at = ports.clock()
    order = happened(_freeze(tx, at, release_id, release, review), "registered", at=at, by="buyer")
    hold(tx, order, at)
    tx.insert(ORDERS, order)
    tx.insert(LINKS, Link(token_hash=fingerprint(order.link), order=order.code))
    for message in registered_messages(release.shop, order, ports.checkout_url, at):
        tx.insert(OUTBOX, message)
    return order


def _freeze(tx: Transaction, at: datetime, release_id: ReleaseId, release: Release, review: Review) -> Order:
    quote, session, terms = review.quote, review.session, release.shop.order
    option = quote.delivery
    if option is None:
        raise CartChanged
    return Order(
        code=_free_code(tx, terms.code_prefix),
        link=new_token(),
        member=signed_in_mobile(session),
        email=session.email,
        release=release_id,
        commit=release.commit,
        terms=AcceptedTerms(
            pages={slug: policy.text_hash for slug, policy in release.policies.items()}, accepted_at=at
        ),
        lines=_frozen_lines(quote),
        recipient=review.recipient,
        invoice=session.invoice,
        delivery=_frozen_delivery(release.shop, quote, option, session),
        goods=quote.goods,
        payable=quote.payable,
        placed_at=at,
        finalise_by=finalise_by(release.shop, at),
    )


def _frozen_delivery(shop: Shop, quote: Quote, option: DeliveryOption, session: Session) -> ChosenDelivery:
    delivery, goods = option.delivery, goods_of(shop, quote.lines)
    return ChosenDelivery(
        id=delivery.id,
        name=delivery.name,
        carriage=option.carriage,
        collect=option.collect,
        by_freight=delivery.by_freight,
        earliest=option.earliest,
        latest=option.latest,
        clause=delivery.clause,
        tracking=delivery.tracking,
        by_shop=option.by_shop,
        climb=session.climb if isinstance(delivery.fee, ByFloor) else None,
        charges=option.charges,
        insured=is_insured(shop, goods),
        from_seller=goods.lead_days > 0,
    )


def _frozen_lines(quote: Quote) -> tuple[OrderLine, ...]:
    return tuple(
        OrderLine(
            sku=offer.sku,
            slug=offer.slug,
            title=offer.title,
            variant=offer.variant,
            price=offer.price,
            quantity=line.line.quantity,
            seller=offer.seller,
            product_class=offer.product_class,
            bulk=line.bulk,
        )
        for line in quote.lines
        if (offer := line.offer) is not None
    )


def _free_code(tx: Transaction, prefix: str) -> OrderCode:
    while True:
        code = OrderCode(f"{prefix}-{new_order_number()}" if prefix else new_order_number())
        if tx.get(ORDERS, code) is None:
            return code
