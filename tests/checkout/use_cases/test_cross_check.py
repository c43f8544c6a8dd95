"""What a bank says that it holds is held against what the shop has booked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkout.kinds import ATTEMPTS
from checkout.records import Attempt, AttemptState
from checkout.use_cases.close_attempt import Found, close_attempt
from checkout.use_cases.jobs import cross_check, reconcile
from checkout.use_cases.settle_attempt import returned
from shop.errors import GatewayRefused, ShopError
from shop.money import Rials
from tests.checkout.shopper import an_ordered, at_the_bank
from tests.fakes import BankPayment, FakeGateway, World, unavailable


@pytest.fixture(autouse=True)
def _lists(world: World) -> None:
    world.gateway.terms = replace(world.gateway.terms, lists_unverified=True)


def put(world: World, attempt: Attempt) -> Attempt:
    with world.store.transaction() as tx:
        tx.put(ATTEMPTS, attempt)
    return attempt


def test_money_that_came_after_its_attempt_had_failed_is_found_without_a_return(world: World) -> None:
    """Two tabs at the bank: one cancels and comes back, the other pays and is closed."""
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.gateway.cancel(attempt.authority)
    returned(world.ports, attempt.id, {"Authority": attempt.authority})
    assert world.attempt(attempt.id).state == "failed"
    world.gateway.pay(attempt.authority)
    world.clock.go_on(minutes=5)
    assert reconcile(world.ports) == 0
    assert cross_check(world.ports) == 1
    assert world.attempt(attempt.id).state == "paid"
    assert world.order(order.code).state == "queued"
    assert cross_check(world.ports) == 0


@pytest.mark.parametrize("state", ["open", "needs_person"])
def test_what_is_open_or_waits_for_a_person_is_found_too(world: World, state: AttemptState) -> None:
    order = an_ordered(world)
    attempt = put(world, replace(at_the_bank(world, order), state=state, reason="-11"))
    world.gateway.pay(attempt.authority)
    assert cross_check(world.ports) == 1
    assert world.order(order.code).state == "queued"


def test_what_staff_closed_stays_closed(world: World) -> None:
    order = an_ordered(world)
    attempt = put(world, replace(at_the_bank(world, order), state="needs_person", reason="-50"))
    world.gateway.pay(attempt.authority)
    close_attempt(world.ports, attempt.id, "sara", Found(outcome="given_back", note="در پنل برگرداندم"))
    before = world.everything()
    assert cross_check(world.ports) == 0
    assert world.everything() == before


def test_payments_of_others_on_the_same_account_and_other_amounts_change_nothing(world: World) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.gateway.pay(attempt.authority)
    world.gateway.payments[attempt.authority].amount = Rials(attempt.amount - 1)
    world.gateway.payments["A" + "7" * 35] = BankPayment(Rials(5_000), "paid", "R9")
    assert cross_check(world.ports) == 1
    assert (world.attempt(attempt.id).state, world.order(order.code).paid) == ("needs_person", 0)
    before = world.everything()
    assert cross_check(world.ports) == 1
    assert world.everything() == before


@pytest.mark.parametrize("trouble", [unavailable(), GatewayRefused("-11")])
def test_a_bank_that_does_not_list_them_changes_nothing_and_stops_no_other(world: World, trouble: ShopError) -> None:
    attempt = at_the_bank(world, an_ordered(world))
    world.gateway.pay(attempt.authority)
    silent = FakeGateway(name="zibal", terms=world.gateway.terms, trouble=trouble)
    without = FakeGateway(name="sep", trouble=AssertionError("it keeps no list"))  # type: ignore[arg-type]
    world.ports = replace(world.ports, gateways={"zibal": silent, "sep": without, **world.ports.gateways})
    before = world.everything()
    assert cross_check(world.ports, only="zibal") == 0
    assert world.everything() == before
    assert cross_check(world.ports) == 1
    assert world.attempt(attempt.id).state == "paid"
