"""Who may choose what: each delivery with its payments, as the checkout itself would offer them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shop.goods import Goods, Parcel
from shop.money import Rials
from shop.places import Place
from shop.quote import DeliveryOption, PaymentOption, delivery_options, finalise_by, payment_options
from shop.rules.identity import identity_asked
from shop.rules.payment import Bill
from shop.terms import Delivery, Shop


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An order that somebody might place: goods of so many rials, sent there, at that moment (UTC).

    ``delivery`` asks for that one alone; ``product_class`` is '' for goods of any class.
    """

    shop: Shop
    place: Place
    goods: Rials
    at: datetime
    delivery: Delivery | None = None
    product_class: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAnswer:
    """One way of payment, and whether an order paid so is handed over against an identity card."""

    option: PaymentOption
    identity_card: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryAnswer:
    """One way of delivery, what is paid with the order in all, and the ways of payment: none for a refused one."""

    option: DeliveryOption
    payable: Rials
    payments: tuple[PaymentAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The answer to a question. ``finalise_by`` is in UTC."""

    question: Question
    finalise_by: datetime | None
    deliveries: tuple[DeliveryAnswer, ...]


def explain(question: Question) -> Explanation:
    """BAQ-003, BAQ-004, BAQ-005, BAQ-006, BAQ-019, BAQ-028: ask the rules that the checkout asks."""
    goods = Goods(value=question.goods, classes=frozenset({question.product_class} - {""}))
    options = delivery_options(question.shop, Parcel(goods=goods, place=question.place), question.at)
    return Explanation(
        question=question,
        finalise_by=finalise_by(question.shop, question.at),
        deliveries=tuple(
            _delivery_answer(question, option) for option in options if question.delivery in {None, option.delivery}
        ),
    )


def _delivery_answer(question: Question, option: DeliveryOption) -> DeliveryAnswer:
    shop, place = question.shop, question.place
    payable = Rials(question.goods + option.cost)
    bill = Bill(
        place=place,
        by_freight=option.delivery.by_freight,
        payable=payable,
        classes=frozenset({question.product_class} - {""}),
    )
    payments = payment_options(shop, bill) if option.verdict.allowed else ()
    return DeliveryAnswer(
        option=option,
        payable=payable,
        payments=tuple(
            PaymentAnswer(option=payment, identity_card=identity_asked(shop, place, payment.payment.kind))
            for payment in payments
        ),
    )
