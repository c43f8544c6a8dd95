"""Which ways of payment an order may choose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from shop.fillers import is_filler_number, is_filler_sheba
from shop.identifiers import is_card_number, is_sheba
from shop.money import Rials
from shop.places import Place, zone_of
from shop.rules.delivery import NotForClasses, names_of, outside
from shop.terms import Accounts, Payment, PaymentKind, Shop
from shop.verdict import Allowed, Reason, Verdict, refused


@dataclass(frozen=True, slots=True)
class FreightIsPrepaid(Reason):
    """An order sent by freight is settled before dispatch, and not this way."""

    code: ClassVar[str] = "freight_is_prepaid"
    methods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoAccount(Reason):
    """The shop has not stated the number that this method pays into."""

    code: ClassVar[str] = "no_account"


@dataclass(frozen=True, slots=True)
class BelowMinimum(Reason):
    """The payable amount is below the smallest, in rials."""

    code: ClassVar[str] = "below_minimum"
    payable: Rials
    minimum: Rials


@dataclass(frozen=True, slots=True)
class AboveMaximum(Reason):
    """The payable amount is above the largest, in rials."""

    code: ClassVar[str] = "above_maximum"
    payable: Rials
    maximum: Rials


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What a rule of payment needs to know of an order: where it goes and how, what it costs in all, what it holds."""

    place: Place
    by_freight: bool
    payable: Rials
    classes: frozenset[str] = frozenset()


def may_pay(shop: Shop, payment: Payment, bill: Bill) -> Verdict:
    """BAQ-006, BAQ-015, BAQ-019, BAQ-021, BAK-053..055, PAY-021..024, CHI-033, ATR-006: may this order be paid this way?"""
    if not has_account(shop, payment):
        return refused(NoAccount(), payment.clause)
    if bill.by_freight and not payment.for_freight:
        allowed = tuple(other.name for other in shop.payment if other.for_freight)
        return refused(FreightIsPrepaid(allowed), payment.freight_clause)
    if payment.zones and zone_of(bill.place, shop.zones) not in payment.zones:
        return refused(outside(shop, bill.place, payment.zones), payment.clause)
    if barred := bill.classes & set(payment.except_classes):
        return refused(NotForClasses(names_of(shop, sorted(barred))), payment.clause)
    return _amount_fits(payment, bill.payable)


def _amount_fits(payment: Payment, payable: Rials) -> Verdict:
    """BAK-054, PAY-022, PAY-023: both limits are allowed amounts themselves."""
    if payment.minimum is not None and payable < payment.minimum:
        return refused(BelowMinimum(payable, payment.minimum), payment.clause)
    if payment.maximum is not None and payable > payment.maximum:
        return refused(AboveMaximum(payable, payment.maximum), payment.clause)
    return Allowed()


def has_account(shop: Shop, payment: Payment) -> bool:
    """BAQ-021: has the shop stated the number that this method pays into? A filler is none."""
    return _is_stated(payment.kind, shop.accounts)


# A shop's accounts stay as they are for a whole release, and every quote asks about each of them.
@lru_cache(maxsize=64)
def _is_stated(kind: PaymentKind, accounts: Accounts) -> bool:
    if kind == "transfer":
        return is_sheba(accounts.sheba) and not is_filler_sheba(accounts.sheba)
    if kind == "card_to_card":
        return is_card_number(accounts.card) and not is_filler_number(accounts.card)
    return kind != "deposit" or not is_filler_number(accounts.number)
