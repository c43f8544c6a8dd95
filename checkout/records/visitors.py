"""What the service keeps of visitors: who they are for now, what they fill in, and what they may do how often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shop.cart import CartLine
from shop.order import Climb, InvoiceChoice, Mobile, OrderCode, Recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A visitor's server-side state. ``id`` is the SHA-256 of what the cookie holds.

    ``mobile`` is proven by a one-time code; ``claimed_mobile`` waits for its code.
    """

    id: str
    cart: tuple[CartLine, ...] = ()
    mobile: Mobile | None = None
    claimed_mobile: Mobile | None = None
    recipient: Recipient | None = None
    email: str = ""
    delivery: str = ""
    climb: Climb = Climb()
    invoice: InvoiceChoice = InvoiceChoice()
    touched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeCode:
    """A code sent to a mobile for one purpose; only its hash is kept. ``asker`` is the session it is for, '' for any."""

    mobile: Mobile
    purpose: str
    code_hash: str
    sent_at: datetime
    tries_left: int
    asker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often something limited was done since ``since``."""

    key: str
    count: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The secret link of an order, found by the SHA-256 of its token."""

    token_hash: str
    order: OrderCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What a form post with an idempotency key led to, so that a repeat leads there too.

    ``asked`` is the hash of what was asked for: the same key for something else is refused.
    """

    key: str
    asked: str
    order: OrderCode
