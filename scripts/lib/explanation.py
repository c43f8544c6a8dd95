"""Who may choose what: each delivery with its payments, as the checkout itself would offer them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shop.goods import Goods, Parcel
from shop.money import Rials
from shop.order_parts import Climb
from shop.places import Place
from shop.promises import delays_at
from shop.quote import DeliveryOption, PaymentOption, delivery_options, finalise_by, payment_options
from shop.rules.deadlines import concerns
from shop.rules.identity import documents_asked, identity_asked
from shop.rules.payment import Bill
from shop.spans import Span
from shop.terms import Delivery, Shop
from shop.verdict import Clause
from shop.week import Period
from shop.working_time import ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An order that somebody might place: goods of so many rials, sent there, at that moment (UTC).

    ``delivery`` asks for that one alone; no ``classes`` means goods of no class that counts. ``weight`` is in grams,
    ``lead_days`` are the working days that a seller needs.
    """

    shop: Shop
    place: Place
    goods: Rials
    at: datetime
    delivery: Delivery | None = None
    classes: frozenset[str] = frozenset()
    weight: int = 0
    climb: Climb = Climb()
    lead_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAnswer:
    """One way of payment, and what it means at hand-over: an identity card, or until when the shop may still cancel."""

    option: PaymentOption
    identity_card: bool
    door_cancel: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryAnswer:
    """One way of delivery, what is paid with the order in all, and the ways of payment: none for a refused one."""

    option: DeliveryOption
    payable: Rials
    documents: bool
    payments: tuple[PaymentAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """How long something is possible after it begins: a complaint after hand-over, a refund after it is owed."""

    name: str
    within: Span | None
    clause: Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The answer to a question. ``finalise_by`` is in UTC, None where the shop sets no such window."""

    question: Question
    finalise_by: datetime | None
    delays: tuple[Period, ...]
    deliveries: tuple[DeliveryAnswer, ...]
    refund: Window
    claims: tuple[Window, ...]


def explain(question: Question) -> Explanation:
    """BAQ-003..006, BAQ-019, BAQ-028, PAY-020..024, CHI-008, CHI-021, ATR-022: ask the rules that the checkout asks."""
    shop = question.shop
    goods = Goods(value=question.goods, weight=question.weight, classes=question.classes, lead_days=question.lead_days)
    options = delivery_options(shop, Parcel(goods=goods, place=question.place, climb=question.climb), question.at)
    # Where carriage is free the shop chooses, whichever way was asked for.
    asked = [one for one in options if question.delivery in {None, one.delivery} or one.by_shop]
    return Explanation(
        question=question,
        finalise_by=finalise_by(shop, question.at),
        delays=delays_at(shop, question.at),
        deliveries=tuple(_delivery_answer(question, option) for option in asked),
        refund=Window(name="refund", within=shop.refund.within, clause=shop.refund.clause),
        claims=tuple(
            Window(name=claim.name, within=claim.within, clause=claim.clause)
            for claim in shop.claim
            if not question.classes or concerns(claim, set(question.classes))
        ),
    )


def _delivery_answer(question: Question, option: DeliveryOption) -> DeliveryAnswer:
    shop = question.shop
    payable = Rials(question.goods + option.cost)
    bill = Bill(place=question.place, by_freight=option.delivery.by_freight, payable=payable, classes=question.classes)
    payments = payment_options(shop, bill) if option.verdict.allowed else ()
    return DeliveryAnswer(
        option=option,
        payable=payable,
        documents=documents_asked(shop, payable),
        payments=tuple(_payment_answer(question, payment) for payment in payments),
    )


def _payment_answer(question: Question, option: PaymentOption) -> PaymentAnswer:
    shop, kind = question.shop, option.payment.kind
    door = shop.door_cancel if kind == "cash_on_delivery" else None
    return PaymentAnswer(
        option=option,
        identity_card=identity_asked(shop, question.place, kind),
        door_cancel=ends(shop, question.at, door.within) if door else None,
    )
