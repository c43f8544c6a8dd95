"""The reconciler: bank by bank, whatever the clock does, and whatever is wrong with one of many payments."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from checkout.kinds import ATTEMPTS, ORDERS, UNIQUE_USES
from checkout.records import Attempt
from checkout.use_cases.jobs import JOBS, lanes, reconcile
from checkout.use_cases.settle_attempt import settle
from shop.errors import GatewayBusy
from tests.checkout.shopper import an_ordered, at_the_bank
from tests.fakes import FakeGateway, World, unavailable


def put(world: World, attempt: Attempt) -> Attempt:
    with world.store.transaction() as tx:
        tx.put(ATTEMPTS, attempt)
    return attempt


def paid_at(world: World, gateway: FakeGateway, number: int) -> Attempt:
    """Return an attempt that is paid at this gateway, of an order of its own."""
    world.ports = replace(world.ports, gateways={**world.ports.gateways, gateway.name: gateway})
    attempt = at_the_bank(world, an_ordered(world, mobile=f"093{number}0000001"))
    gateway.payments[attempt.authority] = world.gateway.payments[attempt.authority]
    gateway.pay(attempt.authority, f"R{number}")
    return put(world, replace(attempt, gateway=gateway.name))


def test_each_bank_is_asked_about_its_own_payments_in_its_own_lane(world: World) -> None:
    zibal = FakeGateway(name="zibal")
    here, there = paid_at(world, world.gateway, 5), paid_at(world, zibal, 6)
    orphan = put(world, replace(paid_at(world, world.gateway, 7), gateway="saman"))
    lost = put(world, replace(paid_at(world, zibal, 8), state="requesting"))
    world.clock.go_on(minutes=3)
    asked = {}
    for lane, jobs in lanes(world.ports.gateways).items():
        if "reconcile" in jobs:
            asked[lane] = jobs["reconcile"][0](world.ports)
    assert asked == {"shop": 1, "bank zarinpal": 1, "bank zibal": 1}
    states = [world.attempt(one.id).state for one in (here, there, orphan, lost)]
    assert states == ["paid", "paid", "open", "failed"]


def test_every_job_is_in_a_lane_and_what_goes_outside_has_its_own() -> None:
    found = lanes(["zarinpal", "zibal"])
    assert set(found) == {"shop", "messages", "bank zarinpal", "bank zibal"}
    assert {name for jobs in found.values() for name in jobs} == set(JOBS)
    assert {(name, jobs[name][1]) for jobs in found.values() for name in jobs} == {
        (name, pause) for name, (_, pause) in JOBS.items()
    }
    assert set(found["bank zibal"]) == {"reconcile", "cross_check", "reverse_payments"}
    assert set(found["messages"]) == {"send_messages"}
    assert not {"send_messages", "cross_check", "reverse_payments"} & set(found["shop"])


@pytest.mark.parametrize("hours", [1, 24])
def test_a_clock_that_was_set_back_keeps_no_payment_waiting(world: World, hours: int) -> None:
    """Whatever was written before, by the clock that was wrong: the time of the last question, or of a lost request."""
    attempt = paid_at(world, world.gateway, 5)
    requesting = put(world, replace(paid_at(world, world.gateway, 6), state="requesting"))
    world.gateway.payments[attempt.authority].trouble = unavailable()
    settle(world.ports, attempt.id)
    world.gateway.payments[attempt.authority].trouble = None
    world.clock.go_on(hours=-hours)
    assert reconcile(world.ports) == 1
    assert [world.attempt(one.id).state for one in (attempt, requesting)] == ["paid", "failed"]


def test_a_clock_that_is_a_moment_behind_another_process_closes_nothing_too_soon(world: World) -> None:
    requesting = put(world, replace(paid_at(world, world.gateway, 6), state="requesting"))
    world.clock.go_on(seconds=-2)
    assert reconcile(world.ports) == 0
    assert world.attempt(requesting.id).state == "requesting"


def test_a_payment_that_cannot_be_booked_keeps_none_behind_it_unasked(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = paid_at(world, world.gateway, 5), paid_at(world, world.gateway, 6)
    broken = world.order(first.order)
    with world.store.transaction() as tx:
        # A history that cannot go on: nothing that the code foresees, as a bug would be.
        tx.put(ORDERS, replace(broken, events=()))
    world.clock.go_on(minutes=1)
    with caplog.at_level(logging.ERROR):
        assert reconcile(world.ports) == 2
    assert [world.attempt(one.id).state for one in (first, second)] == ["open", "paid"]
    assert f"attempt {first.id[:8]}" in caplog.text
    with world.store.transaction() as tx:
        assert tx.get(UNIQUE_USES, "zarinpal:reference:R5") is None


def test_who_finds_no_place_at_the_bank_books_nothing_and_asks_again_at_the_next_turn(world: World) -> None:
    attempt = paid_at(world, world.gateway, 5)
    world.gateway.payments[attempt.authority].trouble = GatewayBusy("zarinpal")
    world.clock.go_on(seconds=15)
    before = world.everything()
    assert reconcile(world.ports) == 1
    assert world.everything() == before
    world.gateway.payments[attempt.authority].trouble = None
    assert reconcile(world.ports) == 1
    assert world.attempt(attempt.id).state == "paid"


def test_a_bank_that_was_silent_is_asked_again_only_after_a_pause(world: World) -> None:
    """The control of the one above."""
    attempt = paid_at(world, world.gateway, 5)
    world.gateway.payments[attempt.authority].trouble = unavailable()
    world.clock.go_on(seconds=15)
    assert reconcile(world.ports) == 1
    assert reconcile(world.ports) == 0
    world.clock.now += timedelta(seconds=15)
    assert reconcile(world.ports) == 1
