"""What an order waits for: an answer of its buyer, or staff's word on what the buyer asked or reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shop.lifecycle import LIVE, EventKind
from shop.order import Event, Order
from shop.order_lines import line_of

_ENDS_A_REPORT: tuple[EventKind, ...] = ("transfer_rejected", "transfer_promised", "method_chosen")


def is_waiting(order: Order) -> bool:
    """BAQ-079, BAK-046, PAY-013: does the order wait for its buyer's answer, so that nobody goes on with it?"""
    return open_question(order) is not None or open_offer(order) is not None


def asks_buyer(order: Order) -> bool:
    """BAQ-079, BAQ-074, PAY-035: is anything open that only the buyer answers?"""
    return is_waiting(order) or open_proposal(order) is not None


def open_question(order: Order) -> Event | None:
    """BAQ-079: return the question that the buyer has not answered yet, None if there is none."""
    return _open(order, "information_asked", "information_given")


def open_offer(order: Order) -> Event | None:
    """BAQ-074: return the offer of another product that waits for the buyer; it ends with the line it would replace."""
    offer = _open(order, "substitute_offered", "substitute_accepted", "substitute_declined")
    if offer is None:
        return None
    line = line_of(order, offer.facts["sku"])
    return offer if line is not None and line.quantity >= int(offer.facts["quantity"]) else None


def open_proposal(order: Order) -> Event | None:
    """PAY-035: return the new due date that waits for the buyer, None if there is none."""
    return _open(order, "date_proposed", "date_accepted", "date_declined")


def open_request(order: Order) -> Event | None:
    """BAQ-031, ATR-005: return the buyer's request to cancel that staff have not decided, None if there is none."""
    return _open(order, "cancel_requested", "cancel_refused")


def open_report(order: Order) -> Event | None:
    """BAQ-013, CHI-016: return the reported transfer that staff have still to look at, None if there is none."""
    if order.state != "awaiting_transfer":
        return None
    # Another way of paying, or another promise, takes the report back.
    return _open(order, "transfer_reported", *_ENDS_A_REPORT)


@dataclass(frozen=True, slots=True)
class Wait:
    """A time (UTC) in which a reported transfer waited for staff's word; ``ends`` is the first moment after it."""

    starts: datetime
    ends: datetime


def report_waits(order: Order, at: datetime) -> list[Wait]:
    """BAQ-028, CHI-016: return when reported transfers waited, the first one first; one that still does waits until ``at``."""
    found: list[Wait] = []
    since: datetime | None = None
    for event in order.events:
        if event.kind == "transfer_reported":
            since = since or event.at
        elif event.kind in _ENDS_A_REPORT and since is not None:
            found.append(Wait(since, event.at))
            since = None
    return found if since is None else [*found, Wait(since, at)]


def _open(order: Order, asked: EventKind, *answers: EventKind) -> Event | None:
    """Return the newest event of a kind if none of its answers came after it; nothing is open of what has ended."""
    last = order.last(asked, *answers)
    return last if last is not None and last.kind == asked and order.state in LIVE else None
