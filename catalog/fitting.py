"""Which of the shop's rules fit one product: its ways of delivery, what they ask beside the carriage, its claims."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.site import Product
from shop.goods import Goods
from shop.money import Rials
from shop.order_parts import ChargeLine
from shop.places import ELSEWHERE, Zone
from shop.rules.carriage import charges, row_for
from shop.terms import ByWeight, Claim, Delivery, Shop


def goes_everywhere(shop: Shop, zones: Sequence[Zone]) -> bool:
    """Do these zones leave no city out? No zone named is every zone."""
    return not zones or {*shop.zones, ELSEWHERE} <= set(zones)


def carriers(shop: Shop, product: Product) -> tuple[Delivery, ...]:
    """CHI-021, CHI-022: return the ways that take goods of this class, and at least one piece by weight."""
    return tuple(delivery for delivery in shop.delivery if _carries(shop, delivery, product))


def _carries(shop: Shop, delivery: Delivery, product: Product) -> bool:
    if delivery.only_classes and product.product_class not in delivery.only_classes:
        return False
    if product.product_class in delivery.except_classes:
        return False
    fee = delivery.fee
    return not isinstance(fee, ByWeight) or bool(carriage_by_weight(shop, delivery, fee, product))


def carriage_by_weight(shop: Shop, delivery: Delivery, fee: ByWeight, product: Product) -> list[Rials]:
    """ATR-015: return what the table asks for one piece of each offer, in each zone this way goes to."""
    zones = delivery.zones or (*shop.zones, ELSEWHERE)
    rows = [row_for(fee, zone, offer.weight) for zone in zones for offer in product.offers]
    return [row.amount for row in rows if row]


def lines_beside(shop: Shop, delivery: Delivery, product_class: str | None) -> tuple[ChargeLine, ...]:
    """BAK-120: return the costs beside the carriage, for goods of one class or (None) for any goods."""
    classes = frozenset([product_class] if product_class else [])
    return charges(shop, delivery, Goods(value=Rials(0), classes=classes))


def lead_of(shop: Shop, product: Product) -> int:
    """BAK-015: return the working days before the shop has it: the seller's own, or what the shop grants every seller."""
    if product.is_own:
        return 0
    return product.lead_days or (shop.sellers.lead_days if shop.sellers else 0)


def claims_for(shop: Shop, product_class: str | None) -> tuple[Claim, ...]:
    """ATR-033: return the claims open to goods of one class, or (None) every claim of the shop."""
    return tuple(
        claim
        for claim in shop.claim
        if product_class is None or not claim.only_classes or product_class in claim.only_classes
    )
