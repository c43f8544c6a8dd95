"""Which promises start their clock when an event reaches an order, and when each of them is over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from shop.calendar import local_day
from shop.lifecycle import UNPAID, EventKind
from shop.order import Order
from shop.order_lines import lines_now
from shop.rules.arrival import promised_anew
from shop.rules.sources import REFUNDS
from shop.terms import Claim, Shop
from shop.working_time import end_of, ends

SELLER_STARTS = timedelta(days=1)
"""BAK-014: how long after an order its seller has to take it up."""

Deadlines = dict[str, datetime]


def deadlines_of(shop: Shop, order: Order, at: datetime) -> Deadlines:
    """Return the deadlines that the order's newest event starts at ``at``, by name, each its last moment (UTC).

    ``arrival``, ``door_cancel``, ``seller_starts``, ``answer``, ``depot``, ``refund``, and ``claim:…`` for each complaint.
    """
    event = order.events[-1]
    found = _STARTED[event.kind](shop, order, at) if event.kind in _STARTED else {}
    if _owes_anew(order, at):
        found |= {"refund": ends(shop, at, shop.refund.within)}
    return found


def _owes_anew(order: Order, at: datetime) -> bool:
    """BAQ-075, BAK-040, PAY-006: does the newest event start the clock of a refund?

    What makes more owed does not put off what is owed already. But all the money of an order that ends is not overdue
    at once because a part of it is.
    """
    newest = order.events[-1]
    before = replace(order, events=order.events[:-1])
    if not order.owed_back or newest.kind in REFUNDS:
        return False
    running = before.deadlines.get("refund") if before.owed_back else None
    return running is None or (newest.kind == "cancelled" and at > running)


def _final(shop: Shop, order: Order, at: datetime) -> Deadlines:
    """BAK-013, BAK-014: counted from what made the order final; a difference paid later starts nothing anew."""
    before = replace(order, events=order.events[:-1])
    if before.state not in {*UNPAID, "expired"} or order.state != "queued":
        return {}
    found = {"seller_starts": at + SELLER_STARTS} if order.delivery.from_seller and shop.sellers else {}
    arrival = promised_anew(shop, order, at)
    return {**found, "arrival": arrival} if arrival else found


def _at_the_door(shop: Shop, order: Order, at: datetime) -> Deadlines:
    """CHI-018: the right to cancel counts from the registration, not from the choice to pay at the door."""
    if shop.door_cancel is None:
        return _final(shop, order, at)
    return {**_final(shop, order, at), "door_cancel": ends(shop, order.placed_at, shop.door_cancel.within)}


def _failed(shop: Shop, order: Order, at: datetime) -> Deadlines:
    """CHI-019, CHI-020, T-CHI-12: the buyer's time to answer runs from the first contact after a failed delivery.

    One that failed again, before any answer, starts no other.
    """
    if shop.absence is None or shop.absence.answer_within is None or order.payment == "cash_on_delivery":
        return {}
    before = replace(order, events=order.events[:-1]).last("dispatched", "delivery_failed", "answered")
    if before is not None and "answer" in before.deadlines:
        return {"answer": before.deadlines["answer"]}
    return {"answer": ends(shop, at, shop.absence.answer_within)}


def _held(shop: Shop, _: Order, at: datetime) -> Deadlines:
    """ATR-018: the depot keeps the parcel to the end of its last calendar day."""
    if shop.absence is None or shop.absence.hold_days is None:
        return {}
    return {"depot": end_of(local_day(at) + timedelta(days=shop.absence.hold_days))}


def _delivered(shop: Shop, order: Order, at: datetime) -> Deadlines:
    """BAK-069, BAK-072, CHI-028, CHI-030, ATR-050, ATR-057: until when each complaint is heard."""
    classes = {line.product_class for line in lines_now(order)}
    return _claims(shop, "delivered", at, classes)


def _sent_back(shop: Shop, order: Order, at: datetime) -> Deadlines:
    """CHI-024: a parcel refused at the door is reported within its own time."""
    if order.events[-1].facts.get("why") != "refused_at_door":
        return {}
    return _claims(shop, "refused_at_door", at, {line.product_class for line in lines_now(order)})


def _claims(shop: Shop, after: str, at: datetime, classes: set[str]) -> Deadlines:
    return {
        f"claim:{claim.id}": ends(shop, at, claim.within)
        for claim in shop.claim
        if claim.after == after and claim.within and concerns(claim, classes)
    }


def concerns(claim: Claim, classes: set[str]) -> bool:
    """ATR-033: is this complaint open to an order with goods of these classes?"""
    return not claim.only_classes or bool(classes & set(claim.only_classes))


_STARTED: Mapping[EventKind, Callable[[Shop, Order, datetime], Deadlines]] = {
    "paid": _final,
    "transfer_confirmed": _final,
    "revived": _final,
    "door_payment_accepted": _at_the_door,
    "delivery_failed": _failed,
    "held_at_depot": _held,
    "sent_back": _sent_back,
    "delivered": _delivered,
}
