"""The life of an order: one table of allowed transitions; whatever it does not list is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from shop.errors import TransitionRefused

State = Literal[
    "new",
    "registered",
    "awaiting_transfer",
    "queued",
    "preparing",
    "dispatched",
    "delivered",
    "cancelled",
    "expired",
    "needs_refund",
    "refunded",
]
EventKind = Literal[
    "registered",
    "method_chosen",
    "transfer_promised",
    "transfer_reported",
    "door_payment_accepted",
    "paid",
    "transfer_confirmed",
    "prepared",
    "dispatched",
    "door_payment_taken",
    "delivered",
    "cancelled",
    "expired",
    "revived",
    "refunded",
]

UNPAID: frozenset[State] = frozenset({"registered", "awaiting_transfer"})
"""Where an order waits to be made definitive."""

# Money that has arrived at the bank is booked in whatever state the order is: it is never turned away.
# What was paid twice goes back in whatever state the order is, and the order lives on.
TRANSITIONS: Mapping[State, Mapping[EventKind, State]] = {
    "new": {"registered": "registered"},
    "registered": {
        "method_chosen": "registered",
        "transfer_promised": "awaiting_transfer",
        "door_payment_accepted": "queued",
        "paid": "queued",
        "cancelled": "cancelled",
        "expired": "expired",
    },
    "awaiting_transfer": {
        "method_chosen": "registered",
        "transfer_promised": "awaiting_transfer",
        "door_payment_accepted": "queued",
        "transfer_reported": "awaiting_transfer",
        "transfer_confirmed": "queued",
        "paid": "queued",
        "cancelled": "cancelled",
        "expired": "expired",
    },
    "queued": {"prepared": "preparing", "cancelled": "cancelled", "paid": "queued", "refunded": "queued"},
    "preparing": {
        "dispatched": "dispatched",
        "cancelled": "cancelled",
        "paid": "preparing",
        "refunded": "preparing",
    },
    # A wrong price may void an order until it is delivered (BAQ-076), and a parcel may be refused at the door (BAQ-041).
    "dispatched": {
        "door_payment_taken": "dispatched",
        "delivered": "delivered",
        "cancelled": "cancelled",
        "paid": "dispatched",
        "refunded": "dispatched",
    },
    "delivered": {"paid": "delivered", "refunded": "delivered"},
    "cancelled": {"refunded": "refunded", "paid": "needs_refund"},
    "expired": {"paid": "needs_refund", "revived": "queued"},
    "needs_refund": {"refunded": "refunded", "paid": "needs_refund"},
    "refunded": {"paid": "needs_refund"},
}


def next_state(state: State, event: EventKind) -> State:
    """Return the state that ``event`` leads to.

    Raises:
        TransitionRefused: the table does not list it.
    """
    try:
        return TRANSITIONS[state][event]
    except KeyError:
        raise TransitionRefused(state, event) from None


def allowed_events(state: State) -> tuple[EventKind, ...]:
    """Return the events that may happen in ``state``, in the table's order."""
    return tuple(TRANSITIONS[state])
