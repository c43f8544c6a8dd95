"""Freeze what was reviewed: the order as it stands before its first event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from checkout.secrets import new_order_number, new_token
from checkout.use_cases.review_order import Review
from checkout.use_cases.sessions import signed_in_mobile
from shop.order import AcceptedTerms, ChosenDelivery, Order, OrderCode, OrderLine, Recipient
from shop.quote import Quote, finalise_by
from shop.release import Release, ReleaseId
from shop.rules.carriage import is_insured
from shop.terms import ByFloor, Shop


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
    quote, session, (release_id, release) = review.quote, review.session, current
    return Order(
        code=names.code,
        link=names.link,
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
    kept = review.documents is not None or not review.recipient.national_code
    return review.recipient if kept else replace(review.recipient, national_code="")


def _frozen_delivery(shop: Shop, review: Review) -> ChosenDelivery:
    option, goods = review.sending, review.goods
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
