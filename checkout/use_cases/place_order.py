"""Finish the purchase: freeze the reviewed quote as an order, hold its stock, send its code."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from checkout.kinds import LINKS, ORDERS, OUTBOX, SUBMISSIONS
from checkout.messages import registered_messages
from checkout.ports import Ports
from checkout.records import Link, Session, Submission
from checkout.secrets import fingerprint, new_order_number, new_token
from checkout.store import Transaction, retried
from checkout.use_cases.hold_stock import hold
from checkout.use_cases.review_order import Review, review_in
from checkout.use_cases.sessions import keep, signed_in_mobile
from shop.errors import BadInput, CartChanged, Conflict, SalesStopped, TooManyUnpaid
from shop.lifecycle import UNPAID
from shop.order import (
    AcceptedTerms,
    ChosenDelivery,
    Climb,
    InvoiceChoice,
    Mobile,
    Order,
    OrderCode,
    OrderLine,
    Recipient,
    happened,
)
from shop.quote import Quote, finalise_by, goods_of
from shop.release import Release, ReleaseId
from shop.rules.carriage import is_insured
from shop.terms import ByFloor, Shop

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
        repeated = tx.get(SUBMISSIONS, submission_key)
        if repeated is not None:
            return _same_order(tx, repeated, reviewed)
        now = review_in(tx, ports, release, session_id)
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
    unpaid = [order for order in tx.find(ORDERS, "member", member) if order.state in UNPAID]
    if len(unpaid) >= MOST_UNPAID:
        raise TooManyUnpaid(MOST_UNPAID)


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
        recipient=_frozen_recipient(review),
        invoice=session.invoice,
        delivery=_frozen_delivery(release.shop, review),
        goods=quote.goods,
        payable=quote.payable,
        placed_at=at,
        finalise_by=finalise_by(release.shop, at),
    )


def _frozen_recipient(review: Review) -> Recipient:
    """CHI-008: a national code that this order does not need is not kept with it."""
    return review.recipient if review.documents else replace(review.recipient, national_code="")


def _frozen_delivery(shop: Shop, review: Review) -> ChosenDelivery:
    option, goods = review.sending, goods_of(shop, review.quote.lines)
    delivery = option.delivery
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
        climb=review.session.climb if isinstance(delivery.fee, ByFloor) else None,
        charges=option.charges,
        insured=is_insured(shop, goods),
        from_seller=goods.lead_days > 0,
        not_before=max((delay.not_before for delay in review.delays if delay.not_before), default=None),
        certain=option.certain,
        working_days=delivery.working_days,
        lead_days=goods.lead_days,
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
