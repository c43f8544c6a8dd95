"""One order and one try to pay it, as the model keeps them: on paper, without the shop's code."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

UNPAID = ("registered", "awaiting_transfer")
IN_THE_SHOP = (*UNPAID, "queued", "preparing")
ENDED = ("cancelled", "expired", "needs_refund", "refunded")
SILENT = frozenset(
    {"method_chosen", "transfer_promised", "transfer_reported", "door_payment_taken", "cancel_requested"}
)
"""Of which the buyer gets no message."""

NAME = "زهرا احمدی"
"""Who takes every parcel."""
REPORTER = "زهرا"
"""In whose name transfers are reported."""
Stated = tuple[str, str]
"""An account as it was stated: of which kind, in whose name."""


@dataclass
class Paper:
    """One order: its events by name, and what follows from them."""

    buyer: str
    lines: dict[str, list[int]]
    """SKU: units that are still to be sent, and the price of one in rials."""
    placed_at: datetime
    until: datetime | None
    total: int
    code: str = ""
    state: str = "registered"
    method: str = ""
    events: list[str] = field(default_factory=list)
    paid: int = 0
    back: int = 0
    reported: tuple[int, str] | None = None
    reported_at: datetime | None = None
    told_at: datetime | None = None
    """When the report that waits was made: it says so, and another one at that very moment is the same."""
    waits: list[tuple[datetime, datetime]] = field(default_factory=list)
    """When its reports waited for staff, those that are over."""
    asked_to_cancel: bool = False
    messages: int = 0
    waiting: int = 0
    payments: list[tuple[str, int, str]] = field(default_factory=list)
    """What the shop still holds of each payment: how it came, rials, by whom; the newest last."""
    stated: Stated = ("", "")
    came_unpaid: bool = False
    """Whether it was last sent back because nobody paid for it at the door."""

    @property
    def held(self) -> int:
        """What the shop has of the buyer's money."""
        return self.paid - self.back

    @property
    def due(self) -> int:
        """What is still to be paid."""
        return 0 if self.state in ENDED else max(0, self.total - self.held)

    @property
    def owed(self) -> int:
        """What is to be returned: what was paid for what is not delivered."""
        return self.held if self.state in ENDED else max(0, self.held - self.total)

    def takes(self, way: str, amount: int, payer: str = NAME) -> None:
        """Money has come."""
        self.paid += amount
        self.payments.append((way, amount, payer))

    def gives(self, amount: int) -> None:
        """Money goes back, of the newest payment first."""
        self.back += amount
        while amount:
            way, left, payer = self.payments.pop()
            if left > amount:
                self.payments.append((way, left - amount, payer))
            amount -= min(left, amount)

    def asked_account(self, *, payer_only: bool) -> Stated | None:
        """What kind of account the buyer states for a refund, and in whose name ('' for any); None if none is asked."""
        if not self.owed:
            return None
        if not payer_only:
            return ("sheba", "")
        way, _, payer = self.payments[-1]
        if way == "gateway":
            return None
        return ("card" if way == "card_to_card" else "sheba", payer)

    def fits(self, stated: Stated, asked: Stated) -> bool:
        """Whether an account is one that is asked for."""
        return stated[0] == asked[0] and asked[1] in {"", stated[1]}

    @property
    def units(self) -> dict[str, int]:
        """What of each SKU is still to be sent."""
        return {sku: units for sku, (units, _) in self.lines.items()}

    def happens(self, event: str, state: str = "") -> None:
        """Write an event down, with where it leads and the message it sends."""
        self.events.append(event)
        self.state = state or self.state
        if event not in SILENT:
            self.messages += 1
            self.waiting += 1

    def is_told(self, amount: int, reference: str, now: datetime) -> None:
        """Let a report wait for staff; the window stands still from the first that does."""
        self.happens("transfer_reported")
        self.reported = (amount, reference)
        self.told_at = now
        self.reported_at = self.reported_at or now

    def takes_report_back(self, now: datetime) -> None:
        """Let the report that waits, if one does, be over."""
        if self.reported_at is not None:
            self.waits.append((self.reported_at, now))
        self.reported = self.reported_at = None


@dataclass
class Attempt:
    """One try to pay at the bank: as the shop books it, and as it stands at the bank."""

    paper: int
    amount: int
    created_at: datetime
    checked_at: datetime
    id: str = ""
    authority: str = ""
    state: str = "requesting"
    bank: str = ""
    """``''`` while the bank knows nothing of it."""


@dataclass
class Cart:
    """What a visitor has in the cart, and how far they have come."""

    lines: dict[str, int] = field(default_factory=dict)
    ready: bool = False
    touched_at: datetime | None = None
