"""Close unpaid orders whose window is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from checkout.kinds import ATTEMPTS, ORDERS
from checkout.ports import Ports
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.declare_force_majeure import declared_periods
from shop.lifecycle import UNPAID
from shop.order import Order
from shop.rules.force_majeure import ForceMajeure, with_time_back
from shop.rules.waiting import open_report

_AT_THE_BANK = timedelta(minutes=30)


def expire_orders(ports: Ports) -> int:
    """BAQ-028: expire unpaid orders whose window is over and give their stock back; return how many.

    A buyer who is at the bank right now is waited for, and so is staff's word on a transfer reported in time.
    BAK-130: a window gets back what a declared period took of it.
    """
    now, periods = ports.clock(), declared_periods(ports)
    with ports.store.transaction() as tx:
        unpaid = [order for state in UNPAID for order in tx.find(ORDERS, "state", state)]
    late = [order.code for order in unpaid if _is_over(order, periods, now)]
    expired = 0
    for code in late:
        with ports.store.transaction() as tx:
            order = order_in(tx, code)
            at_bank = [
                attempt
                for attempt in tx.find(ATTEMPTS, "order", code)
                if attempt.state in {"requesting", "open"} and now - attempt.created_at < _AT_THE_BANK
            ]
            if order.state in UNPAID and not at_bank and open_report(order) is None:
                advance(tx, ports, order, "expired", by="clock")
                expired += 1
    return expired


def _is_over(order: Order, periods: tuple[ForceMajeure, ...], now: datetime) -> bool:
    until = with_time_back(order, periods).finalise_by
    return until is not None and now > until
