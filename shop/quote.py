"""A quote: a cart priced now, with every delivery and payment option allowed or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from shop.cart import CartLine, CheckedLine
from shop.errors import NotFound, OptionRefused
from shop.money import Rials
from shop.places import Place
from shop.release import Release, Sku
from shop.rules.delivery import arrives, carriage, may_deliver
from shop.rules.payment import may_pay
from shop.terms import Collect, Delivery, Payment, Shop
from shop.verdict import Refused, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryOption:
    """One way of delivery for a place: its verdict, carriage in rials, and the span (UTC) it arrives in.

    The span is not ``certain`` where it counts on an estimated holiday.
    """

    delivery: Delivery
    verdict: Verdict
    carriage: Rials
    earliest: datetime
    latest: datetime
    certain: bool

    @property
    def collect(self) -> bool:
        """Whether the carriage is paid to the carrier at the door."""
        return isinstance(self.delivery.fee, Collect)


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


def check_lines(cart: tuple[CartLine, ...], release: Release, stock: Mapping[Sku, int]) -> tuple[CheckedLine, ...]:
    """BAQ-062, BAQ-081, BAQ-085, BAQ-086, BAQ-113: hold each line against the release and what is left."""
    return tuple(
        CheckedLine(line=line, offer=release.offers.get(line.sku), available=stock.get(line.sku, 0)) for line in cart
    )


def delivery_options(shop: Shop, place: Place, at: datetime) -> tuple[DeliveryOption, ...]:
    """Return every way of delivery with its verdict for this place, the allowed ones first."""
    options = [_delivery_option(shop, place, delivery, at) for delivery in shop.delivery]
    return tuple(sorted(options, key=lambda option: not option.verdict.allowed))


def payment_options(shop: Shop, place: Place, *, by_freight: bool) -> tuple[PaymentOption, ...]:
    """BAQ-006, BAQ-007: return every way of payment with its verdict, in the shop's own order."""
    return tuple(
        PaymentOption(payment=payment, verdict=may_pay(shop, payment, place, by_freight=by_freight))
        for payment in shop.payment
    )


def choose_delivery(shop: Shop, place: Place, delivery_id: str, at: datetime) -> DeliveryOption:
    """Return the option of that id.

    Raises:
        NotFound: the shop has no such delivery.
        OptionRefused: this place may not choose it.
    """
    for option in delivery_options(shop, place, at):
        if option.delivery.id == delivery_id:
            if isinstance(option.verdict, Refused):
                raise OptionRefused(option.delivery.name, option.verdict)
            return option
    raise NotFound(delivery_id)


def choose_payment(shop: Shop, place: Place, kind: str, *, by_freight: bool) -> Payment:
    """BAQ-006, BAQ-015, BAQ-019: return the payment of that kind.

    Raises:
        NotFound: the shop has no such payment.
        OptionRefused: this order may not be paid so.
    """
    for option in payment_options(shop, place, by_freight=by_freight):
        if option.payment.kind == kind:
            if isinstance(option.verdict, Refused):
                raise OptionRefused(option.payment.name, option.verdict)
            return option.payment
    raise NotFound(kind)


def price(lines: tuple[CheckedLine, ...], delivery: DeliveryOption | None) -> Quote:
    """Return the quote of checked lines; without a delivery chosen, carriage is not in it yet."""
    goods = Rials(sum(line.total for line in lines))
    return Quote(
        lines=lines, goods=goods, delivery=delivery, payable=Rials(goods + (delivery.carriage if delivery else 0))
    )


def finalise_by(shop: Shop, placed_at: datetime) -> datetime:
    """BAQ-028: return the last moment to make an order definitive: clock hours, whatever the day."""
    return placed_at + timedelta(hours=shop.order.finalise_hours)


def _delivery_option(shop: Shop, place: Place, delivery: Delivery, at: datetime) -> DeliveryOption:
    arrival = arrives(shop, delivery, at)
    return DeliveryOption(
        delivery=delivery,
        verdict=may_deliver(shop, place, delivery),
        carriage=carriage(delivery),
        earliest=arrival.earliest,
        latest=arrival.latest,
        certain=arrival.certain,
    )
