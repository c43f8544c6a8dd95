"""Which ways of payment an order may choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from shop.identifiers import is_card_number, is_sheba
from shop.places import Place, zone_of
from shop.rules.delivery import outside
from shop.terms import Payment, Shop
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


def may_pay(shop: Shop, payment: Payment, place: Place, *, by_freight: bool) -> Verdict:
    """BAQ-006, BAQ-012, BAQ-014, BAQ-015, BAQ-019, BAQ-021: may an order to this place be paid this way?"""
    if not _has_account(shop, payment):
        return refused(NoAccount(), payment.clause)
    if by_freight and not payment.for_freight:
        allowed = tuple(other.name for other in shop.payment if other.for_freight)
        return refused(FreightIsPrepaid(allowed), payment.freight_clause)
    if payment.zones and zone_of(place, shop.zones) not in payment.zones:
        return refused(outside(shop, place, payment.zones), payment.clause)
    return Allowed()


def _has_account(shop: Shop, payment: Payment) -> bool:
    if payment.kind == "transfer":
        return is_sheba(shop.accounts.sheba)
    if payment.kind == "card_to_card":
        return is_card_number(shop.accounts.card)
    return True
