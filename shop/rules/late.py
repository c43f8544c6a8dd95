"""A due date that cannot be kept: a new one is proposed, and who does not agree may rescind at no cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from shop.lifecycle import IN_THE_SHOP, UNPAID, EventKind
from shop.order import Order
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
    """PAY-035: the moment (UTC) by which the order should have arrived: as promised, as last agreed, or as sent again."""
    dated = [event.facts["until"] for event in order.events if event.kind in _DATES and "until" in event.facts]
    return datetime.fromisoformat(dated[-1]) if dated else order.delivery.latest


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
