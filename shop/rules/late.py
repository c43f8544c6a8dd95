"""A due date that cannot be kept: a new one is proposed, and who does not agree may rescind at no cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from shop.lifecycle import IN_THE_SHOP, UNPAID, EventKind
from shop.order import Order
from shop.rules.arrival import promised_first
from shop.rules.waiting import open_proposal
from shop.terms import Shop
from shop.verdict import Allowed, Reason, Verdict, refused

_DATES: frozenset[EventKind] = frozenset({"date_accepted", "resend_agreed"})


@dataclass(frozen=True, slots=True)
class NotLate(Reason):
    """The due date (UTC) still stands, or a new one waits for the buyer's answer."""

    code: ClassVar[str] = "not_late"
    due_at: datetime


@dataclass(frozen=True, slots=True)
class NoRescission(Reason):
    """The shop's terms know no rescission for a late delivery, or the order is not one that is waited for."""

    code: ClassVar[str] = "no_rescission"


def due_at(order: Order) -> datetime:
    """PAY-035, T-ATR-14: the moment (UTC) by which the order should have arrived: as promised, or as dated anew.

    Where a delay may keep it back, the later of the two days is the promise.
    """
    return dated_anew(order) or promised_first(order)


def dated_anew(order: Order) -> datetime | None:
    """Return the due moment (UTC) that came after the promise: of a late payment, as agreed, or as sent again."""
    found = None
    for event in order.events:
        if event.kind in _DATES and "until" in event.facts:
            found = datetime.fromisoformat(event.facts["until"])
        found = event.deadlines.get("arrival", found)
    return found


def may_propose_date(shop: Shop, order: Order) -> Verdict:
    """PAY-035: may staff propose another due date? For an order that is final and has not arrived."""
    if shop.late is None or order.state in UNPAID or order.state not in {*IN_THE_SHOP, "dispatched"}:
        return refused(NoRescission(), shop.late.clause if shop.late else None)
    return Allowed()


def may_rescind(shop: Shop, order: Order, at: datetime) -> Verdict:
    """PAY-035: may either side end it at no cost? After a declined date, or when the due date has failed."""
    if not may_propose_date(shop, order).allowed:
        return refused(NoRescission(), shop.late.clause if shop.late else None)
    talked = order.last("date_proposed", "date_accepted", "date_declined")
    if talked is not None and talked.kind == "date_declined":
        return Allowed()
    proposal = open_proposal(order)
    # A proposal that nobody answered holds until its own day has passed too.
    until = datetime.fromisoformat(proposal.facts["until"]) if proposal else due_at(order)
    if at <= max(until, due_at(order)):
        return refused(NotLate(until), shop.late.clause if shop.late else None)
    return Allowed()
