"""A buyer who has agreed it with the sales officer orders more of an item than consumer use."""

from __future__ import annotations

import pytest

from checkout.use_cases.change_cart import change_quantity, look_at_cart
from checkout.use_cases.grant_quantity import grant_quantity, take_grant_back
from checkout.use_cases.switch_sales import sales
from shop.cart import CheckedLine
from shop.errors import BadInput, CartChanged
from shop.order import Mobile
from shop.release import Sku
from tests.builders import HONEY, SAFFRON, a_release, an_offer
from tests.checkout.shopper import MOBILE, Shopper
from tests.fakes import World

BUYER = Mobile(MOBILE)


@pytest.fixture(autouse=True)
def _enough(world: World) -> None:
    world.releases.serve(a_release(an_offer(stock=100), an_offer(SAFFRON, stock=100)))


def line(world: World, shopper: Shopper) -> CheckedLine:
    return look_at_cart(world.ports, shopper.id)[1][0]


def test_BAQ_081_five_pass_six_are_refused_and_pass_once_granted_as_bulk(world: World) -> None:
    shopper = Shopper(world).ready(quantity=5)
    assert not line(world, shopper).blocks
    change_quantity(world.ports, shopper.id, HONEY, 6)
    before = world.everything()
    with pytest.raises(CartChanged):
        shopper.order()
    assert world.everything() == before
    grant_quantity(world.ports, BUYER, HONEY, 20, "sara")
    assert (line(world, shopper).blocks, line(world, shopper).bulk) == (False, True)
    (sold,) = shopper.order().lines
    assert (sold.quantity, sold.bulk) == (6, True)


def test_BAQ_081_a_grant_of_twenty_lets_twenty_pass_and_not_twenty_one(world: World) -> None:
    grant_quantity(world.ports, BUYER, HONEY, 20, "sara")
    shopper = Shopper(world).ready(quantity=21)
    assert line(world, shopper).above_cap
    change_quantity(world.ports, shopper.id, HONEY, 20)
    assert shopper.order().lines[0].quantity == 20


def test_BAQ_038_a_line_within_consumer_use_is_not_bulk_though_more_was_granted(world: World) -> None:
    grant_quantity(world.ports, BUYER, HONEY, 20, "sara")
    assert not Shopper(world).ready(quantity=5).order().lines[0].bulk


def test_BAQ_081_a_grant_is_one_buyers_for_one_item(world: World) -> None:
    grant_quantity(world.ports, BUYER, HONEY, 20, "sara")
    other_buyer = Shopper(world).ready(quantity=6, mobile="09350000001")
    assert line(world, other_buyer).above_cap
    other_item = Shopper(world).add(SAFFRON, 6).sign_in()
    assert line(world, other_item).above_cap
    assert line(world, Shopper(world).add(HONEY, 6)).above_cap


def test_BAQ_081_a_grant_that_is_taken_back_or_replaced_counts_no_more(world: World) -> None:
    shopper = Shopper(world).ready(quantity=6)
    grant_quantity(world.ports, BUYER, HONEY, 20, "sara")
    grant_quantity(world.ports, BUYER, HONEY, 7, "ali")
    assert [(grant.most, grant.by) for grant in sales(world.ports).grants.records] == [(7, "ali")]
    take_grant_back(world.ports, BUYER, HONEY)
    assert line(world, shopper).above_cap
    assert sales(world.ports).grants.records == []


@pytest.mark.parametrize(("sku", "most", "problem"), [("NONE", 6, "unknown_sku"), (HONEY, 0, "none_asked")])
def test_a_grant_names_an_item_and_a_number(world: World, sku: str, most: int, problem: str) -> None:
    before = world.everything()
    with pytest.raises(BadInput, match=problem):
        grant_quantity(world.ports, BUYER, Sku(sku), most, "sara")
    assert world.everything() == before
