"""Hold an order's stock and give it back: movements named after the order's history, so none is booked twice."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from checkout.ports import Transaction
from checkout.records import COUNTED, CountedStock, Movement
from shop.order import Order
from shop.release import Release


def hold(tx: Transaction, order: Order, at: datetime) -> None:
    """Take every line's units, SKU by SKU in one fixed order.

    Raises:
        OutOfStock: a line asks for more than is left; the caller forgets the transaction.
    """
    _move(tx, order, at, "held", -1)


def give_back(tx: Transaction, order: Order, at: datetime) -> None:
    """Return every line's units to what can be sold."""
    _move(tx, order, at, "given_back", 1)


def can_hold(tx: Transaction, order: Order) -> bool:
    """Whether every line's units are there, in this transaction."""
    return all(tx.stock(line.sku) >= line.quantity for line in order.lines)


def count_stock(tx: Transaction, release: Release, at: datetime) -> None:
    """Take a release's stock as a new count of what can be sold, for each SKU whose stated count changed.

    A count that the owner left alone says nothing new, so sales since then stand.
    """
    for offer in release.offers.values():
        counted = tx.get(COUNTED, offer.sku)
        if counted is not None and counted.declared == offer.stock:
            continue
        change = offer.stock - tx.stock(offer.sku)
        times = counted.times + 1 if counted else 1
        if change:
            tx.move(Movement(id=f"count:{offer.sku}:{times}", sku=offer.sku, quantity=change, reason="counted", at=at))
        tx.put(COUNTED, CountedStock(sku=offer.sku, declared=offer.stock, times=times))


def _move(tx: Transaction, order: Order, at: datetime, reason: Literal["held", "given_back"], sign: int) -> None:
    turn = len(order.events)
    for line in sorted(order.lines, key=lambda line: line.sku):
        movement = Movement(
            id=f"{order.code}:{turn}:{line.sku}:{reason}",
            sku=line.sku,
            quantity=sign * line.quantity,
            reason=reason,
            at=at,
            order=order.code,
        )
        tx.move(movement)
