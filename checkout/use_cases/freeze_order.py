"""Freeze what was reviewed: the order as it stands before its first event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from checkout.secrets import new_order_number, new_token
from checkout.use_cases.review_order import Review
from checkout.use_cases.sessions import signed_in_mobile
from shop.order import AcceptedTerms, Order, OrderCode, Recipient
from shop.quote import finalise_by
from shop.release import Release, ReleaseId
from shop.terms import Shop


@dataclass(frozen=True, slots=True)
class Names:
    """What a new order is called: its code, and the token of its secret link."""

    code: OrderCode
    link: str


def new_names(shop: Shop) -> Names:
    """BAQ-072: return names for a new order; its code may be taken already."""
    number, prefix = new_order_number(), shop.order.code_prefix
    return Names(OrderCode(f"{prefix}-{number}" if prefix else number), new_token())


def freeze(review: Review, current: tuple[ReleaseId, Release], at: datetime, names: Names) -> Order:
    """BAQ-058, BAQ-072: return what was reviewed as an order without events."""
    cart, session, (release_id, release) = review.cart, review.session, current
    return Order(
        code=names.code,
        link=names.link,
        member=signed_in_mobile(session),
        email=session.email,
        release=release_id,
        commit=release.commit,
        terms=AcceptedTerms(pages=cart.pages, accepted_at=at),
        lines=cart.frozen_lines,
        recipient=_frozen_recipient(review),
        invoice=session.invoice,
        delivery=cart.frozen_delivery,
        goods=cart.quote.goods,
        payable=cart.quote.payable,
        placed_at=at,
        finalise_by=finalise_by(release.shop, at),
    )


def _frozen_recipient(review: Review) -> Recipient:
    """CHI-008: a national code that this order does not need is not kept with it."""
    kept = review.cart.documents is not None or not review.recipient.national_code
    return review.recipient if kept else replace(review.recipient, national_code="")
