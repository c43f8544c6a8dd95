"""How an order is sent where the shop itself chooses the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from shop.order import Order
from shop.terms import Collect, Delivery, Shop
from shop.verdict import Allowed, Reason, Verdict, refused


@dataclass(frozen=True, slots=True)
class CollectIsNotFree(Reason):
    """The buyer was promised free carriage, and would pay the carrier at the door."""

    code: ClassVar[str] = "collect_is_not_free"


@dataclass(frozen=True, slots=True)
class NotAmongWays(Reason):
    """The shop chooses among these ways, by their names."""

    code: ClassVar[str] = "not_among_ways"
    ways: tuple[str, ...]


def ways_open(shop: Shop) -> tuple[Delivery, ...]:
    """ATR-026: return the ways that the shop chooses among when carriage is free; never one that collects it."""
    named = shop.free_shipping.deliveries if shop.free_shipping else [one.id for one in shop.delivery]
    return tuple(one for one in shop.delivery if one.id in named and not isinstance(one.fee, Collect))


def may_set_way(shop: Shop, delivery_id: str) -> Verdict:
    """ATR-026: may an order with free carriage be sent this way?"""
    clause = shop.free_shipping.clause if shop.free_shipping else None
    if any(one.id == delivery_id and isinstance(one.fee, Collect) for one in shop.delivery):
        return refused(CollectIsNotFree(), clause)
    ways = ways_open(shop)
    if delivery_id not in {one.id for one in ways}:
        return refused(NotAmongWays(tuple(one.name for one in ways)), clause)
    return Allowed()


def way_of(shop: Shop, order: Order) -> Delivery | None:
    """Return the way it is sent as the shop states it now: the one set by the shop, else the buyer's; None if it is gone."""
    chosen = order.last("method_set")
    wanted = chosen.facts["way"] if chosen else order.delivery.id
    return next((one for one in shop.delivery if one.id == wanted), None)


def way_name(order: Order) -> str:
    """Return the name of the way it is sent, as it was chosen."""
    chosen = order.last("method_set")
    return chosen.facts["way_name"] if chosen else order.delivery.name


def tracking_asked(order: Order) -> bool:
    """BAK-067: does it leave only with a waybill or tracking code?"""
    chosen = order.last("method_set")
    return chosen.facts["tracked"] == "yes" if chosen else order.delivery.tracking
