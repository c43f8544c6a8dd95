"""Staff at the desk and a buyer on the order's page, at the use cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from checkout.use_cases.claims import report_transfer
from checkout.use_cases.desk import DeskForm, move_order, staff_moves
from checkout.use_cases.order_terms import terms_of
from shop.errors import OptionRefused, TransitionRefused
from shop.lifecycle import EventKind
from shop.order import Order, OrderCode
from shop.rules.refund_account import asked_account
from shop.rules.transfer import Report
from shop.verdict import Reason
from tests.fakes import World


def move(world: World, order: Order, event: EventKind, **form: Any) -> Order:  # noqa: ANN401 - any field of the form
    """Let Sara make one move; an end without a reason is «other», and money at the door is cash that Reza has."""
    typed = {**_USUAL.get(event, {}), **form}
    return move_order(world.ports, order.code, event, "sara", DeskForm(**typed))


_USUAL: Mapping[EventKind, dict[str, str]] = {
    "cancelled": {"why": "other"},
    "door_payment_taken": {"taken": "cash", "collector": "رضا"},
}


def moves(world: World, order: Order) -> tuple[EventKind, ...]:
    """Return what staff may do with an order now."""
    _, release = world.releases.current()
    return staff_moves(release.shop, world.order(order.code), world.clock())


def reports(world: World, code: OrderCode, amount: int, reference: str = "") -> Order:
    """Let the buyer report a transfer of so many rials."""
    return report_transfer(world.ports, code, Report(amount=amount, reference=reference))


SHEBA = "IR820540102680020817909002"
CARD = "6037701689095443"


def gives_back(world: World, order: Order, **form: Any) -> Order:  # noqa: ANN401 - any field of the form
    """Let Sara pay owed money back, after the buyer said to which account where that is asked."""
    now = world.order(order.code)
    asked = asked_account(terms_of(world.ports, now), now)
    if asked is not None:
        number = SHEBA if asked.kind == "sheba" else CARD
        move(world, order, "account_declared", account=number, holder=asked.holder or "زهرا احمدی")
    return move(world, order, "refunded", **{"reference": "BACK", **form})


def refused(world: World, order: Order, event: EventKind, **form: Any) -> Reason:  # noqa: ANN401 - any field of the form
    """Return why a move is refused, after checking that nothing was written."""
    before = world.everything()
    with pytest.raises(OptionRefused) as told:
        move(world, order, event, **form)
    assert world.everything() == before
    return told.value.verdict.reason


def not_now(world: World, order: Order, event: EventKind, **form: Any) -> None:  # noqa: ANN401 - any field of the form
    """Check that a move may not be made now, and changes nothing."""
    before = world.everything()
    with pytest.raises(TransitionRefused):
        move(world, order, event, **form)
    assert world.everything() == before
