"""What staff do with orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from checkout.use_cases.desk import DeskForm, move_order
from shop.lifecycle import EventKind
from shop.order import OrderCode
from tests.checkout.staff import CARD, SHEBA
from tests.life.book import Book, Saved
from tests.life.desk_book import FORETOLD, Press
from tests.life.house import House


@dataclass(frozen=True, kw_only=True)
class Move(Press):
    """One move at the desk."""

    repeats: ClassVar[bool] = False

    def do(self, house: House) -> object:
        form = DeskForm(**self._typed())
        return move_order(house.ports, OrderCode(house.code(self.paper)), self.event, "sara", form)

    def foretell(self, book: Book, saved: Saved) -> str:
        paper = book.papers[self.paper]
        if self.seen not in {None, len(paper.events)} or not FORETOLD[self.event](self, book, paper):
            return "refused"
        saved()
        return "done"

    def _typed(self) -> dict[str, Any]:
        typed: dict[str, Any] = {
            "note": "یادداشت",
            "why": self.why,
            "sku": self.sku,
            "reference": self.reference,
            "intact": self.intact,
            "seen": self.seen,
        }
        if self.event == "dispatched":
            typed |= {"tracking": "987654", "insurance": "B-77"}
        if self.event == "delivered":
            typed |= {"identity_checked": True}
        if self.event == "door_payment_taken":
            typed |= {"amount": self.amount, "taken": "cash", "collector": "رضا"}
        if self.event == "line_closed":
            typed |= {"quantity": 1}
        if self.event == "account_declared":
            kind, holder = self.account
            typed |= {"account": SHEBA if kind == "sheba" else CARD, "holder": holder}
        return typed


MOVES: tuple[EventKind, ...] = tuple(event for event in FORETOLD if event != "account_declared")
LIKELY: Mapping[str, tuple[EventKind, ...]] = {
    "awaiting_transfer": ("transfer_confirmed",),
    "queued": ("prepared", "prepared", "line_closed"),
    "preparing": ("dispatched", "dispatched", "cancel_refused"),
    "dispatched": ("delivered", "delivered", "sent_back", "delivery_failed"),
    "dispatched, unpaid": ("door_payment_taken", "door_payment_taken", "sent_back", "cancelled"),
    "returning": ("came_back",),
    "returned": ("resend_agreed", "cancelled"),
    "cancelled": ("refunded", "account_declared"),
    "needs_refund": ("refunded", "account_declared"),
}
"""What staff mostly do next in each state."""


def reason_for(event: EventKind, why: str) -> str:
    """Return a reason that the move knows, near to the one drawn."""
    if event == "line_closed":
        return why if why == "buyer" else "stock"
    if event == "sent_back":
        return "unpaid" if why == "unpaid_at_door" else "address"
    return why
