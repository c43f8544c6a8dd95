"""A quote: a cart priced now, with every delivery and payment option allowed or refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from shop.cart import CartLine, CheckedLine
from shop.errors import NotFound, OptionRefused
from shop.goods import Goods, Parcel
from shop.money import Rials
from shop.order_parts import ChargeLine
from shop.release import Release, Sku
from shop.rules.carriage import carriage, charges
from shop.rules.delivery import arrives, may_deliver
from shop.rules.free_shipping import BY_SHOP, deliveries_for
from shop.rules.payment import Bill, may_pay
from shop.terms import Collect, Delivery, Payment, Shop
from shop.verdict import Refused, Verdict
from shop.working_time import ends


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryOption:
    """One way of delivery for a place: its verdict, carriage in rials, other charges, and the span (UTC) it arrives in.

    It leaves on ``dispatch`` at the earliest. The span is not ``certain`` where it counts on an estimated holiday.
    """

    delivery: Delivery
    verdict: Verdict
    carriage: Rials
    charges: tuple[ChargeLine, ...]
    dispatch: date
    earliest: datetime
    latest: datetime
    certain: bool

    @property
    def collect(self) -> bool:
        """Whether the carriage is paid to the carrier at the door."""
        return isinstance(self.delivery.fee, Collect)

    @property
    def by_shop(self) -> bool:
        """ATR-026: whether the shop itself chooses how it is sent."""
        return self.delivery.id == BY_SHOP

    @property
    def cost(self) -> Rials:
        """Carriage and charges together, in rials."""
        return Rials(self.carriage + sum(charge.amount for charge in self.charges))


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentOption:
    """One way of payment for a place and a delivery, with its verdict."""

    payment: Payment
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What this cart costs now, in rials, sent to this place this way."""

    lines: tuple[CheckedLine, ...]
    goods: Rials
    delivery: DeliveryOption | None
    payable: Rials

    @property
    def blocked(self) -> bool:
        """Whether some line must be changed before ordering."""
        return any(line.blocks for line in self.lines)


def check_lines(
    cart: tuple[CartLine, ...],
    release: Release,
    stock: Mapping[Sku, int],
    *,
    granted: Mapping[Sku, int] | None = None,
    switched_off: Collection[Sku] = (),
) -> tuple[CheckedLine, ...]:
    """BAQ-062, BAQ-081, BAQ-085, BAQ-086, BAQ-113: hold each line against the release and what is left."""
    grants = granted or {}
    return tuple(
        CheckedLine(
            line=line,
            offer=release.offers.get(line.sku),
            available=stock.get(line.sku, 0),
            granted=grants.get(line.sku, 0),
            switched_off=line.sku in switched_off,
        )
        for line in cart
    )


def goods_of(shop: Shop, lines: tuple[CheckedLine, ...]) -> Goods:
    """Return what the rules need to know of a cart's lines that can be sold."""
    sold = [(line.offer, line.line.quantity) for line in lines if line.offer is not None and not line.vanished]
    lead = shop.sellers.lead_days if shop.sellers else 0
    return Goods(
        value=Rials(sum(line.total for line in lines)),
        weight=sum(offer.weight * quantity for offer, quantity in sold),
        classes=frozenset(offer.product_class for offer, _ in sold),
        lead_days=max((offer.lead_days or lead for offer, _ in sold if offer.seller != shop.name), default=0),
    )


def delivery_options(shop: Shop, parcel: Parcel, at: datetime) -> tuple[DeliveryOption, ...]:
    """Return every way of delivery with its verdict for this parcel, the allowed ones first."""
    options = [_delivery_option(shop, delivery, parcel, at) for delivery in deliveries_for(shop, parcel.goods)]
    return tuple(sorted(options, key=lambda option: not option.verdict.allowed))


def payment_options(shop: Shop, bill: Bill) -> tuple[PaymentOption, ...]:
    """BAQ-006, BAQ-007: return every way of payment with its verdict, in the shop's own order."""
    return tuple(PaymentOption(payment=payment, verdict=may_pay(shop, payment, bill)) for payment in shop.payment)


def withdrawn(shop: Shop, before: Bill, now: tuple[PaymentOption, ...]) -> tuple[PaymentOption, ...]:
    """PAY-031: return those of today's ways of payment that are closed, and were open to the bill ``before``."""
    return tuple(one for one in now if not one.verdict.allowed and may_pay(shop, one.payment, before).allowed)


def choose_delivery(shop: Shop, parcel: Parcel, delivery_id: str, at: datetime) -> DeliveryOption:
    """Return the option of that id.

    Raises:
        NotFound: the shop has no such delivery for these goods.
        OptionRefused: this parcel may not be sent so.
    """
    delivery = next((one for one in deliveries_for(shop, parcel.goods) if one.id == delivery_id), None)
    if delivery is None:
        raise NotFound(delivery_id)
    option = _delivery_option(shop, delivery, parcel, at)
    if isinstance(option.verdict, Refused):
        raise OptionRefused(delivery.name, option.verdict)
    return option


def choose_payment(shop: Shop, bill: Bill, kind: str) -> Payment:
    """BAQ-006, BAQ-015, BAQ-019: return the payment of that kind.

    Raises:
        NotFound: the shop has no such payment.
        OptionRefused: this order may not be paid so.
    """
    payment = next((one for one in shop.payment if one.kind == kind), None)
    if payment is None:
        raise NotFound(kind)
    verdict = may_pay(shop, payment, bill)
    if isinstance(verdict, Refused):
        raise OptionRefused(payment.name, verdict)
    return payment


def price(lines: tuple[CheckedLine, ...], delivery: DeliveryOption | None) -> Quote:
    """Return the quote of checked lines; without a delivery chosen, carriage is not in it yet."""
    goods = Rials(sum(line.total for line in lines))
    return Quote(lines=lines, goods=goods, delivery=delivery, payable=Rials(goods + (delivery.cost if delivery else 0)))


def finalise_by(shop: Shop, placed_at: datetime) -> datetime | None:
    """BAQ-028: return the last moment (UTC) to make an order definitive, None where the shop sets no window."""
    return ends(shop, placed_at, shop.finalise.within) if shop.finalise else None


def _delivery_option(shop: Shop, delivery: Delivery, parcel: Parcel, at: datetime) -> DeliveryOption:
    arrival = arrives(shop, delivery, at, parcel.goods.lead_days)
    return DeliveryOption(
        delivery=delivery,
        verdict=may_deliver(shop, delivery, parcel),
        carriage=carriage(shop, delivery, parcel),
        charges=charges(shop, delivery, parcel.goods),
        dispatch=arrival.dispatch,
        earliest=arrival.earliest,
        latest=arrival.latest,
        certain=arrival.certain,
    )
