"""Which ways of delivery a place may choose, what they cost, and when they arrive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from shop.money import Rials
from shop.places import Place, Zone, zone_of
from shop.promises import Promise, promise
from shop.terms import Delivery, Fixed, Shop
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


def outside(shop: Shop, place: Place, zones: tuple[Zone, ...]) -> OutsideZone:
    """Return the refusal of a place outside ``zones``, naming the cities inside them."""
    return OutsideZone(place, tuple(inside.city for zone in zones for inside in shop.zones.get(zone, ())))


def may_deliver(shop: Shop, place: Place, delivery: Delivery) -> Verdict:
    """BAQ-003, BAQ-004: may an order be sent to this place this way?"""
    if zone_of(place, shop.zones) in delivery.zones:
        return Allowed()
    return refused(outside(shop, place, delivery.zones), delivery.clause)


def may_deliver_to_kind(shop: Shop, kind: str) -> Verdict:
    """BAQ-082: is this kind of place one that the shop delivers to? Homes and workplaces have the kind ''."""
    if kind in shop.address.refused_kinds:
        return refused(PublicPlace(kind), shop.address.clause)
    return Allowed()


def carriage(delivery: Delivery) -> Rials:
    """BAQ-003, BAQ-004: the carriage in rials that is paid with the order; 0 when free or collected at the door."""
    return delivery.fee.amount if isinstance(delivery.fee, Fixed) else Rials(0)


def arrives(shop: Shop, delivery: Delivery, ordered_at: datetime) -> Promise:
    """BAQ-069, BAQ-070: what this delivery is promised for."""
    return promise(shop, ordered_at, delivery.working_days)
