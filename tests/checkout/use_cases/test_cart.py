"""Carts: SKUs and quantities that hold no stock and follow today's prices."""

from __future__ import annotations

import pytest

from checkout.use_cases.change_cart import add_to_cart, change_quantity, look_at_cart
from checkout.use_cases.jobs import tidy_up
from shop.cart import CheckedLine
from shop.errors import BadInput, CartChanged, NotFound, OutOfStock
from shop.release import Sku
from tests.builders import HONEY, SAFFRON, a_release, an_offer
from tests.checkout.shopper import Shopper, an_ordered
from tests.fakes import World


def lines(world: World, shopper: Shopper) -> tuple[CheckedLine, ...]:
    return look_at_cart(world.ports, shopper.id)[1]


def test_BAQ_107_anybody_fills_a_cart_without_signing_in(world: World) -> None:
    shopper = Shopper(world).add(HONEY, 2).add(SAFFRON).add(HONEY)
    assert [(line.line.sku, line.line.quantity) for line in lines(world, shopper)] == [(HONEY, 3), (SAFFRON, 1)]
    assert shopper.session.mobile is None


def test_BAQ_085_a_cart_holds_no_stock(world: World) -> None:
    Shopper(world).add(HONEY, 5)
    assert world.stock(HONEY) == 12


def test_BAQ_085_what_another_buyer_took_blocks_the_line(world: World) -> None:
    world.releases.serve(a_release(an_offer(stock=1)))
    first, second = Shopper(world).ready(), Shopper(world).ready(mobile="09350000001")
    seen = second.reviewed()
    first.order()
    assert lines(world, second)[0].sold_out
    with pytest.raises(CartChanged):
        second.order()
    assert seen != second.reviewed()
    assert len(world.orders()) == 1


def test_BAQ_113_what_is_not_for_sale_is_not_added_and_nothing_is_kept(world: World) -> None:
    before = world.everything()
    with pytest.raises(NotFound):
        add_to_cart(world.ports, "s", Sku("BAQ-NOTHING"), 1)
    with pytest.raises(BadInput, match="none_asked"):
        add_to_cart(world.ports, "s", HONEY, 0)
    assert world.everything() == before


def test_BAQ_113_what_ran_out_is_not_added_and_a_line_of_it_stays_as_it_is(world: World) -> None:
    world.releases.serve(a_release(an_offer(stock=1)))
    waiting = Shopper(world).add(HONEY)
    Shopper(world).ready().order()
    before = world.everything()
    with pytest.raises(OutOfStock):
        waiting.add(HONEY)
    with pytest.raises(OutOfStock):
        add_to_cart(world.ports, "s", HONEY, 1)
    assert world.everything() == before
    assert [(line.line.quantity, line.sold_out) for line in lines(world, waiting)] == [(1, True)]


def test_BAQ_062_an_item_taken_off_sale_is_named_and_the_others_remain(world: World) -> None:
    shopper = Shopper(world).add(HONEY).add(SAFFRON)
    world.releases.serve(a_release(an_offer()))
    honey, saffron = lines(world, shopper)
    assert (honey.blocks, saffron.vanished, saffron.blocks, saffron.total) == (False, True, True, 0)


def test_BAQ_081_more_than_the_cap_blocks_and_the_cap_itself_does_not(world: World) -> None:
    shopper = Shopper(world).add(HONEY, 5)
    assert not lines(world, shopper)[0].blocks
    shopper.add(HONEY, 1)
    assert lines(world, shopper)[0].above_cap
    assert lines(world, shopper)[0].blocks


def test_BAQ_086_a_changed_price_is_shown_beside_the_old_one(world: World) -> None:
    shopper = Shopper(world).add()
    world.releases.serve(a_release(an_offer(price=2_900_000)))
    (line,) = lines(world, shopper)
    assert (line.price_changed, line.line.seen_price, line.total) == (True, 2_400_000, 2_900_000)


def test_BAQ_086_the_old_price_is_never_charged(world: World) -> None:
    shopper = Shopper(world).ready()
    seen = shopper.reviewed()
    world.releases.serve(a_release(an_offer(price=2_900_000)))
    assert shopper.reviewed() != seen
    order = shopper.order()
    assert (order.goods, order.payable) == (2_900_000, 2_900_000)


def test_BAQ_114_quantities_change_and_zero_takes_a_line_out(world: World) -> None:
    shopper = Shopper(world).add(HONEY, 2).add(SAFFRON)
    change_quantity(world.ports, shopper.id, HONEY, 4)
    change_quantity(world.ports, shopper.id, SAFFRON, 0)
    change_quantity(world.ports, shopper.id, Sku("never-added"), 3)
    assert [(line.line.sku, line.line.quantity) for line in lines(world, shopper)] == [(HONEY, 4)]


def test_looking_at_carts_keeps_nothing(world: World) -> None:
    before = world.everything()
    lines(world, Shopper(world))
    assert world.everything() == before


def test_BAQ_089_an_untouched_cart_is_dropped_after_the_shops_days_with_no_stock_effect(world: World) -> None:
    old, young = Shopper(world).add(), Shopper(world)
    world.clock.go_on(days=1)
    young.add()
    world.clock.go_on(days=29, seconds=1)
    assert tidy_up(world.ports) == 1
    assert (len(old.session.cart), len(young.session.cart)) == (0, 1)
    assert world.stock(HONEY) == 12


def test_an_order_empties_the_cart_and_takes_the_stock(world: World) -> None:
    an_ordered(world, quantity=3)
    assert world.stock(HONEY) == 9
