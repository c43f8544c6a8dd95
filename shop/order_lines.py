"""The lines of an order as they stand now: closed ones gone, replaced ones in their place, prices that fell."""

from __future__ import annotations

from dataclasses import replace

from shop.money import Rials
from shop.order import Event, Order, OrderLine
from shop.release import Sku


def lines_now(order: Order) -> tuple[OrderLine, ...]:
    """BAQ-073, BAQ-074, BAK-119: return the lines that are still to be sent, as the events have left them."""
    return _lines(order, order.events)


def lines_as_sold(order: Order) -> tuple[OrderLine, ...]:
    """Return the lines that are still to be sent at the prices they were sold at, whatever has fallen since."""
    return _lines(order, tuple(event for event in order.events if event.kind != "repriced"))


def line_of(order: Order, sku: str) -> OrderLine | None:
    """Return the line of a SKU as it stands now, None if the order has none."""
    return next((line for line in lines_now(order) if line.sku == sku), None)


def goods_now(order: Order) -> Rials:
    """Return what the lines that are still to be sent cost together, in rials."""
    return Rials(sum(line.total for line in lines_now(order)))


def _lines(order: Order, events: tuple[Event, ...]) -> tuple[OrderLine, ...]:
    lines = order.lines
    for event in events:
        if event.kind == "line_closed" or (event.kind == "goods_arrived" and "change" in event.facts):
            lines = _closed(lines, event)
        elif event.kind == "substitute_accepted":
            lines = _replaced(lines, event)
        elif event.kind == "repriced":
            lines = tuple(
                replace(line, price=Rials(int(event.facts["price"]))) if line.sku == event.facts["sku"] else line
                for line in lines
            )
    return lines


def _closed(lines: tuple[OrderLine, ...], event: Event) -> tuple[OrderLine, ...]:
    gone = int(event.facts["quantity"])
    left = (replace(line, quantity=line.quantity - gone) if line.sku == event.facts["sku"] else line for line in lines)
    return tuple(line for line in left if line.quantity > 0)


def _replaced(lines: tuple[OrderLine, ...], event: Event) -> tuple[OrderLine, ...]:
    facts = event.facts
    new = OrderLine(
        sku=Sku(facts["new_sku"]),
        slug=facts["slug"],
        title=facts["title"],
        variant=facts["variant"],
        price=Rials(int(facts["price"])),
        quantity=int(facts["quantity"]),
        seller=facts["seller"],
        product_class=facts["class"],
    )
    return (*_closed(lines, event), new)
