"""Which units go back on sale when an order ends or a line of it is closed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shop.lifecycle import EventKind, State
from shop.order import Order
from shop.rules.stock import units_back
from tests.builders import an_order, an_order_line
from tests.shop.order_paths import STATES, in_state, told

A, B = "ITEM-A", "ITEM-B"
ALL = {A: 2, B: 1}
IN_THE_SHOP = ("registered", "awaiting_transfer", "queued", "confirmed", "preparing")


def of_three(state: State) -> Order:
    return in_state(state, an_order(lines=(an_order_line(A, quantity=2), an_order_line(B))))


def back(order: Order, kind: EventKind, **facts: str) -> dict[str, int]:
    """Return what an event puts back, of an order in any state."""
    event = replace(order.events[-1], kind=kind, facts=facts)
    return {str(sku): units for sku, units in units_back(order, event).items()}


@pytest.mark.parametrize("state", STATES)
def test_ATR_028_BAQ_028_what_is_in_the_shop_goes_back_on_sale_when_the_order_ends(state: State) -> None:
    """BAQ-028, ATR-028: what has left does not, by this alone."""
    order = of_three(state)

    assert back(order, "cancelled", why="buyer") == (ALL if state in IN_THE_SHOP else {})
    assert back(order, "expired") == (ALL if state in IN_THE_SHOP else {})


@pytest.mark.parametrize(("goods", "units"), [("intact", ALL), ("opened", {}), ("", {})])
def test_ATR_028_what_came_back_is_sold_again_only_as_it_was_sent(goods: str, units: dict[str, int]) -> None:
    assert back(of_three("returned"), "cancelled", why="buyer", goods=goods) == units


def test_PAY_038_what_was_not_paid_at_the_door_comes_straight_back() -> None:
    assert back(of_three("dispatched"), "cancelled", why="unpaid_at_door") == ALL
    assert back(of_three("dispatched"), "cancelled", why="price_error") == {}


def test_BAQ_073_BAK_038_what_ran_out_is_not_there_to_be_sold() -> None:
    """BAQ-073, BAK-038, PAY-004, CHI-010: the other lines are."""
    assert back(of_three("queued"), "cancelled", why="stock", lost=B) == {A: 2}
    assert back(of_three("queued"), "line_closed", why="stock", sku=A, quantity="1") == {}
    assert back(of_three("dispatched"), "line_closed", why="refused_at_door", sku=A, quantity="1") == {}


def test_BAQ_073_a_line_the_buyer_gives_up_goes_back_and_is_not_counted_twice() -> None:
    order = of_three("queued")
    assert back(order, "line_closed", why="buyer", sku=A, quantity="1") == {A: 1}
    closed = told(order, "line_closed", why="buyer", sku=A, quantity="1", change="-2400000")

    assert back(closed, "cancelled", why="other") == {A: 1, B: 1}


@pytest.mark.parametrize("kind", ["paid", "delivered", "repriced", "sent_back", "refunded"])
def test_no_other_event_puts_anything_back(kind: EventKind) -> None:
    assert back(of_three("queued"), kind) == {}
