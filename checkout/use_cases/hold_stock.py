"""Hold an order's stock and give it back: movements named after the order's history, so none is booked twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from checkout.kinds import COUNTED
from checkout.records import CountedStock, Movement
from checkout.store import Transaction
from shop.order import Event, Order, OrderCode
from shop.order_lines import lines_now
from shop.release import Release, Sku
from shop.rules.stock import units_back

Units = Mapping[Sku, int]


def hold(tx: Transaction, order: Order, at: datetime) -> None:
    """Take every line's units.

    Raises:
        OutOfStock: a line asks for more than is left; the caller forgets the transaction.
    """
    for movement in holds(order, at):
        tx.move(movement)


def holds(order: Order, at: datetime) -> list[Movement]:
    """Return the movements that take every line's units, SKU by SKU in one fixed order."""
    return _movements(order, _units(order), at, "held")


def hold_id(code: OrderCode, events: int, sku: Sku) -> str:
    """Return the id of the movement that takes a SKU's units when an order has so many events."""
    return _id(code, events, sku, "held")


def can_hold(tx: Transaction, order: Order) -> bool:
    """Whether every line's units are there, in this transaction."""
    return all(tx.stock(sku) >= count for sku, count in _units(order).items())


def follow(tx: Transaction, before: Order, after: Order) -> None:
    """BAQ-073, BAQ-074, PAY-038: book what the order's newest event takes from the shelves or puts back on them.

    Raises:
        OutOfStock: the units of a revived order, or of a product instead of another, are gone.
    """
    event = after.events[-1]
    if event.kind == "revived":
        moves = holds(after, event.at)
    elif event.kind == "substitute_accepted":
        # What ran out was never there to be given back.
        moves = _movements(after, _substitute(event), event.at, "held")
    else:
        moves = _movements(after, units_back(before, event), event.at, "given_back")
    for movement in moves:
        tx.move(movement)


def _substitute(event: Event) -> Units:
    return {Sku(event.facts["new_sku"]): int(event.facts["quantity"])}


def count_stock(tx: Transaction, release: Release, at: datetime) -> None:
    """Take a release's stock as a new count of what can be sold, for each SKU whose stated count changed.

    A count that the owner left alone says nothing new, so sales since then stand.
    """
    tx.read_ahead(records=[(COUNTED, sku) for sku in release.offers], stock=release.offers)
    for offer in release.offers.values():
        counted = tx.get(COUNTED, offer.sku)
        if counted is not None and counted.declared == offer.stock:
            continue
        change = offer.stock - tx.stock(offer.sku)
        times = counted.times + 1 if counted else 1
        if change:
            tx.move(Movement(id=f"count:{offer.sku}:{times}", sku=offer.sku, quantity=change, reason="counted", at=at))
        tx.put(COUNTED, CountedStock(sku=offer.sku, declared=offer.stock, times=times))


def _units(order: Order) -> Units:
    units: Counter[Sku] = Counter()
    for line in lines_now(order):
        units[line.sku] += line.quantity
    return units


def _movements(order: Order, units: Units, at: datetime, reason: Literal["held", "given_back"]) -> list[Movement]:
    turn, sign = len(order.events), 1 if reason == "given_back" else -1
    return [
        Movement(
            id=_id(order.code, turn, sku, reason),
            sku=sku,
            quantity=sign * count,
            reason=reason,
            at=at,
            order=order.code,
        )
        for sku, count in sorted(units.items())
    ]


def _id(code: OrderCode, events: int, sku: Sku, reason: str) -> str:
    return f"{code}:{events}:{sku}:{reason}"
