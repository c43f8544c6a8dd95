"""Send back what nobody collected from the depot."""

from __future__ import annotations

from checkout.kinds import ORDERS
from checkout.ports import Ports
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.declare_force_majeure import declared_periods
from shop.rules.force_majeure import with_time_back


def end_holds(ports: Ports) -> int:
    """ATR-018, ATR-019: from the day after its last day at the depot a parcel is on its way back; return how many.

    BAK-130: a declared period gives those days back.
    """
    now, periods = ports.clock(), declared_periods(ports)
    with ports.store.transaction() as tx:
        held = [with_time_back(order, periods) for order in tx.find(ORDERS, "state", "at_depot")]
    over = [order.code for order in held if now > order.deadlines["depot"]]
    ended = 0
    for code in over:
        with ports.store.transaction() as tx:
            order = order_in(tx, code)
            if order.state == "at_depot":
                advance(tx, ports, order, "sent_back", by="clock", facts={"why": "absent"})
                ended += 1
    return ended
