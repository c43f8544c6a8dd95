"""Close unpaid orders whose window is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from checkout.kinds import ATTEMPTS
from checkout.ports import Ports
from checkout.store import Transaction, retried
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.declare_force_majeure import declared_periods, periods_in
from checkout.use_cases.in_pages import orders_in
from shop.lifecycle import UNPAID
from shop.order import Order, OrderCode
from shop.rules.force_majeure import ForceMajeure, with_time_back
from shop.rules.waiting import open_report

_AT_THE_BANK = timedelta(minutes=30)


def expire_orders(ports: Ports) -> int:
    """BAQ-028: expire unpaid orders whose window is over and give their stock back; return how many.

    A buyer who is at the bank right now is waited for. A window stands still while a transfer reported in time waits
    for staff's word, and goes on when that is no; BAK-130: it stands still in a declared period too.
    """
    now, periods = ports.clock(), declared_periods(ports)
    late = [order.code for order in orders_in(ports, UNPAID) if _is_over(order, periods, now)]
    return sum(_expire(ports, code, now) for code in late)


@retried
def _expire(ports: Ports, code: OrderCode, now: datetime) -> bool:
    """Return whether the order expires: it may have been paid since it was listed."""
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        expires = (
            order.state in UNPAID
            and _is_over(order, periods_in(tx, ports), now)
            and not _is_at_bank(tx, order, now)
            and open_report(order) is None
        )
        if expires:
            advance(tx, ports, order, "expired", by="clock")
        return expires


def _is_over(order: Order, periods: tuple[ForceMajeure, ...], now: datetime) -> bool:
    until = with_time_back(order, periods, now).finalise_by
    return until is not None and now > until


def _is_at_bank(tx: Transaction, order: Order, now: datetime) -> bool:
    return any(
        attempt.state in {"requesting", "open"} and now - attempt.created_at < _AT_THE_BANK
        for attempt in tx.find(ATTEMPTS, "order", order.code)
    )
