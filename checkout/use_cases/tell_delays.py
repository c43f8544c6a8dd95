"""Tell buyers once when a delay keeps back what they have paid for."""

from __future__ import annotations

from datetime import datetime

from checkout.ports import Ports
from checkout.store import retried
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.declare_force_majeure import force_majeure_now
from checkout.use_cases.in_pages import orders_in
from shop.lifecycle import IN_THE_SHOP, UNPAID
from shop.order import OrderCode
from shop.promises import delays_at
from shop.rules.delays import delay_to_tell
from shop.terms import Shop


def tell_delays(ports: Ports) -> int:
    """ATR-024: book and send one message for each order that a delay now keeps back; return how many.

    BAK-130: in force majeure nobody is told; whom a delay still keeps back after it is told then.
    """
    _, release = ports.releases.current()
    now = ports.clock()
    if not delays_at(release.shop, now) or force_majeure_now(ports):
        return 0
    paid = [state for state in IN_THE_SHOP if state not in UNPAID]
    kept_back = [order.code for order in orders_in(ports, paid) if delay_to_tell(release.shop, order, now)]
    return sum(_tell(ports, release.shop, code, now) for code in kept_back)


@retried
def _tell(ports: Ports, shop: Shop, code: OrderCode, now: datetime) -> bool:
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        delay = delay_to_tell(shop, order, now)
        if delay is None:
            return False
        facts = {"from": delay.first.isoformat(), "note": delay.delay.note}
        if delay.not_before:
            facts["not_before"] = delay.not_before.isoformat()
        advance(tx, ports, order, "delay_told", by="clock", facts=facts)
        return True
