"""A shop with several gateways: the next one takes what the first does not, and each attempt stays with its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.jobs import reconcile
from checkout.use_cases.settle_attempt import returned
from checkout.use_cases.start_payment import start_payment
from shop.errors import GatewayRefused, GatewayUnavailable, ShopError, TransitionRefused
from tests.builders import a_release, a_shop
from tests.checkout.shopper import an_ordered, at_the_bank
from tests.fakes import FakeGateway, World, unavailable

GATEWAY = {
    "kind": "gateway",
    "name": "درگاه",
    "provider": "zarinpal",
    "fallback": ["zibal"],
    "clause": "payment#gateway",
}


@dataclass
class Two:
    """A shop whose gateway is Zarinpal, and Zibal where that takes no payment."""

    world: World
    second: FakeGateway


@pytest.fixture
def two(world: World) -> Two:
    second = FakeGateway(name="zibal")
    world.ports = replace(world.ports, gateways={"zarinpal": world.gateway, "zibal": second})
    world.releases.serve(a_release(shop=a_shop(payment=[GATEWAY])))
    return Two(world, second)


def test_the_first_gateway_takes_a_payment_that_it_can(two: Two) -> None:
    attempt = at_the_bank(two.world, an_ordered(two.world))
    assert attempt.gateway == "zarinpal"
    assert two.second.requests == []


@pytest.mark.parametrize("trouble", [unavailable(), GatewayRefused("-11")])
def test_the_next_gateway_takes_what_the_first_does_not_and_pays(two: Two, trouble: ShopError) -> None:
    order = an_ordered(two.world)
    two.world.gateway.trouble = trouble
    attempt = at_the_bank(two.world, order)
    assert (attempt.gateway, attempt.state) == ("zibal", "open")
    assert [one.state for one in two.world.attempts(order.code)] == ["failed", "open"]
    assert at_the_bank(two.world, order) == attempt
    two.second.pay(attempt.authority)
    assert returned(two.world.ports, attempt.id, {"Authority": attempt.authority}).state == "paid"
    assert two.world.order(order.code).state == "queued"
    assert two.world.gateway.asked == []


def test_when_no_gateway_takes_it_the_last_one_says_why_and_nothing_is_under_way(two: Two) -> None:
    order = an_ordered(two.world)
    two.world.gateway.trouble, two.second.trouble = unavailable(), GatewayRefused("103")
    with pytest.raises(GatewayRefused, match="103"):
        at_the_bank(two.world, order)
    assert [one.state for one in two.world.attempts(order.code)] == ["failed", "failed"]


def test_a_gateway_that_nobody_runs_is_passed_over(two: Two) -> None:
    order = an_ordered(two.world)
    attempt = start_payment(two.world.ports, order.code, "sep", ("zibal",))
    assert attempt.gateway == "zibal"
    with pytest.raises(GatewayUnavailable):
        start_payment(two.world.ports, an_ordered(two.world, mobile="09350000001").code, "sep")


def test_an_order_past_paying_is_tried_nowhere(two: Two) -> None:
    order = an_ordered(two.world)
    attempt = at_the_bank(two.world, order)
    two.world.gateway.pay(attempt.authority)
    returned(two.world.ports, attempt.id, {"Authority": attempt.authority})
    with pytest.raises(TransitionRefused):
        choose_method(two.world.ports, order.code, "gateway")
    assert two.second.requests == []


def test_the_reconciler_asks_each_gateway_about_its_own(two: Two) -> None:
    first = at_the_bank(two.world, an_ordered(two.world))
    two.world.gateway.trouble = unavailable()
    second = at_the_bank(two.world, an_ordered(two.world, mobile="09350000001"))
    two.world.gateway.trouble = None
    two.world.gateway.pay(first.authority, "R1")
    two.second.pay(second.authority, "R2")
    two.world.clock.go_on(seconds=15)
    assert reconcile(two.world.ports) == 2
    assert [two.world.attempt(one.id).state for one in (first, second)] == ["paid", "paid"]


def test_the_same_receipt_at_two_banks_is_two_payments(two: Two) -> None:
    first = at_the_bank(two.world, an_ordered(two.world))
    two.world.gateway.trouble = unavailable()
    second = at_the_bank(two.world, an_ordered(two.world, mobile="09350000001"))
    two.world.gateway.pay(first.authority, "77")
    two.second.pay(second.authority, "77")
    for attempt in (first, second):
        assert returned(two.world.ports, attempt.id, {"Authority": attempt.authority}).state == "paid"


def test_an_attempt_whose_page_is_over_makes_room_for_a_new_one_and_is_asked_about_still(two: Two) -> None:
    order = an_ordered(two.world)
    first = at_the_bank(two.world, order)
    two.world.clock.go_on(minutes=30)
    assert at_the_bank(two.world, order) == two.world.attempt(first.id)
    two.world.clock.go_on(seconds=1)
    second = at_the_bank(two.world, order)
    assert second.id != first.id
    assert [two.world.attempt(one.id).state for one in (first, second)] == ["open", "open"]
    two.world.gateway.pay(first.authority)
    two.world.clock.go_on(minutes=10)
    reconcile(two.world.ports)
    assert two.world.attempt(first.id).state == "paid"
    assert two.world.order(order.code).state == "queued"


def test_an_order_placed_before_the_shop_changed_its_gateway_is_paid_at_the_one_of_today(two: Two) -> None:
    """The account at the old one may be gone, and the order must not be lost with it; what is open there is settled."""
    world = two.world
    world.releases.serve(a_release(shop=a_shop(payment=[{**GATEWAY, "fallback": []}])))
    order, other = an_ordered(world), an_ordered(world, mobile="09350000001")
    left = at_the_bank(world, other)
    world.gateway.pay(left.authority)
    world.releases.serve(a_release(shop=a_shop(payment=[{**GATEWAY, "provider": "zibal", "fallback": []}])))
    attempt = at_the_bank(world, order)
    assert attempt.gateway == "zibal"
    world.clock.go_on(seconds=15)
    reconcile(world.ports)
    assert world.attempt(left.id).state == "paid"

    world.ports = replace(world.ports, gateways={"zibal": two.second})
    two.second.cancel(attempt.authority)
    assert returned(world.ports, attempt.id, {"Authority": attempt.authority}).state == "failed"
    assert at_the_bank(world, order).gateway == "zibal"


def test_where_the_gateway_of_today_takes_nothing_the_orders_own_is_tried(two: Two) -> None:
    world = two.world
    order = an_ordered(world)
    world.releases.serve(a_release(shop=a_shop(payment=[{**GATEWAY, "provider": "zibal", "fallback": []}])))
    two.second.trouble = unavailable()
    assert at_the_bank(world, order).gateway == "zarinpal"


def test_a_shop_that_takes_no_payments_at_a_bank_any_more_still_takes_those_of_its_orders(two: Two) -> None:
    world = two.world
    order = an_ordered(world)
    door = {"kind": "cash_on_delivery", "name": "در محل", "clause": "payment#at-the-door"}
    world.releases.serve(a_release(shop=a_shop(payment=[door])))
    assert at_the_bank(world, order).gateway == "zarinpal"
