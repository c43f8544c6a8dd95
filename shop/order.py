"""An order: a quote frozen, and a chain of dated events from which its state follows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NewType

from pydantic import TypeAdapter

from shop.errors import ChainBroken
from shop.lifecycle import EventKind, State, next_state
from shop.money import Rials
from shop.places import Place
from shop.release import ReleaseId, Sku
from shop.terms import PaymentKind
from shop.verdict import Clause

OrderCode = NewType("OrderCode", str)
Mobile = NewType("Mobile", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One SKU as it was sold: its words, its price in rials, how many, and who answers for it."""

    sku: Sku
    slug: str
    title: str
    variant: str
    price: Rials
    quantity: int
    seller: str

    @property
    def total(self) -> Rials:
        """Price times quantity, in rials."""
        return Rials(self.price * self.quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who takes the parcel, and where. Phones are 11 digits from 0, the postal code 10 digits."""

    name: str
    mobile: Mobile
    landline: str
    place: Place
    address: str
    plate: str
    postal_code: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalEntity:
    """The organisation an official invoice is made out to."""

    name: str
    national_id: str
    economic_number: str
    registration_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceChoice:
    """Whose name the invoice bears (None: the buyer's own) and whether it travels in the parcel."""

    legal: LegalEntity | None = None
    in_parcel: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenDelivery:
    """The delivery as it was offered: carriage in rials paid with the order, or collected at the door."""

    id: str
    name: str
    carriage: Rials
    collect: bool
    by_freight: bool
    earliest: datetime
    latest: datetime
    clause: Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedTerms:
    """The terms the buyer accepted by finishing: the hash of each policy page, and when (UTC)."""

    pages: dict[str, str]
    accepted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to an order. ``facts`` hold what only this kind of event knows, as text."""

    kind: EventKind
    at: datetime
    by: str
    note: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    previous: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A quote frozen at registration; nothing but its events grows afterwards."""

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
    finalise_by: datetime
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
        methods: dict[str, PaymentKind] = {kind: kind for kind in _PAYMENT_KINDS}
        return methods[chosen[-1]] if chosen else None

    @property
    def paid(self) -> Rials:
        """What has verifiably been paid, in rials."""
        return self._sum("paid")

    @property
    def due(self) -> Rials:
        """What is still to be paid, in rials."""
        return Rials(max(0, self.payable - self.paid))

    @property
    def owed_back(self) -> Rials:
        """What the shop holds and must return, in rials: all of a dead order's money, any excess of a live one's."""
        kept = 0 if self.state in {"cancelled", "expired", "needs_refund", "refunded"} else self.payable
        return Rials(max(0, self.paid - self._sum("refunded") - kept))

    def _sum(self, fact: str) -> Rials:
        return Rials(sum(int(event.facts[fact]) for event in self.events if fact in event.facts))


_PAYMENT_KINDS: tuple[PaymentKind, ...] = ("gateway", "transfer", "card_to_card", "cash_on_delivery")


def happened(
    order: Order, kind: EventKind, *, at: datetime, by: str, note: str = "", facts: dict[str, str] | None = None
) -> Order:
    """Return the order with one more event, chained to the one before.

    Raises:
        TransitionRefused: the order's state does not allow it.
    """
    next_state(order.state, kind)
    previous = order.events[-1].hash if order.events else _snapshot_hash(order)
    bare = Event(kind=kind, at=at, by=by, note=note, facts=facts or {}, previous=previous, hash="")
    return replace(order, events=(*order.events, replace(bare, hash=_event_hash(bare))))


def check_chain(order: Order) -> None:
    """Check that no event, and nothing of the frozen quote, was changed after the fact.

    Raises:
        ChainBroken: a hash does not fit.
    """
    previous = _snapshot_hash(order)
    for event in order.events:
        if event.previous != previous or event.hash != _event_hash(event):
            raise ChainBroken(f"{order.code}: {event.kind} at {event.at.isoformat()}")
        previous = event.hash


def _event_hash(event: Event) -> str:
    told = [event.kind, event.at.isoformat(), event.by, event.note, sorted(event.facts.items()), event.previous]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _snapshot_hash(order: Order) -> str:
    # Defaults are left out, so that a field added later does not break the chains of older orders.
    frozen = _ORDER.dump_python(replace(order, events=()), mode="json", exclude_defaults=True)
    return hashlib.sha256(json.dumps(frozen, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


_ORDER = TypeAdapter(Order)
