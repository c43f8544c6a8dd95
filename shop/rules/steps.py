"""Which events this shop allows an order now: its own steps in their order, and only the rights its terms have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from shop.lifecycle import IN_THE_SHOP, EventKind, allowed_events
from shop.order import Event, Order
from shop.order_lines import lines_now
from shop.rules.absence import goes_to_depot, may_try_again
from shop.rules.cancel import may_request_cancel
from shop.rules.ending import reasons_open
from shop.rules.late import may_propose_date
from shop.rules.lines import has_more
from shop.rules.refund_account import may_ask, may_declare
from shop.rules.returned import grounds, open_return
from shop.rules.reversal import may_give_up
from shop.rules.waiting import (
    is_waiting,
    open_offer,
    open_proposal,
    open_question,
    open_report,
    open_request,
)
from shop.terms import Shop


def next_events(shop: Shop, order: Order, at: datetime) -> tuple[EventKind, ...]:
    """Return the events that may happen now, by the one table and this shop's terms."""
    return tuple(event for event in allowed_events(order.state) if _LIMITS.get(event, _always)(shop, order, at))


def next_step(shop: Shop, order: Order) -> EventKind:
    """ATR-001: return what staff do next before the order leaves: the first step not done, or the dispatch itself."""
    # What was confirmed and prepared once need not be again when a parcel that came back is sent anew.
    done = {event.kind for event in order.events}
    return next((step for step in shop.order.steps if step not in done), "dispatched")


def _always(_: Shop, __: Order, ___: datetime) -> bool:
    return True


def _a_step(step: EventKind) -> Callable[[Shop, Order, datetime], bool]:
    def in_turn(shop: Shop, order: Order, _: datetime) -> bool:
        return next_step(shop, order) == step and not is_waiting(order)

    return in_turn


def _dispatch(shop: Shop, order: Order, _: datetime) -> bool:
    return next_step(shop, order) == "dispatched"


def _by_shop(_: Shop, order: Order, __: datetime) -> bool:
    """ATR-026: only where the way is the shop's to choose."""
    return order.delivery.by_shop


def _may_offer(_: Shop, order: Order, __: datetime) -> bool:
    return open_offer(order) is None


def _may_close(_: Shop, order: Order, __: datetime) -> bool:
    return has_more(order)


def _follows_drops(shop: Shop, _: Order, __: datetime) -> bool:
    """BAK-119 or CHI-002."""
    return shop.price.after_order == "follows_drops"


def _may_ask(_: Shop, order: Order, __: datetime) -> bool:
    return order.state in IN_THE_SHOP and open_question(order) is None


def _may_propose(shop: Shop, order: Order, _: datetime) -> bool:
    return may_propose_date(shop, order).allowed


def _may_request(shop: Shop, order: Order, _: datetime) -> bool:
    return may_request_cancel(shop, order).allowed


def _may_cancel(shop: Shop, order: Order, at: datetime) -> bool:
    return bool(reasons_open(shop, order, at))


def _may_try_again(shop: Shop, order: Order, _: datetime) -> bool:
    return may_try_again(shop, order)


def _is_called(_: Shop, order: Order, __: datetime) -> bool:
    """CHI-020: an answer ends the clock that a failed delivery started."""
    last = order.last("delivery_failed", "answered")
    return last is not None and "answer" in last.deadlines


def _to_the_depot(shop: Shop, order: Order, _: datetime) -> bool:
    return goes_to_depot(shop, order)


def _door_due(_: Shop, order: Order, __: datetime) -> bool:
    return order.payment == "cash_on_delivery" and order.due > 0


def _owed(_: Shop, order: Order, __: datetime) -> bool:
    return order.owed_back > 0


def _may_ask_account(shop: Shop, order: Order, _: datetime) -> bool:
    return may_ask(shop, order)


def _may_declare(shop: Shop, order: Order, _: datetime) -> bool:
    return may_declare(shop, order)


def _may_agree(shop: Shop, order: Order, _: datetime) -> bool:
    return bool(lines_now(order)) and open_return(order) is None and bool(grounds(shop, order))


def _may_give_up(_: Shop, order: Order, at: datetime) -> bool:
    return may_give_up(order, at)


def _has(open_one: Callable[[Order], Event | None]) -> Callable[[Shop, Order, datetime], bool]:
    def is_open(_: Shop, order: Order, __: datetime) -> bool:
        return open_one(order) is not None

    return is_open


_LIMITS: Mapping[EventKind, Callable[[Shop, Order, datetime], bool]] = {
    "confirmed": _a_step("confirmed"),
    "prepared": _a_step("prepared"),
    "dispatched": _dispatch,
    "method_set": _by_shop,
    "transfer_rejected": _has(open_report),
    "substitute_offered": _may_offer,
    "substitute_accepted": _has(open_offer),
    "substitute_declined": _has(open_offer),
    "line_closed": _may_close,
    "repriced": _follows_drops,
    "information_asked": _may_ask,
    "information_given": _has(open_question),
    "date_proposed": _may_propose,
    "date_accepted": _has(open_proposal),
    "date_declined": _has(open_proposal),
    "cancel_requested": _may_request,
    "cancel_refused": _has(open_request),
    "cancelled": _may_cancel,
    "delivery_failed": _may_try_again,
    "answered": _is_called,
    "held_at_depot": _to_the_depot,
    "door_payment_taken": _door_due,
    "return_agreed": _may_agree,
    "goods_arrived": _has(open_return),
    "account_asked": _may_ask_account,
    "account_declared": _may_declare,
    "reverse_refused": _may_give_up,
    "part_refunded": _owed,
    "refunded": _owed,
}
