"""Which events this shop allows an order now: its own steps in their order, and only the rights its terms have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from shop.lifecycle import IN_THE_SHOP, EventKind, allowed_events
from shop.order import Event, Order
from shop.rules.cancel import may_request_cancel, reasons_open
from shop.rules.handover import is_waiting
from shop.rules.late import may_propose_date
from shop.terms import Shop


def next_events(shop: Shop, order: Order, at: datetime) -> tuple[EventKind, ...]:
    """Return the events that may happen now, by the one table and this shop's terms."""
    return tuple(event for event in allowed_events(order.state) if _LIMITS.get(event, _always)(shop, order, at))


def next_step(shop: Shop, order: Order) -> EventKind:
    """ATR-001: return what staff do next before the order leaves: the first step not done, or the dispatch itself."""
    done = {event.kind for event in since_return(order)}
    return next((step for step in shop.order.steps if step not in done), "dispatched")


def since_return(order: Order) -> tuple[Event, ...]:
    """Return the events since the parcel last came back to be sent again, all of them if it never did."""
    resent = [at for at, event in enumerate(order.events) if event.kind == "resend_agreed"]
    # What was confirmed and prepared once need not be again; the parcel only leaves anew.
    return order.events if not resent else order.events[: resent[-1] + 1]


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


def _offered(_: Shop, order: Order, __: datetime) -> bool:
    last = order.last("substitute_offered", "substitute_accepted", "substitute_declined")
    return last is not None and last.kind == "substitute_offered"


def _may_offer(shop: Shop, order: Order, at: datetime) -> bool:
    return not _offered(shop, order, at)


def _follows_drops(shop: Shop, _: Order, __: datetime) -> bool:
    """BAK-119 or CHI-002."""
    return shop.price.after_order == "follows_drops"


def _asked(_: Shop, order: Order, __: datetime) -> bool:
    last = order.last("information_asked", "information_given")
    return last is not None and last.kind == "information_asked"


def _may_ask(shop: Shop, order: Order, at: datetime) -> bool:
    return order.state in IN_THE_SHOP and not _asked(shop, order, at)


def _may_propose(shop: Shop, order: Order, _: datetime) -> bool:
    return may_propose_date(shop, order).allowed


def _proposed(_: Shop, order: Order, __: datetime) -> bool:
    last = order.last("date_proposed", "date_accepted", "date_declined")
    return last is not None and last.kind == "date_proposed"


def _may_request(shop: Shop, order: Order, _: datetime) -> bool:
    return may_request_cancel(shop, order).allowed


def _requested(_: Shop, order: Order, __: datetime) -> bool:
    last = order.last("cancel_requested", "cancel_refused")
    return last is not None and last.kind == "cancel_requested"


def _may_cancel(shop: Shop, order: Order, at: datetime) -> bool:
    return bool(reasons_open(shop, order, at))


def _failure_counts(shop: Shop, order: Order, _: datetime) -> bool:
    """CHI-019, ATR-017: where the shop's terms speak of absence; no more tries than they name."""
    if shop.absence is None:
        return False
    return shop.absence.attempts is None or tries(order) < shop.absence.attempts


def _called(_: Shop, order: Order, __: datetime) -> bool:
    last = order.last("delivery_failed", "answered")
    return last is not None and last.kind == "delivery_failed"


def _at_the_depot(shop: Shop, order: Order, _: datetime) -> bool:
    """ATR-018: after the last try."""
    absence = shop.absence
    return absence is not None and absence.hold_days is not None and tries(order) >= (absence.attempts or 1)


def _door_due(_: Shop, order: Order, __: datetime) -> bool:
    return order.payment == "cash_on_delivery" and order.due > 0


def _owed(_: Shop, order: Order, __: datetime) -> bool:
    return order.owed_back > 0


def tries(order: Order) -> int:
    """ATR-017: how often the parcel was brought to a closed door since it last left."""
    last = max((at for at, event in enumerate(order.events) if event.kind == "dispatched"), default=0)
    return sum(event.kind == "delivery_failed" for event in order.events[last:])


_LIMITS: Mapping[EventKind, Callable[[Shop, Order, datetime], bool]] = {
    "confirmed": _a_step("confirmed"),
    "prepared": _a_step("prepared"),
    "dispatched": _dispatch,
    "method_set": _by_shop,
    "substitute_offered": _may_offer,
    "substitute_accepted": _offered,
    "substitute_declined": _offered,
    "repriced": _follows_drops,
    "information_asked": _may_ask,
    "information_given": _asked,
    "date_proposed": _may_propose,
    "date_accepted": _proposed,
    "date_declined": _proposed,
    "cancel_requested": _may_request,
    "cancel_refused": _requested,
    "cancelled": _may_cancel,
    "delivery_failed": _failure_counts,
    "answered": _called,
    "held_at_depot": _at_the_depot,
    "door_payment_taken": _door_due,
    "refunded": _owed,
}
