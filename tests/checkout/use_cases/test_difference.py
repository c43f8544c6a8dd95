"""An order that became dearer after it was definitive: the difference is paid at the bank, and only that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkout.use_cases.choose_payment import choose_method, ways_to_pay
from checkout.use_cases.settle_attempt import settle
from checkout.use_cases.start_payment import start_payment
from shop.errors import TransitionRefused
from shop.lifecycle import EventKind
from shop.order import Order
from shop.order_chain import check_chain, happened
from tests.builders import a_shop, chosen
from tests.checkout.shopper import an_ordered, at_the_bank
from tests.fakes import World


def dearer(world: World, order: Order, change: int = 1_000_000, kind: EventKind = "substitute_accepted") -> Order:
    """Return the order after an event that made it cost so many rials more."""
    facts = {
        "sku": "none",
        "new_sku": "new",
        "slug": "new",
        "title": "جایگزین",
        "variant": "",
        "price": "0",
        "quantity": "1",
        "seller": "",
        "class": "food",
        "change": str(change),
    }
    return world.keep_order(happened(order, kind, at=world.clock.now, by="buyer", facts=facts))


def paid(world: World) -> Order:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.gateway.pay(attempt.authority)
    settle(world.ports, attempt.id)
    return world.order(order.code)


def test_BAQ_074_BAK_039_PAY_005_CHI_011_the_difference_alone_is_asked_at_the_bank_and_settles_the_order(
    world: World,
) -> None:
    order = dearer(world, paid(world))
    assert order.due == 1_000_000
    attempt = at_the_bank(world, order)
    assert (attempt.amount, world.gateway.payments[attempt.authority].amount) == (1_000_000, 1_000_000)
    assert world.order(order.code) == order
    world.gateway.pay(attempt.authority)
    settle(world.ports, attempt.id)
    now = world.order(order.code)
    check_chain(now)
    assert (now.state, now.paid, now.due) == ("queued", 3_400_000, 0)


@pytest.mark.parametrize("events", [(), ("prepared",)])
def test_ATR_016_it_can_be_paid_in_every_state_before_the_parcel_leaves(
    world: World, events: tuple[EventKind, ...]
) -> None:
    order = dearer(world, paid(world))
    for event in events:
        order = world.keep_order(happened(order, event, at=world.clock.now, by="staff:sara"))
    assert at_the_bank(world, order).amount == 1_000_000


def test_a_settled_order_takes_no_second_payment(world: World) -> None:
    order = paid(world)
    before = world.everything()
    with pytest.raises(TransitionRefused):
        choose_method(world.ports, order.code, "gateway")
    with pytest.raises(TransitionRefused):
        start_payment(world.ports, order.code, "zarinpal")
    assert world.everything() == before


@pytest.mark.parametrize("kind", ["transfer", "card_to_card", "cash_on_delivery"])
def test_a_difference_is_paid_at_the_gateway_only(world: World, kind: str) -> None:
    order = dearer(world, paid(world))
    assert [one.payment.kind for one in ways_to_pay(a_shop(), order)] == ["gateway"]
    before = world.everything()
    with pytest.raises(TransitionRefused):
        choose_method(world.ports, order.code, kind)
    assert world.everything() == before


def test_what_is_due_at_the_door_is_not_asked_beforehand(world: World) -> None:
    order = dearer(world, world.keep_order(chosen(an_ordered(world), "cash_on_delivery")))
    before = world.everything()
    with pytest.raises(TransitionRefused):
        choose_method(world.ports, order.code, "gateway")
    assert world.everything() == before


def test_nothing_is_due_on_an_order_that_was_cancelled(world: World) -> None:
    order = dearer(world, paid(world))
    cancelled = world.keep_order(happened(order, "cancelled", at=world.clock.now, by="staff:sara"))
    with pytest.raises(TransitionRefused):
        choose_method(world.ports, cancelled.code, "gateway")


def test_an_order_that_waits_to_be_paid_is_paid_whole_with_its_changes(world: World) -> None:
    order = dearer(world, an_ordered(world))
    assert at_the_bank(world, order).amount == 3_400_000
    assert replace(order, events=()).payable == 2_400_000
