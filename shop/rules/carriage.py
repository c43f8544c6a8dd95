"""What sending costs: carriage by its fee, and the charges that stand on lines of their own."""

from __future__ import annotations

from shop.goods import Goods, Parcel
from shop.money import Rials
from shop.order_parts import ChargeLine, Climb
from shop.places import Zone, zone_of
from shop.terms import ByFloor, ByWeight, Delivery, Fixed, Shop, WeightRow

_SECOND_FLOOR = 2


def carriage(shop: Shop, delivery: Delivery, parcel: Parcel) -> Rials:
    """BAQ-003, BAQ-004, ATR-015, CHI-022: the carriage in rials that is paid with the order.

    It is 0 when free or collected at the door, and where the delivery is refused for weight or height.
    """
    fee = delivery.fee
    if isinstance(fee, Fixed):
        return fee.amount
    if isinstance(fee, ByWeight):
        row = row_for(fee, zone_of(parcel.place, shop.zones), parcel.goods.weight)
        return row.amount if row else Rials(0)
    if isinstance(fee, ByFloor) and 1 <= floor_of(fee, parcel.climb) <= len(fee.amounts):
        return fee.amounts[floor_of(fee, parcel.climb) - 1]
    return Rials(0)


def row_for(fee: ByWeight, zone: Zone, grams: int) -> WeightRow | None:
    """Return the first row that fits this zone and weight, None if none does."""
    return next((row for row in fee.rows if grams <= row.up_to_grams and (not row.zones or zone in row.zones)), None)


def floor_of(fee: ByFloor, climb: Climb) -> int:
    """CHI-022: the floor that counts: the one named, but with more steps than ``fee.stairs`` at least the second."""
    return max(climb.floor, _SECOND_FLOOR) if climb.stairs > fee.stairs else climb.floor


def charges(shop: Shop, delivery: Delivery, goods: Goods) -> tuple[ChargeLine, ...]:
    """BAK-120: the costs beside the carriage, each on its own line."""
    return tuple(
        ChargeLine(name=charge.name, amount=charge.amount)
        for charge in shop.charge
        if (not charge.deliveries or delivery.id in charge.deliveries)
        and (not charge.classes or goods.classes & set(charge.classes))
    )


def is_insured(shop: Shop, goods: Goods) -> bool:
    """CHI-026: do these goods leave the shop only with a carriage insurance?"""
    return any(one.insured for one in shop.classes if one.id in goods.classes)
