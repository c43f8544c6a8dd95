"""A due date that fails: proposed anew, agreed, declined, or rescinded at no cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from shop.lifecycle import State
from shop.order import Order
from shop.rules.ending import Ending, may_cancel
from shop.rules.late import NoRescission, NotLate, due_at, may_propose_date, may_rescind
from shop.rules.refund import refund_of
from shop.verdict import Allowed, Refused
from tests.builders import PLACED_AT, SHOPS, a_chosen_delivery, a_shop, an_order, in_tehran, then
from tests.shop.order_paths import STATES, in_state, told

PAYATEL = a_shop("payatel")
assert PAYATEL.late is not None
CLAUSE = PAYATEL.late.clause
DUE = in_tehran("1405/09/10", "23:59:59")
NEW = in_tehran("1405/09/15", "23:59:59")
SECOND = timedelta(seconds=1)


def due_on_tuesday(state: State = "preparing") -> Order:
    """Return a paid order that should arrive on Tuesday 10 Azar."""
    promised = replace(a_chosen_delivery(), latest=DUE)
    return in_state(state, an_order(delivery=promised, placed_at=in_tehran("1405/09/08", "10:00")))


def proposed(order: Order, until: datetime = NEW) -> Order:
    return told(order, "date_proposed", until=until.isoformat())


@pytest.mark.parametrize("state", ["queued", "preparing", "dispatched"])
def test_PAY_035_either_side_may_end_an_order_once_its_due_date_has_failed(state: State) -> None:
    """PAY-035: not in its last second, but from the next one on."""
    order = due_on_tuesday(state)

    assert due_at(order) == DUE
    assert may_rescind(PAYATEL, order, DUE) == Refused(NotLate(DUE), CLAUSE)
    assert may_rescind(PAYATEL, order, DUE + SECOND) == Allowed()
    assert may_cancel(PAYATEL, order, Ending(why="late"), DUE + SECOND) == Allowed()
    assert not may_cancel(PAYATEL, order, Ending(why="late"), DUE).allowed


def test_PAY_035_a_date_declined_ends_it_at_once_and_all_of_the_money_goes_back() -> None:
    """PAY-035: 100 percent, no fee."""
    order = proposed(due_on_tuesday())
    declined = then(order, "date_declined")
    ended = told(declined, "cancelled", why="late")

    assert may_rescind(PAYATEL, declined, DUE - timedelta(days=1)) == Allowed()
    assert (refund_of(PAYATEL, ended).amount, refund_of(PAYATEL, ended).deductions) == (order.payable, ())


def test_PAY_035_a_date_accepted_is_the_due_date_from_then_on() -> None:
    order = told(proposed(due_on_tuesday()), "date_accepted", until=NEW.isoformat())

    assert due_at(order) == NEW
    assert may_rescind(PAYATEL, order, DUE + SECOND) == Refused(NotLate(NEW), CLAUSE)
    assert may_rescind(PAYATEL, order, NEW) == Refused(NotLate(NEW), CLAUSE)
    assert may_rescind(PAYATEL, order, NEW + SECOND) == Allowed()


@pytest.mark.parametrize("until", [NEW, in_tehran("1405/09/09", "23:59:59")])
def test_PAY_035_a_proposal_without_an_answer_holds_until_both_days_have_passed(until: datetime) -> None:
    """PAY-035: the later of the day promised and the day proposed."""
    order, last = proposed(due_on_tuesday(), until), max(until, DUE)

    assert may_rescind(PAYATEL, order, last) == Refused(NotLate(until), CLAUSE)
    assert may_rescind(PAYATEL, order, last + SECOND) == Allowed()


def test_PAY_035_a_second_proposal_after_a_declined_one_waits_again() -> None:
    order = proposed(then(proposed(due_on_tuesday()), "date_declined"))

    assert may_rescind(PAYATEL, order, DUE + SECOND) == Refused(NotLate(NEW), CLAUSE)


@pytest.mark.parametrize("state", STATES)
def test_PAY_035_it_is_for_orders_that_are_definitive_and_have_not_arrived(state: State) -> None:
    may = state in {"queued", "confirmed", "preparing", "dispatched"}
    long_after = PLACED_AT + timedelta(days=90)

    assert may_propose_date(PAYATEL, in_state(state)) == (Allowed() if may else Refused(NoRescission(), CLAUSE))
    assert may_rescind(PAYATEL, in_state(state), long_after) == (Allowed() if may else Refused(NoRescission(), CLAUSE))


@pytest.mark.parametrize("name", [name for name in SHOPS if name != "payatel"])
def test_PAY_035_a_shop_that_does_not_state_it_gives_no_such_right(name: str) -> None:
    shop, long_after = a_shop(name), PLACED_AT + timedelta(days=90)

    assert may_propose_date(shop, in_state("preparing")) == Refused(NoRescission())
    assert may_rescind(shop, in_state("preparing"), long_after) == Refused(NoRescission())
