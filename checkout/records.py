"""What the service keeps besides orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from shop.cart import CartLine
from shop.money import Rials
from shop.order import Climb, InvoiceChoice, Mobile, OrderCode, Recipient
from shop.release import Sku


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


NO_RETURN = "no_return"
"""The reason of an attempt whose bank tells nothing but by the buyer's return, when all its windows are shut."""
ORDER_LOST = "order_lost"
"""The reason of an attempt that is paid, and whose order is not there any more."""

NOT_PAID = "staff:not_paid"
GIVEN_BACK = "staff:given_back"
"""The reasons of an attempt that staff closed: no money came, or what came has gone back to the payer."""

AttemptState = Literal["requesting", "open", "paid", "failed", "needs_person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to pay an order through a gateway, stored before the buyer leaves for the bank.

    ``amount`` is in rials. ``id`` has 128 random bits and stands in the return URL. Until ``pay_by`` the buyer can pay
    at ``pay_url``; ``pay_form`` holds what a form has to post there, empty where a link is enough. ``claim`` is what the
    buyer's return says was paid, where the bank cannot be asked without it. ``closed_by`` names who of the staff closed
    it without a payment, and ``note`` is theirs; ``reason`` then says how.
    """

    id: str
    order: OrderCode
    gateway: str
    amount: Rials
    state: AttemptState
    created_at: datetime
    checked_at: datetime
    authority: str = ""
    pay_url: str = ""
    pay_form: Mapping[str, str] = field(default_factory=dict)
    pay_by: datetime | None = None
    claim: str = ""
    bank_reference: str = ""
    card: str = ""
    reason: str = ""
    closed_by: str = ""
    note: str = ""

    @property
    def unclear(self) -> bool:
        """Whether the buyer may have paid and should not pay again before it is known."""
        return self.state in {"open", "needs_person"} and not self.never_returned

    @property
    def never_returned(self) -> bool:
        """Whether the buyer came back too late for the bank to keep what may have been paid."""
        return self.state == "needs_person" and self.reason == NO_RETURN


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """So many rials that a gateway confirmed at ``at``, once for each of its references, whatever became of the order.

    ``status`` is what it said when it was last asked again, at ``asked_at``; '' where it was not.
    """

    gateway: str
    reference: str
    amount: Rials
    at: datetime
    order: OrderCode
    attempt: str
    status: str = ""
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UniqueUse:
    """Something that may be used once ever: an authority or a bank reference at a gateway."""

    key: str
    attempt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message to a buyer, kept in the outbox until a messenger has taken it.

    One that is ``passing`` (a code) is not kept after that.
    """

    id: str
    channel: Literal["sms", "email"]
    to: str
    subject: str = ""
    body: str
    order: str = ""
    written_at: datetime
    passing: bool = False
    sent: Literal["no", "yes"] = "no"
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One entry of the stock ledger: ``quantity`` units in (> 0) or out (< 0) of what can be sold.

    ``id`` is unique for ever, so the same movement is never booked twice.
    """

    id: str
    sku: Sku
    quantity: int
    reason: Literal["counted", "held", "given_back"]
    at: datetime
    order: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedStock:
    """The count of a SKU that the owner last declared in a release, and how many counts there have been."""

    sku: Sku
    declared: int
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleSwitch:
    """What staff have taken off sale until they put it back: one SKU, or everything under ``EVERYTHING``."""

    sku: Sku
    by: str
    at: datetime


EVERYTHING = Sku("*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """How many of a SKU staff let one buyer order at most, above the item's own maximum."""

    member: Mobile
    sku: Sku
    most: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What somebody wrote by the contact form about an order that exists. ``reach`` is their mobile or e-mail.

    It proves nothing about who wrote it.
    """

    id: str
    order: OrderCode
    subject: str
    name: str
    reach: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of a bank's receipt that a buyer sent with a report: a JPEG that we drew ourselves, in base64."""

    id: str
    order: OrderCode
    jpeg: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSession:
    """A signed-in member of staff. ``id`` is the SHA-256 of what the cookie holds.

    ``password_hash`` is the one it was opened with: a changed password ends it.
    """

    id: str
    staff: str
    password_hash: str
    started_at: datetime


OLD_ORDERS_BOOKED = "book old orders"
"""The chore of writing the ledger's entries of orders older than the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore:
    """Something that is done once in a store's life, by its name, and when it was."""

    name: str
    at: datetime
