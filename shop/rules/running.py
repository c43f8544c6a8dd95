"""The clocks of an order that still run: what is promised, by whom, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shop.lifecycle import IN_THE_SHOP, LIVE, UNPAID
from shop.order import Order
from shop.rules.late import due_at
from shop.rules.waiting import open_report, open_request
from shop.terms import Shop

ClockName = Literal[
    "finalise", "arrival", "refund", "door_cancel", "seller_starts", "answer", "depot", "claim", "transfer", "request"
]
_OURS: frozenset[ClockName] = frozenset({"arrival", "refund", "seller_starts", "answer", "transfer", "request"})
_AT_ONCE: frozenset[ClockName] = frozenset({"refund", "answer", "transfer", "request"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One promise that runs: until when (UTC), and of which complaint where it is one.

    ``transfer`` and ``request`` have no limit of their own: they wait for staff since that moment.
    """

    name: ClockName
    at: datetime
    claim: str = ""


def clocks(shop: Shop, order: Order) -> tuple[Clock, ...]:
    """Return the order's clocks that still matter, the earliest first."""
    found = [*_before_dispatch(order), *_on_the_way(order), *_money(order), *_complaints(shop, order)]
    return tuple(sorted(found, key=lambda clock: clock.at))


def duties(shop: Shop, order: Order, at: datetime, *, quiet: bool = False) -> tuple[Clock, ...]:
    """BAQ-031, BAQ-075, BAK-014, CHI-019, CHI-020: return what staff have to see to now.

    A refund, a call, a transfer to check and a request to cancel as soon as they stand; the others once their time is
    over, and not while all is ``quiet`` (BAK-130: force majeure).
    """
    ours = [one for one in clocks(shop, order) if one.name in _OURS]
    return tuple(one for one in ours if one.name in _AT_ONCE or (not quiet and is_over(one, at)))


def is_over(clock: Clock, at: datetime) -> bool:
    """Is a clock's time over? An answer that did not come lets staff act at its very moment, the others after it."""
    if clock.name in {"transfer", "request"}:
        return False
    return at >= clock.at if clock.name == "answer" else at > clock.at


def _before_dispatch(order: Order) -> list[Clock]:
    found: list[Clock] = []
    # While a reported transfer waits for staff's word, the window stands still and closes at no known moment.
    if order.state in UNPAID and order.finalise_by and open_report(order) is None:
        found.append(Clock(name="finalise", at=order.finalise_by))
    if order.state in IN_THE_SHOP and "door_cancel" in order.deadlines and order.payment == "cash_on_delivery":
        found.append(Clock(name="door_cancel", at=order.deadlines["door_cancel"]))
    if order.state in {"queued", "confirmed"} and "seller_starts" in order.deadlines:
        found.append(Clock(name="seller_starts", at=order.deadlines["seller_starts"]))
    return found


def _on_the_way(order: Order) -> list[Clock]:
    found: list[Clock] = []
    if order.state in LIVE - UNPAID:
        found.append(Clock(name="arrival", at=due_at(order)))
    failed = order.last("delivery_failed", "answered")
    if order.state == "dispatched" and failed is not None and "answer" in failed.deadlines:
        found.append(Clock(name="answer", at=failed.deadlines["answer"]))
    if order.state == "at_depot" and "depot" in order.deadlines:
        found.append(Clock(name="depot", at=order.deadlines["depot"]))
    return found


def _money(order: Order) -> list[Clock]:
    found: list[Clock] = []
    if order.owed_back and "refund" in order.deadlines:
        found.append(Clock(name="refund", at=order.deadlines["refund"]))
    if report := open_report(order):
        found.append(Clock(name="transfer", at=report.at))
    if request := open_request(order):
        found.append(Clock(name="request", at=request.at))
    return found


def _complaints(shop: Shop, order: Order) -> list[Clock]:
    names = {claim.id: claim.name for claim in shop.claim}
    return [
        Clock(name="claim", at=at, claim=names[claim])
        for name, at in order.deadlines.items()
        if (claim := name.removeprefix("claim:")) != name and claim in names
    ]
