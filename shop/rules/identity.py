"""When an identity card is asked for at hand-over, and when its data are needed beforehand."""

from __future__ import annotations

from shop.money import Rials
from shop.places import Place, zone_of
from shop.terms import PaymentKind, Shop


def identity_asked(shop: Shop, place: Place, payment: PaymentKind | None) -> bool:
    """BAQ-005, BAQ-018, BAK-048, PAY-015, CHI-007: is this order handed over against an identity card only?"""
    if zone_of(place, shop.zones) in shop.identity.zones or shop.identity.asked == "always":
        return True
    return shop.identity.asked == "prepaid" and payment != "cash_on_delivery"


def documents_asked(shop: Shop, payable: Rials) -> bool:
    """CHI-008: are the recipient's data needed, matched with documents and photographed? Only above the limit."""
    return shop.identity.documents is not None and payable > shop.identity.documents.above
