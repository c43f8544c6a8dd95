"""What a cart comes to, sent one way to one place: calculated when its review is shown, and at hand when it is ordered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from checkout.records import Session
from checkout.use_cases.change_cart import Standing
from checkout.use_cases.known_carts import KnownCarts
from shop.cart import CheckedLine
from shop.goods import Goods, Parcel
from shop.money import Rials
from shop.order import ChosenDelivery, Climb, OrderLine, Recipient
from shop.promises import delays_at, promised_alike
from shop.quote import (
    DeliveryOption,
    PaymentOption,
    Quote,
    check_lines,
    choose_delivery,
    goods_of,
    payment_options,
    price,
    withdrawn,
)
from shop.release import Release
from shop.rules.carriage import is_insured
from shop.rules.identity import documents_asked
from shop.rules.payment import Bill
from shop.terms import ByFloor, DocumentTerms, ProductClass, Shop
from shop.week import Period


@dataclass(frozen=True, kw_only=True)
class PricedCart:
    """A cart held against the release, with all that follows from its goods, its place and its delivery.

    ``documents`` are the terms of an order so large that it needs the recipient's national code, else None.
    ``payments`` are the ways of payment it will have; ``withdrawn`` those that today's prices have taken away.
    ``noted`` are the classes of its goods with a note to read before buying. What its lines say of units left is how
    many there were when it was priced.
    """

    release: Release
    climb: Climb
    goods: Goods
    quote: Quote
    sending: DeliveryOption
    delays: tuple[Period, ...]
    documents: DocumentTerms | None
    payments: tuple[PaymentOption, ...]
    withdrawn: tuple[PaymentOption, ...]
    noted: tuple[ProductClass, ...]

    @cached_property
    def told(self) -> str:
        """BAQ-058, BAQ-065, BAK-005, BAK-054: what finishing accepts: goods, sums, way, the terms as they read, how one pays.

        The release's id is not part of it: a new build that leaves prices and terms alone disturbs nobody.
        """
        lines = [(line.line.sku, line.line.quantity, line.total) for line in self.quote.lines]
        ways = [one.payment.kind for one in self.payments if one.verdict.allowed]
        pages = sorted(self.pages.items())
        return repr((lines, self.quote.payable, self.sending.delivery.id, self.climb, pages, ways))

    @cached_property
    def pages(self) -> dict[str, str]:
        """The hash of each policy page, by its slug."""
        return {slug: policy.text_hash for slug, policy in self.release.policies.items()}

    @cached_property
    def frozen_lines(self) -> tuple[OrderLine, ...]:
        """The lines as an order keeps them."""
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
            for line in self.quote.lines
            if (offer := line.offer) is not None
        )

    @cached_property
    def frozen_delivery(self) -> ChosenDelivery:
        """The delivery as an order keeps it."""
        option, delivery = self.sending, self.sending.delivery
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
            climb=self.climb if isinstance(delivery.fee, ByFloor) else None,
            charges=option.charges,
            insured=is_insured(self.release.shop, self.goods),
            from_seller=self.goods.lead_days > 0,
            not_before=max((delay.not_before for delay in self.delays if delay.not_before), default=None),
            certain=option.certain,
            working_days=delivery.working_days,
            lead_days=self.goods.lead_days,
        )


_KNOWN = KnownCarts[PricedCart]()


def price_cart(
    release: Release, session: Session, recipient: Recipient, standing: Standing, at: datetime
) -> PricedCart:
    """Return what a visitor's cart comes to at that moment.

    It depends on nothing but the key it is kept under, where there is enough of everything and staff switched nothing
    off and granted this buyer nothing; else it is calculated each time.

    Raises:
        NotFound, OptionRefused: the delivery chosen is no longer on offer.
    """
    if not standing.suffices(session.cart):
        return _calculated(release, session, recipient, standing, at)
    key = (session.cart, recipient.place, session.climb, session.delivery, promised_alike(release.shop, at))
    return _KNOWN.get(release, key, lambda: _calculated(release, session, recipient, standing, at))


def _calculated(
    release: Release, session: Session, recipient: Recipient, standing: Standing, at: datetime
) -> PricedCart:
    shop = release.shop
    lines = check_lines(
        session.cart, release, standing.stock, granted=standing.granted, switched_off=standing.switched_off
    )
    parcel = Parcel(goods=goods_of(shop, lines), place=recipient.place, climb=session.climb)
    sending = choose_delivery(shop, parcel, session.delivery, at)
    quote = price(lines, sending)
    payments = payment_options(shop, _bill(parcel, sending, quote.payable))
    return PricedCart(
        release=release,
        climb=session.climb,
        goods=parcel.goods,
        quote=quote,
        sending=sending,
        delays=delays_at(shop, at),
        documents=shop.identity.documents if documents_asked(shop, quote.payable) else None,
        payments=payments,
        withdrawn=withdrawn(shop, _bill(parcel, sending, Rials(_seen(lines) + sending.cost)), payments),
        noted=_noted(shop, lines),
    )


def _bill(parcel: Parcel, sending: DeliveryOption, payable: Rials) -> Bill:
    return Bill(
        place=parcel.place,
        by_freight=sending.delivery.by_freight,
        payable=payable,
        classes=parcel.goods.classes,
    )


def _seen(lines: tuple[CheckedLine, ...]) -> int:
    """PAY-031: what the goods cost at the prices that the buyer saw in the shop, in rials."""
    return sum(line.line.seen_price * line.line.quantity for line in lines if line.total)


def _noted(shop: Shop, lines: tuple[CheckedLine, ...]) -> tuple[ProductClass, ...]:
    """ATR-010, ATR-036: return each class of these goods that has a note, once."""
    held = {line.offer.product_class for line in lines if line.offer}
    return tuple(one for one in shop.classes if one.id in held and one.note)
