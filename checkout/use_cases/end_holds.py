"""Send back what nobody collected from the depot."""

from __future__ import annotations

from datetime import datetime

from checkout.kinds import ORDERS
from checkout.ports import Ports
from checkout.store import retried
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.declare_force_majeure import periods_in
from shop.order import Order, OrderCode
from shop.rules.force_majeure import ForceMajeure, with_time_back


def end_holds(ports: Ports) -> int:
    """ATR-018, ATR-019: from the day after its last day at the depot a parcel is on its way back; return how many.

    BAK-130: a declared period gives those days back.
    """
    now = ports.clock()
    return sum(_send_back(ports, code, now) for code in _over(ports, now))


@retried
def _over(ports: Ports, now: datetime) -> list[OrderCode]:
    with ports.store.transaction() as tx:
        periods = periods_in(tx, ports)
        held = tx.find(ORDERS, "state", "at_depot")
    return [order.code for order in held if _is_over(order, periods, now)]


@retried
def _send_back(ports: Ports, code: OrderCode, now: datetime) -> bool:
    """Return whether the parcel goes back: it may have been collected, or come to the depot anew, since it was listed."""
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        ends = order.state == "at_depot" and _is_over(order, periods_in(tx, ports), now)
        if ends:
            advance(tx, ports, order, "sent_back", by="clock", facts={"why": "absent"})
        return ends


def _is_over(order: Order, periods: tuple[ForceMajeure, ...], now: datetime) -> bool:
    return now > with_time_back(order, periods, now).deadlines["depot"]
