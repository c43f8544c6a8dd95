"""Which ways of delivery a place may choose for these goods, and when they arrive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from shop.goods import Parcel
from shop.places import Place, Zone, zone_of
from shop.promises import Promise, promise
from shop.rules.carriage import floor_of, row_for
from shop.terms import ByFloor, ByWeight, Delivery, Shop
from shop.verdict import Allowed, Reason, Verdict, refused


@dataclass(frozen=True, slots=True)
class OutsideZone(Reason):
    """The place is in none of the zones; ``cities`` names the places that are, if the shop names any."""

    code: ClassVar[str] = "outside_zone"
    place: Place
    cities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicPlace(Reason):
    """The shop does not deliver to such a place."""

    code: ClassVar[str] = "public_place"
    kind: str


@dataclass(frozen=True, slots=True)
class OnlyForClasses(Reason):
    """None of the goods is of these classes, by their Persian names."""

    code: ClassVar[str] = "only_for_classes"
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotForClasses(Reason):
    """Some of the goods are of these classes, by their Persian names."""

    code: ClassVar[str] = "not_for_classes"
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TooHeavy(Reason):
    """The goods weigh more than the table goes, in grams."""

    code: ClassVar[str] = "too_heavy"
    grams: int
    most: int


@dataclass(frozen=True, slots=True)
class TooHigh(Reason):
    """Goods are carried up to this floor only."""

    code: ClassVar[str] = "too_high"
    floor: int
    most: int


def outside(shop: Shop, place: Place, zones: tuple[Zone, ...]) -> OutsideZone:
    """Return the refusal of a place outside ``zones``, naming the cities inside them."""
    return OutsideZone(place, tuple(inside.city for zone in zones for inside in shop.zones.get(zone, ())))


def may_deliver(shop: Shop, delivery: Delivery, parcel: Parcel) -> Verdict:
    """BAQ-003, BAQ-004, PAY-020, CHI-021, ATR-012: may this parcel be sent this way: to its place, of its goods, so high?"""
    place, goods = parcel.place, parcel.goods
    if delivery.zones and zone_of(place, shop.zones) not in delivery.zones:
        return refused(outside(shop, place, delivery.zones), delivery.clause)
    if delivery.only_classes and not goods.classes & set(delivery.only_classes):
        return refused(OnlyForClasses(names_of(shop, delivery.only_classes)), delivery.clause)
    if barred := goods.classes & set(delivery.except_classes):
        return refused(NotForClasses(names_of(shop, sorted(barred))), delivery.clause)
    return _fits(shop, delivery, parcel)


def _fits(shop: Shop, delivery: Delivery, parcel: Parcel) -> Verdict:
    fee, grams = delivery.fee, parcel.goods.weight
    if isinstance(fee, ByWeight) and row_for(fee, zone_of(parcel.place, shop.zones), grams) is None:
        return refused(TooHeavy(grams, max(row.up_to_grams for row in fee.rows)), delivery.clause)
    if isinstance(fee, ByFloor) and not 1 <= floor_of(fee, parcel.climb) <= len(fee.amounts):
        return refused(TooHigh(floor_of(fee, parcel.climb), len(fee.amounts)), delivery.clause)
    return Allowed()


def may_deliver_to_kind(shop: Shop, kind: str) -> Verdict:
    """BAQ-082, BAK-056, PAY-025: is this kind of place one the shop delivers to? Homes and workplaces have the kind ''."""
    if shop.address and kind in shop.address.refused_kinds:
        return refused(PublicPlace(kind), shop.address.clause)
    return Allowed()


def arrives(shop: Shop, delivery: Delivery, ordered_at: datetime, lead_days: int = 0) -> Promise:
    """BAQ-069, BAQ-070, BAK-013, ATR-013, ATR-014: what this delivery is promised for."""
    return promise(shop, ordered_at, delivery.working_days, lead_days)


def names_of(shop: Shop, classes: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return the Persian names of classes of goods."""
    return tuple(one.name for one in shop.classes if one.id in classes)
