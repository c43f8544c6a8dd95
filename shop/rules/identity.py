"""When an identity card is asked for at hand-over."""

from __future__ import annotations

from shop.places import Place, zone_of
from shop.terms import PaymentKind, Shop


def identity_asked(shop: Shop, place: Place, payment: PaymentKind | None) -> bool:
    """BAQ-005, BAQ-018: every prepaid order, and every order to the zones the shop names, asks for it."""
    return payment != "cash_on_delivery" or zone_of(place, shop.zones) in shop.identity.zones
