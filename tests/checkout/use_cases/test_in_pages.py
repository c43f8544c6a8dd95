"""A job that looks at all orders in a state reads a page of them in each transaction."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkout.kinds import ORDERS
from checkout.use_cases.in_pages import PAGE, orders_in
from shop.order import OrderCode
from tests.builders import an_order, then
from tests.checkout.counted_trips import FarStore
from tests.fakes import World


def fill(world: World, registered: int) -> list[str]:
    codes = [f"BQ-{number:08}" for number in range(registered)]
    with world.store.transaction() as tx:
        for code in codes:
            tx.put(ORDERS, replace(an_order(), code=OrderCode(code)))
        tx.put(ORDERS, then(replace(an_order(), code=OrderCode("BQ-over")), "cancelled"))
    return codes


@pytest.mark.parametrize("registered", [0, 1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 2 * PAGE + 1])
def test_each_order_comes_once(registered: int, world: World) -> None:
    codes = fill(world, registered)

    assert [order.code for order in orders_in(world.ports, ["registered"])] == codes
    assert [order.code for order in orders_in(world.ports, ["cancelled", "registered"])] == ["BQ-over", *codes]
    assert list(orders_in(world.ports, ["queued"])) == []


def test_no_transaction_reads_more_than_a_page() -> None:
    store = FarStore()
    world = World(store)
    fill(world, 2 * PAGE + 1)
    store.all_trips.clear()

    assert len(list(orders_in(world.ports, ["registered"]))) == 2 * PAGE + 1
    assert store.all_trips == [["find first orders"]] * 3
