"""An order: a quote frozen, and dated events from which its state, its lines and its sums follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType, get_args

from shop.lifecycle import EventKind, State, next_state
from shop.money import Rials
from shop.order_parts import (
    AcceptedTerms,
    ChargeLine,
    ChosenDelivery,
    Climb,
    Erasure,
    InvoiceChoice,
    LegalEntity,
    Mobile,
    OrderLine,
    Recipient,
)
from shop.release import ReleaseId
from shop.terms import PaymentKind

__all__ = [
    "ENDED",
    "AcceptedTerms",
    "ChargeLine",
    "ChosenDelivery",
    "Climb",
    "Erasure",
    "Event",
    "InvoiceChoice",
    "LegalEntity",
    "Mobile",
    "Order",
    "OrderCode",
    "OrderLine",
    "Recipient",
]

OrderCode = NewType("OrderCode", str)

ENDED: frozenset[State] = frozenset({"cancelled", "expired", "needs_refund", "refunded"})
"""Where nothing is sent any more, and none of the buyer's money is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to an order. ``facts`` hold what only this kind of event knows, as text.

    ``deadlines`` are the promises whose clock this event started, by name, each with its last moment (UTC).
    """

    kind: EventKind
    at: datetime
    by: str
    note: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    deadlines: dict[str, datetime] = field(default_factory=dict)
    previous: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A quote frozen at registration; nothing but its events grows afterwards.

    ``finalise_by`` is None where the shop has no such window. ``erased`` stands where the buyer was taken out of it.
    """

    code: OrderCode
    link: str
    member: Mobile
    email: str
    release: ReleaseId
    commit: str
    terms: AcceptedTerms
    lines: tuple[OrderLine, ...]
    recipient: Recipient
    invoice: InvoiceChoice
    delivery: ChosenDelivery
    goods: Rials
    payable: Rials
    placed_at: datetime
    finalise_by: datetime | None
    erased: Erasure | None = None
    events: tuple[Event, ...] = ()

    @property
    def state(self) -> State:
        """The state that the events lead to, by the one table of transitions."""
        state: State = "new"
        for event in self.events:
            state = next_state(state, event.kind)
        return state

    @property
    def payment(self) -> PaymentKind | None:
        """How the buyer last chose to pay, if they have."""
        chosen = [event.facts["method"] for event in self.events if "method" in event.facts]
        return next((kind for kind in get_args(PaymentKind) if chosen and kind == chosen[-1]), None)

    @property
    def paid(self) -> Rials:
        """What has verifiably been paid, in rials."""
        return self._sum("paid")

    @property
    def total(self) -> Rials:
        """What the order costs now, in rials: what was agreed at registration, and every change since."""
        return Rials(self.payable + self._sum("change"))

    @property
    def held(self) -> Rials:
        """What the shop holds of the buyer's money, in rials: all that came, less what went back or was kept back."""
        return Rials(self.paid - self._sum("refunded") - self._sum("deducted"))

    @property
    def ended(self) -> bool:
        """Whether nothing is sent any more, and none of the buyer's money is kept."""
        return self.state in ENDED

    @property
    def due(self) -> Rials:
        """What is still to be paid, in rials; nothing of an order that has ended."""
        return Rials(0 if self.ended else max(0, self.total - self.held))

    @property
    def owed_back(self) -> Rials:
        """What the shop holds and must return, in rials: all of a dead order's money, any excess of a live one's.

        Fees that the terms keep back are not taken off yet; booking the refund does that.
        """
        return Rials(max(0, self.held - (0 if self.ended else self.total)))

    @property
    def deadlines(self) -> dict[str, datetime]:
        """Every promise with a clock that some event started, by name; the latest start counts."""
        return {name: at for event in self.events for name, at in event.deadlines.items()}

    def last(self, *kinds: EventKind) -> Event | None:
        """Return the newest event of these kinds, None if there was none."""
        return next((event for event in reversed(self.events) if event.kind in kinds), None)

    def count(self, kind: EventKind) -> int:
        """Return how many events of a kind there were."""
        return sum(event.kind == kind for event in self.events)

    def _sum(self, fact: str) -> Rials:
        return Rials(sum(int(event.facts[fact]) for event in self.events if fact in event.facts))
