"""Buyers whom the terms leave without a way to receive what they want, or to pay for it."""

from __future__ import annotations

from shop.goods import Parcel
from shop.places import Zone, zone_of
from shop.rule_check.finding import Finding
from shop.rule_check.space import Space
from shop.rules.delivery import may_deliver, names_of
from shop.rules.free_shipping import deliveries_for
from shop.rules.payment import may_pay
from shop.terms import Shop


def stranded(space: Space) -> tuple[Finding, ...]:
    """Return a finding for each zone with buyers who cannot receive, and for each delivery that nobody can pay."""
    return (*_cannot_receive(space), *_cannot_pay(space))


def _cannot_receive(space: Space) -> tuple[Finding, ...]:
    shop = space.shop
    found: dict[Zone, Finding] = {}
    for parcel in space.parcels:
        zone = zone_of(parcel.place, shop.zones)
        ways = deliveries_for(shop, parcel.goods)
        if zone not in found and not any(may_deliver(shop, way, parcel).allowed for way in ways):
            found[zone] = Finding(kind="no-way-to-receive", about=f"zones.{zone}", facts=_facts(shop, parcel))
    return tuple(found.values())


def _cannot_pay(space: Space) -> tuple[Finding, ...]:
    found: dict[str, Finding] = {}
    for case in space.sent:
        if not any(may_pay(space.shop, payment, case.bill).allowed for payment in space.shop.payment):
            about = f"delivery.{case.delivery.id}"
            facts = {**_facts(space.shop, case.parcel), "payable": str(case.bill.payable)}
            found.setdefault(about, Finding(kind="no-way-to-pay", about=about, facts=facts))
    return tuple(found.values())


def _facts(shop: Shop, parcel: Parcel) -> dict[str, str]:
    return {
        "city": parcel.place.city,
        "classes": "، ".join(names_of(shop, sorted(parcel.goods.classes))),
        "grams": str(parcel.goods.weight),
        "floor": str(parcel.climb.floor),
    }
