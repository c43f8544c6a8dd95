"""The life of an order: one table of where each event leads. Which of them a shop allows now is ``shop.rules.steps``.

The table is the same for every shop, so that an old order's history still reads the same after its shop's terms changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from shop.errors import TransitionRefused

State = Literal[
    "new",
    "registered",
    "awaiting_transfer",
    "queued",
    "confirmed",
    "preparing",
    "dispatched",
    "at_depot",
    "returning",
    "returned",
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
    "transfer_rejected",
    "door_payment_accepted",
    "paid",
    "transfer_confirmed",
    "confirmed",
    "prepared",
    "method_set",
    "dispatched",
    "door_payment_taken",
    "delivery_failed",
    "answered",
    "held_at_depot",
    "sent_back",
    "came_back",
    "resend_agreed",
    "delivered",
    "return_agreed",
    "goods_arrived",
    "line_closed",
    "substitute_offered",
    "substitute_accepted",
    "substitute_declined",
    "repriced",
    "information_asked",
    "information_given",
    "date_proposed",
    "date_accepted",
    "date_declined",
    "delay_told",
    "cancel_requested",
    "cancel_refused",
    "cancelled",
    "expired",
    "revived",
    "account_asked",
    "account_declared",
    "reverse_asked",
    "reverse_refused",
    "part_refunded",
    "refunded",
]

UNPAID: frozenset[State] = frozenset({"registered", "awaiting_transfer"})
"""Where an order waits to be made definitive."""

IN_THE_SHOP: tuple[State, ...] = ("registered", "awaiting_transfer", "queued", "confirmed", "preparing")
"""The states before dispatch, in their order."""

LIVE: frozenset[State] = frozenset({*IN_THE_SHOP, "dispatched", "at_depot", "returning", "returned"})
"""Where something is still to happen to the goods."""

OVER: frozenset[State] = frozenset({"delivered", "cancelled", "expired", "refunded"})
"""Where an order rests, mostly for good."""

_AMENDED: tuple[EventKind, ...] = (
    "line_closed",
    "substitute_offered",
    "substitute_accepted",
    "substitute_declined",
    "repriced",
)
_TALKED: tuple[EventKind, ...] = (
    "information_asked",
    "information_given",
    "date_proposed",
    "date_accepted",
    "date_declined",
    "delay_told",
    "cancel_requested",
    "cancel_refused",
)
_GOING_BACK: tuple[EventKind, ...] = (
    "account_asked",
    "account_declared",
    "reverse_asked",
    "reverse_refused",
    "part_refunded",
)
_BOOKED: tuple[EventKind, ...] = ("paid", *_GOING_BACK, "refunded")


def _staying(state: State, *groups: tuple[EventKind, ...]) -> dict[EventKind, State]:
    return {event: state for group in groups for event in group}


# Money that has arrived at the bank is booked in whatever state the order is: it is never turned away.
# What was paid twice goes back in whatever state the order is, and the order lives on.
TRANSITIONS: Mapping[State, Mapping[EventKind, State]] = {
    "new": {"registered": "registered"},
    "registered": {
        **_staying("registered", _AMENDED),
        "method_chosen": "registered",
        "transfer_promised": "awaiting_transfer",
        "door_payment_accepted": "queued",
        "paid": "queued",
        "cancelled": "cancelled",
        "expired": "expired",
    },
    "awaiting_transfer": {
        **_staying("awaiting_transfer", _AMENDED),
        "method_chosen": "registered",
        "transfer_promised": "awaiting_transfer",
        "door_payment_accepted": "queued",
        "transfer_reported": "awaiting_transfer",
        "transfer_rejected": "awaiting_transfer",
        "transfer_confirmed": "queued",
        "paid": "queued",
        "cancelled": "cancelled",
        "expired": "expired",
    },
    "queued": {
        **_staying("queued", _AMENDED, _TALKED, _BOOKED, ("method_set",)),
        "confirmed": "confirmed",
        "prepared": "preparing",
        "dispatched": "dispatched",
        "cancelled": "cancelled",
    },
    "confirmed": {
        **_staying("confirmed", _AMENDED, _TALKED, _BOOKED, ("method_set",)),
        "prepared": "preparing",
        "dispatched": "dispatched",
        "cancelled": "cancelled",
    },
    "preparing": {
        **_staying("preparing", _AMENDED, _TALKED, _BOOKED, ("method_set",)),
        "confirmed": "confirmed",
        "dispatched": "dispatched",
        "cancelled": "cancelled",
    },
    # A wrong price may void an order until it is delivered (BAQ-076), and a parcel may be refused at the door (BAQ-041).
    "dispatched": {
        **_staying(
            "dispatched", _TALKED, _BOOKED, ("line_closed", "door_payment_taken", "delivery_failed", "answered")
        ),
        "held_at_depot": "at_depot",
        "sent_back": "returning",
        "delivered": "delivered",
        "cancelled": "cancelled",
    },
    "at_depot": {
        **_staying("at_depot", _TALKED, _BOOKED, ("answered",)),
        "sent_back": "returning",
        "delivered": "delivered",
    },
    "returning": {**_staying("returning", _TALKED, _BOOKED), "came_back": "returned"},
    "returned": {
        **_staying("returned", _TALKED, _BOOKED),
        "resend_agreed": "preparing",
        "cancelled": "cancelled",
    },
    "delivered": _staying("delivered", _BOOKED, ("return_agreed", "goods_arrived")),
    "cancelled": {**_staying("cancelled", _GOING_BACK), "refunded": "refunded", "paid": "needs_refund"},
    "expired": {"paid": "needs_refund", "revived": "queued"},
    "needs_refund": {**_staying("needs_refund", _GOING_BACK), "refunded": "refunded", "paid": "needs_refund"},
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
