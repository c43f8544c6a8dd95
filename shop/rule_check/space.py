"""Every case that a shop's terms tell apart: places, goods, amounts, deliveries. Within one case all orders fare alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from shop.goods import Goods, Parcel
from shop.money import Rials
from shop.order_parts import Climb
from shop.places import ELSEWHERE, Place, Zone, provinces, zone_of
from shop.rules.carriage import carriage, charges
from shop.rules.delivery import may_deliver
from shop.rules.free_shipping import deliveries_for
from shop.rules.payment import Bill
from shop.terms import ByFloor, ByWeight, Delivery, Shop
from shop.verdict import Verdict

_LARGE = Rials(10**12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Goods of one class (or of none that counts) to one place of a zone, by one delivery, with what it all costs."""

    parcel: Parcel
    delivery: Delivery
    verdict: Verdict
    bill: Bill


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A shop with every parcel and every case; ``sent`` are the cases whose delivery is allowed."""

    shop: Shop
    parcels: tuple[Parcel, ...]
    cases: tuple[Case, ...]
    sent: tuple[Case, ...]


def places(shop: Shop) -> dict[Zone, Place]:
    """Return one place for each zone, and one for the cities that no zone names."""
    found = {zone: named[0] for zone, named in shop.zones.items() if named}
    others = (Place(province, city) for province, cities in provinces().items() for city in cities)
    outside = next((place for place in others if zone_of(place, shop.zones) == ELSEWHERE), None)
    return {**found, ELSEWHERE: outside} if outside else found


def amounts(shop: Shop) -> tuple[Rials, ...]:
    """Return every amount at which some rule turns, the rial before it and the rial after it."""
    limits = [limit for payment in shop.payment for limit in (payment.minimum, payment.maximum) if limit]
    limits += [shop.identity.documents.above] if shop.identity.documents else []
    limits += [shop.free_shipping.minimum] if shop.free_shipping else []
    near = {Rials(limit + step) for limit in limits for step in (-1, 0, 1)}
    return tuple(sorted({Rials(1), _LARGE, *(amount for amount in near if amount > 0)}))


def weights(shop: Shop) -> tuple[int, ...]:
    """Return every weight in grams at which some table turns, and a heavier one."""
    fees = [delivery.fee for delivery in shop.delivery]
    tops = {row.up_to_grams for fee in fees if isinstance(fee, ByWeight) for row in fee.rows}
    return tuple(sorted({0, *tops, *(top + 1 for top in tops)}))


def climbs(shop: Shop) -> tuple[Climb, ...]:
    """Return every floor that some delivery tells apart, and one above."""
    most = max((len(fee.amounts) for one in shop.delivery if isinstance(fee := one.fee, ByFloor)), default=0)
    return tuple(Climb(floor=floor) for floor in range(1, most + 2)) if most else (Climb(),)


def explore(shop: Shop) -> Space:
    """Return a shop with every case that its terms tell apart."""
    found = tuple(_cases(shop))
    sent = tuple(case for case in found if case.verdict.allowed)
    return Space(shop=shop, parcels=tuple(_parcels(shop)), cases=found, sent=sent)


def _parcels(shop: Shop) -> Iterator[Parcel]:
    """Yield every kind of parcel: where to, of which class, how heavy, how high, of how much value."""
    free = shop.free_shipping.minimum if shop.free_shipping else Rials(1)
    values = sorted({Rials(1), free, Rials(max(1, free - 1))})
    for place, one, grams, climb, value in product(
        places(shop).values(), shop.classes, weights(shop), climbs(shop), values
    ):
        goods = Goods(value=value, weight=grams, classes=frozenset({one.id}))
        yield Parcel(goods=goods, place=place, climb=climb)


def _cases(shop: Shop) -> Iterator[Case]:
    for parcel, delivery, total in product(_parcels(shop), _every(shop), amounts(shop)):
        yield from _priced(shop, parcel, delivery, total)


def _every(shop: Shop) -> tuple[Delivery, ...]:
    """Return the shop's deliveries, and the one that stands for its own choice where carriage can be free."""
    free = deliveries_for(shop, Goods(value=_LARGE))
    return tuple(dict.fromkeys((*shop.delivery, *free)))


def _priced(shop: Shop, parcel: Parcel, delivery: Delivery, total: Rials) -> Iterator[Case]:
    """Yield the case whose order costs ``total`` in all, if goods of some value make it cost that."""
    extra = carriage(shop, delivery, parcel) + sum(one.amount for one in charges(shop, delivery, parcel.goods))
    value = Rials(total - extra)
    goods = Goods(value=value, weight=parcel.goods.weight, classes=parcel.goods.classes)
    if value <= 0 or delivery not in deliveries_for(shop, goods):
        return
    sent = Parcel(goods=goods, place=parcel.place, climb=parcel.climb)
    yield Case(
        parcel=sent,
        delivery=delivery,
        verdict=may_deliver(shop, delivery, sent),
        bill=Bill(place=parcel.place, by_freight=delivery.by_freight, payable=total, classes=goods.classes),
    )
