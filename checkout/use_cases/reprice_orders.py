"""Let prices that fell reach the orders that are still in the shop."""

from __future__ import annotations

from checkout.ports import Ports
from checkout.store import retried
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.in_pages import orders_in
from checkout.use_cases.order_terms import release_for
from shop.lifecycle import IN_THE_SHOP
from shop.order import OrderCode, OrderLine
from shop.rules.repricing import fallen_prices


def reprice_orders(ports: Ports) -> int:
    """BAK-119, CHI-002, T-BAK-04: book each price that is lower now, where the shop lets a drop reach its orders.

    Return how many lines cost less. What was paid above the new price is owed back; who pays at the door owes less.
    """
    cheaper = [order.code for order in orders_in(ports, IN_THE_SHOP) if fallen_prices(release_for(ports, order), order)]
    return sum(_reprice(ports, code) for code in cheaper)


@retried
def _reprice(ports: Ports, code: OrderCode) -> int:
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        fallen = fallen_prices(release_for(ports, order), order)
        for line, price in fallen:
            order = advance(tx, ports, order, "repriced", by="clock", facts=_facts(line, price))
        return len(fallen)


def _facts(line: OrderLine, price: int) -> dict[str, str]:
    change = (price - line.price) * line.quantity
    return {"sku": line.sku, "was": str(line.price), "price": str(price), "change": str(change)}
