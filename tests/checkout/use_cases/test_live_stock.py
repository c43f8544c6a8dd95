"""What shoppers may know of the stock: what is gone, what is nearly gone, and never how much there is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkout.records import EVERYTHING
from checkout.use_cases.claims import cancel_own
from checkout.use_cases.live_stock import LiveStock, live_stock, most_that_are_few
from checkout.use_cases.switch_sales import end_sale, resume, stop_sales
from shop.release import Sku
from tests.builders import HONEY, SAFFRON, a_release, a_shop, an_offer
from tests.checkout.counted_trips import FarStore
from tests.checkout.shopper import Shopper
from tests.fakes import World

SECRET = b"a secret of at least thirty-two bytes"


def serve(world: World, honey: int, *, few: int = 3) -> None:
    offers = (an_offer(stock=honey), an_offer(SAFFRON, stock=500))
    world.releases.serve(a_release(*offers, shop=a_shop(stock={"few": few})))


def test_what_is_there_is_not_mentioned(world: World) -> None:
    serve(world, 12)
    before = world.everything()
    assert live_stock(world.ports) == LiveStock(few=(), none=())
    assert world.everything() == before


def test_what_an_order_holds_is_gone_until_it_is_given_back(world: World) -> None:
    serve(world, 1)
    assert live_stock(world.ports) == LiveStock(few=(HONEY,), none=())
    order = Shopper(world).ready().order()
    assert live_stock(world.ports) == LiveStock(few=(), none=(HONEY,))
    cancel_own(world.ports, order.code)
    assert live_stock(world.ports) == LiveStock(few=(HONEY,), none=())


@pytest.mark.parametrize("few", [2, 3, 100])
def test_few_is_what_the_shop_says_and_under_twice_as_many(world: World, few: int) -> None:
    for stock in range(1, few + 1):
        serve(world, stock, few=few)
        assert live_stock(world.ports) == LiveStock(few=(HONEY,), none=())
    serve(world, 2 * few, few=few)
    assert live_stock(world.ports) == LiveStock(few=(), none=())
    serve(world, 0, few=few)
    assert live_stock(world.ports) == LiveStock(few=(), none=(HONEY,))


def test_nobody_can_tell_at_how_many_units_a_sku_became_few() -> None:
    """Each number from ``few`` to below its double is the limit of some SKU, by a choice that the secret makes."""
    offers = [an_offer(f"A-{number}", stock=40) for number in range(200)]
    chosen = [most_that_are_few(SECRET, offer, 3) for offer in offers]
    assert set(chosen) == {3, 4, 5}
    assert [most_that_are_few(SECRET, offer, 3) for offer in offers] == chosen
    assert [most_that_are_few(b"another secret", offer, 3) for offer in offers] != chosen
    assert [most_that_are_few(SECRET, replace(offer, stock=41), 3) for offer in offers] != chosen


def test_the_last_unit_that_is_not_few_and_the_first_that_is(world: World) -> None:
    most = most_that_are_few(world.ports.secret, an_offer(stock=20), 5)
    serve(world, 20, few=5)
    for left in range(20, 0, -5):
        assert (live_stock(world.ports).few == (HONEY,)) == (left <= most)
        Shopper(world).ready(quantity=5, mobile=f"0912123456{left // 5}").order(key=f"key-{left}")
    assert live_stock(world.ports).none == (HONEY,)


def test_BAQ_062_BAK_042_PAY_009_what_staff_took_off_sale_is_gone(world: World) -> None:
    serve(world, 2)
    end_sale(world.ports, HONEY, "sara")
    assert live_stock(world.ports) == LiveStock(few=(), none=(HONEY,))
    resume(world.ports, HONEY)
    assert live_stock(world.ports) == LiveStock(few=(HONEY,), none=())


def test_what_was_taken_off_sale_and_is_sold_no_more_is_not_mentioned(world: World) -> None:
    end_sale(world.ports, HONEY, "sara")
    world.releases.serve(a_release(an_offer(SAFFRON)))
    assert live_stock(world.ports) == LiveStock(few=(), none=())


def test_BAQ_060_BAK_017_PAY_007_ATR_008_in_a_shop_that_has_stopped_everything_is_gone(world: World) -> None:
    serve(world, 2)
    stop_sales(world.ports, "sara")
    assert live_stock(world.ports) == LiveStock(few=(), none=(EVERYTHING,))
    resume(world.ports, EVERYTHING)
    assert live_stock(world.ports) == LiveStock(few=(HONEY,), none=())


def test_a_hundred_skus_are_asked_for_at_once_and_no_order_is_read() -> None:
    store = FarStore()
    world = World(store)
    world.releases.serve(a_release(*(an_offer(f"A-{number:02}", stock=number) for number in range(100))))
    assert live_stock(world.ports).none == (Sku("A-00"),)
    assert store.trips == ["every switches", "read ahead"]
