"""Against a store on another machine each trip costs: what an order needs is asked for at once, three times in all."""

from __future__ import annotations

import pytest

from checkout.use_cases.place_order import place_order
from checkout.use_cases.review_order import review
from checkout.use_cases.settle_attempt import settle
from shop.errors import Conflict
from tests.builders import HONEY, SAFFRON
from tests.checkout.counted_trips import FarStore
from tests.checkout.shopper import Shopper, at_the_bank
from tests.fakes import World


def test_an_order_of_two_products_asks_the_store_twice() -> None:
    store = FarStore()
    shopper = Shopper(World(store)).ready(HONEY).add(SAFFRON, 2)
    seen = shopper.reviewed()

    shopper.order_reviewed(seen)

    assert store.trips == ["read ahead"] * 2


def test_the_review_asks_the_store_twice() -> None:
    store = FarStore()
    shopper = Shopper(World(store)).ready(HONEY).add(SAFFRON, 2)

    review(shopper.ports, shopper.id)

    assert store.trips == ["read ahead"] * 2


def test_a_payment_is_booked_with_its_entry_its_capture_and_its_message_in_no_trip_more() -> None:
    store = FarStore()
    world = World(store)
    order = Shopper(world).ready(HONEY).order()
    attempt = at_the_bank(world, order)
    world.gateway.pay(attempt.authority)

    settle(world.ports, attempt.id)

    assert store.trips == ["get attempts", "read ahead", "get orders", "read ahead"]


def test_a_form_posted_again_asks_the_store_for_its_order_alone() -> None:
    store = FarStore()
    shopper = Shopper(World(store)).ready()
    seen = shopper.reviewed()
    order = shopper.order_reviewed(seen)

    assert place_order(shopper.ports, shopper.id, "key-1", seen) == order
    assert store.trips == ["read ahead", "get orders"]
    with pytest.raises(Conflict):
        place_order(shopper.ports, shopper.id, "key-1", "something else")
