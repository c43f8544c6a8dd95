"""One table of allowed transitions; whatever it does not list is refused."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.errors import TransitionRefused
from shop.lifecycle import TRANSITIONS, UNPAID, EventKind, State, allowed_events, next_state
from tests.shop.lifecycle_table import LISTED

STATES: tuple[State, ...] = get_args(State)
EVENTS: tuple[EventKind, ...] = get_args(EventKind)


def refused(state: State, event: EventKind) -> bool:
    try:
        next_state(state, event)
    except TransitionRefused as refusal:
        return (refusal.state, refusal.event) == (state, event)
    return False


@pytest.mark.parametrize("state", STATES)
def test_an_event_leads_where_the_table_says_or_is_refused(state: State) -> None:
    assert {event: next_state(state, event) for event in LISTED[state]} == LISTED[state]
    assert [event for event in EVENTS if event not in LISTED[state] and not refused(state, event)] == []


def test_the_table_has_every_state_and_no_other() -> None:
    assert tuple(TRANSITIONS) == STATES == tuple(LISTED)
    assert {event for events in TRANSITIONS.values() for event in events} == set(EVENTS)


@pytest.mark.parametrize("state", STATES)
def test_the_events_of_a_state_are_those_of_the_table(state: State) -> None:
    assert allowed_events(state) == tuple(LISTED[state])


@pytest.mark.parametrize("state", [state for state in STATES if state != "new"])
def test_BAQ_009_money_at_the_bank_is_booked_in_every_state(state: State) -> None:
    """BAQ-009: once registered, no order turns verified money away; a dead one owes it back."""
    dead = {"cancelled", "expired", "needs_refund", "refunded"}

    assert (next_state(state, "paid") == "needs_refund") is (state in dead)


def test_BAQ_012_a_promised_transfer_reaches_preparation_only_through_a_confirmation() -> None:
    """BAQ-012, BAQ-013, BAQ-020: a report changes no state."""
    assert next_state("registered", "transfer_promised") == "awaiting_transfer"
    assert next_state("awaiting_transfer", "transfer_reported") == "awaiting_transfer"
    assert next_state("awaiting_transfer", "transfer_confirmed") == "queued"
    for event in ("confirmed", "prepared", "dispatched", "delivered"):
        with pytest.raises(TransitionRefused):
            next_state("awaiting_transfer", event)


@pytest.mark.parametrize("state", STATES)
def test_BAQ_028_only_an_unpaid_order_expires(state: State) -> None:
    """BAQ-028: paid, or accepted for payment at the door, an order is definitive."""
    assert ("expired" in allowed_events(state)) is (state in UNPAID)
    assert {"registered", "awaiting_transfer"} == UNPAID


@pytest.mark.parametrize(
    ("state", "may"),
    [
        ("registered", True),
        ("awaiting_transfer", True),
        ("queued", True),
        ("confirmed", True),
        ("preparing", True),
        ("dispatched", True),
        ("at_depot", False),
        ("returning", False),
        ("returned", True),
        ("delivered", False),
        ("cancelled", False),
        ("expired", False),
        ("needs_refund", False),
        ("refunded", False),
    ],
)
def test_BAQ_076_an_order_may_be_voided_until_it_is_delivered(state: State, *, may: bool) -> None:
    """BAQ-076, BAQ-031, BAQ-041, BAQ-029: a wrong price reaches even a dispatched order, and a parcel may be refused.

    One that waits at a depot or is on its way back is ended when it is back (ATR-028).
    """
    assert ("cancelled" in allowed_events(state)) is may


@given(st.lists(st.sampled_from(EVENTS), max_size=40))
def test_no_sequence_of_events_leads_out_of_the_table(events: list[EventKind]) -> None:
    state: State = "new"
    for event in events:
        try:
            state = next_state(state, event)
        except TransitionRefused:
            assert event not in LISTED[state]
        assert state in LISTED
    assert state == "new" or "paid" in allowed_events(state)


def test_every_state_can_be_reached_and_every_order_can_end() -> None:
    ends: set[State] = {"delivered", "expired", "refunded", "cancelled"}

    assert _reached("new") == set(STATES) - {"new"}
    for state in STATES:
        assert state in ends or _reached(state) & ends


def _reached(start: State) -> set[State]:
    reached: set[State] = set()
    waiting = [start]
    while waiting:
        for state in TRANSITIONS[waiting.pop()].values():
            if state not in reached:
                reached.add(state)
                waiting.append(state)
    return reached
