"""Where the money that a shop holds of an order came from: each payment, and how much of it is still there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from shop.lifecycle import EventKind
from shop.money import Rials
from shop.order import Event, Order
from shop.tills import TILL, account_of

Way = Literal["gateway", "transfer", "card_to_card", "deposit", "door_card", "door_cash"]
_TRANSFERS: tuple[Way, ...] = ("transfer", "card_to_card", "deposit")
REFUNDS: frozenset[EventKind] = frozenset({"refunded", "part_refunded"})
"""The events by which money went back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One payment: how it came, what the shop still holds of it (rials), and what is known of whose account it was.

    ``card`` is masked where a bank named it, else the four digits that were reported. ``attempt`` names the payment at a
    gateway, ``reference`` is the bank's.
    """

    way: Way
    amount: Rials
    left: Rials
    paid: Event
    card: str = ""
    holder: str = ""
    attempt: str = ""
    reference: str = ""


def sources(order: Order) -> tuple[Source, ...]:
    """CHI-031: return the payments of which the shop still holds something, the newest first.

    A payment that its bank gave back is itself gone; any other refund takes from the newest, which is the one too many
    where an order was paid twice.
    """
    found: list[Source] = []
    reported: Event | None = None
    method: Way = "transfer"
    for event in order.events:
        if event.kind in {"transfer_promised", "method_chosen"}:
            reported = None
        if event.kind == "transfer_reported":
            reported = event
        method = next((known for known in _TRANSFERS if known == event.facts.get("method")), method)
        if "paid" in event.facts:
            found.insert(0, _source(event, method, reported))
        if event.kind in REFUNDS:
            found = _taken(found, event)
    return tuple(one for one in found if one.left)


def _source(event: Event, method: Way, reported: Event | None) -> Source:
    amount, facts = Rials(int(event.facts["paid"])), event.facts
    by_transfer = event.kind == "transfer_confirmed" or bool(account_of(facts.get(TILL, "")))
    way: Way = method if by_transfer else "gateway"
    if event.kind == "door_payment_taken":
        way = "door_card" if facts.get("taken") == "card" else "door_cash"
    # Of a transfer nobody but its payer told whose account it was.
    told = facts if not by_transfer else reported.facts if reported else {}
    return Source(
        way=way,
        amount=amount,
        left=amount,
        paid=event,
        card=told.get("card", ""),
        holder=told.get("holder", ""),
        attempt=facts.get("attempt", ""),
        reference=facts.get("reference", ""),
    )


def _taken(found: list[Source], event: Event) -> list[Source]:
    """Return the payments less what went back by this event, the fees that were kept of it included."""
    gone = int(event.facts.get("refunded", 0)) + int(event.facts.get("deducted", 0))
    attempt = event.facts.get("attempt")
    left = []
    for one in found:
        taken = min(one.left, gone) if attempt in {None, one.attempt} else 0
        gone -= taken
        left.append(replace(one, left=Rials(one.left - taken)))
    return left
