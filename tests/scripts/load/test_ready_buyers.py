"""Buyers made ready in the store can finish, and what they left is read back."""

from __future__ import annotations

from dataclasses import replace

from checkout.kinds import MOVEMENTS, ORDERS
from checkout.secrets import fingerprint
from checkout.use_cases.place_order import place_order
from checkout.use_cases.review_order import review
from scripts.lib.load.buyers import Buyer, ready_buyers
from scripts.lib.load.read_back import read_back
from shop.order import Order
from shop.release import Sku
from tests.fakes import World


def finished(world: World, buyer: Buyer) -> Order:
    session_id = fingerprint(buyer.token)
    return place_order(world.ports, session_id, "key", review(world.ports, session_id).fingerprint)


def test_each_buyer_finishes_with_an_order_of_their_own(world: World) -> None:
    buyers = ready_buyers(world.ports, 3, first=120000000)

    orders = [finished(world, buyer) for buyer in buyers]

    assert [order.member for order in orders] == ["09120000000", "09120000001", "09120000002"]
    kept = read_back(world.ports.store)
    assert set(kept.orders) == {order.code for order in orders}
    assert (kept.lost(order.link for order in orders), kept.doubled(), kept.oversold(), kept.unheld()) == (
        [],
        [],
        [],
        [],
    )


def test_what_is_lost_doubled_oversold_or_never_held_is_told(world: World) -> None:
    buyer, other = ready_buyers(world.ports, 2, first=120000000)
    order, gone = finished(world, buyer), finished(world, other)
    with world.store.transaction() as tx:
        tx.put(ORDERS, replace(order, code=type(order.code)("BQ-2")))
        tx.delete(ORDERS, gone.code)
        held = next(one for one in tx.every(MOVEMENTS) if one.order == order.code)
    kept = read_back(world.ports.store)
    short = replace(kept, movements=(*kept.movements, replace(held, id="m", quantity=-99)))

    assert kept.lost([order.link, gone.link, "x"]) == [gone.link, "x"]
    assert kept.doubled() == [order.member]
    assert kept.doubled(2) == []
    assert kept.unheld() == ["BQ-2"]
    assert kept.oversold() == []
    assert short.oversold() == [Sku(held.sku)]
    assert kept.links[fingerprint(order.link)] == order.code
