"""Staff stop all sales, or the sale of one product; what was registered before goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from checkout.records import EVERYTHING
from checkout.use_cases.change_cart import add_to_cart, look_at_cart
from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.settle_attempt import settle
from checkout.use_cases.switch_sales import are_stopped, end_sale, find_offers, resume, sales, stop_sales
from shop.errors import BadInput, CartChanged, NotFound, SalesStopped
from shop.release import Sku
from tests.builders import HONEY, SAFFRON, TEHRAN, a_release, a_shop, an_offer, in_tehran
from tests.checkout.shopper import Shopper
from tests.checkout.shops import an_item, opened
from tests.fakes import World

WAYS = {
    "baqiyat": "courier",
    "bakala": "express",
    "payatel": "courier",
    "atrebeheshti": "tipax",
    "chistatech": "carrier",
}


def ready(world: World, name: str, mobile: str = "09121234567") -> Shopper:
    opened(world, name)
    return Shopper(world).add().sign_in(mobile).live_at(TEHRAN).send_by(WAYS[name])


@pytest.mark.parametrize(
    ("name", "clause"),
    [
        pytest.param("baqiyat", "ordering#stop", id="BAQ-060"),
        pytest.param("bakala", "ordering#stop", id="BAK-017"),
        pytest.param("payatel", "ordering#stop", id="PAY-007"),
        pytest.param("atrebeheshti", "rules#stop", id="ATR-008"),
        pytest.param("chistatech", None, id="a shop whose terms are silent"),
    ],
)
def test_BAQ_060_BAK_017_PAY_007_ATR_008_an_order_after_the_stop_is_refused_with_its_clause_and_the_cart_kept(
    world: World, name: str, clause: str | None
) -> None:
    shopper = ready(world, name)
    seen = shopper.reviewed()
    world.clock.now = in_tehran("1405/09/11", "12:00:00")
    stop_sales(world.ports, "sara")
    world.clock.go_on(seconds=1)
    before = world.everything()
    with pytest.raises(SalesStopped) as refused:
        shopper.order_reviewed(seen)
    assert refused.value.clause == clause
    assert world.everything() == before
    assert [line.sku for line in shopper.session.cart] == [HONEY]
    resume(world.ports, EVERYTHING)
    assert shopper.order().state == "registered"


def test_BAQ_060_while_stopped_a_cart_still_fills(world: World) -> None:
    stop_sales(world.ports, "sara")
    shopper = Shopper(world).add(HONEY).add(SAFFRON)
    assert not any(line.blocks for line in look_at_cart(world.ports, shopper.id)[1])
    assert are_stopped(world.ports)


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "payatel", "atrebeheshti"])
def test_BAQ_061_BAK_041_PAY_008_an_order_from_before_the_stop_is_paid_and_processed(world: World, name: str) -> None:
    world.clock.now = in_tehran("1405/09/11", "11:59")
    order = ready(world, name).order()
    world.clock.now = in_tehran("1405/09/11", "12:00")
    stop_sales(world.ports, "sara")
    world.clock.now = in_tehran("1405/09/11", "13:00")
    attempt = choose_method(world.ports, order.code, "gateway")
    assert attempt is not None
    world.gateway.pay(attempt.authority)
    settle(world.ports, attempt.id)
    assert world.order(order.code).state == "queued"


def test_BAQ_061_the_same_form_pressed_again_after_the_stop_leads_to_its_order(world: World) -> None:
    shopper = ready(world, "baqiyat")
    seen = shopper.reviewed()
    order = shopper.order_reviewed(seen)
    stop_sales(world.ports, "sara")
    assert shopper.order_reviewed(seen) == order


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "payatel"])
def test_BAQ_062_BAK_042_PAY_009_a_product_switched_off_in_a_cart_is_refused_by_name_and_the_others_remain(
    world: World, name: str
) -> None:
    shop = a_shop(name)
    opened(world, name, an_item(shop, 1_000_000, title="کتری"), an_item(shop, 2_000_000, sku=SAFFRON, title="قوری"))
    shopper = Shopper(world).add(HONEY).add(SAFFRON).sign_in().live_at(TEHRAN).send_by(WAYS[name])
    seen = shopper.reviewed()
    end_sale(world.ports, HONEY, "sara")
    _, (off, on) = look_at_cart(world.ports, shopper.id)
    assert (off.name, off.vanished, off.blocks, off.total) == ("کتری", True, True, 0)
    assert (on.name, on.blocks, on.total) == ("قوری", False, 2_000_000)
    before = world.everything()
    with pytest.raises(CartChanged):
        shopper.order_reviewed(seen)
    with pytest.raises(CartChanged):
        shopper.order()
    assert world.everything() == before
    resume(world.ports, HONEY)
    assert shopper.order_reviewed(seen).goods == 3_000_000


def test_BAQ_062_a_product_off_sale_is_not_added(world: World) -> None:
    end_sale(world.ports, HONEY, "sara")
    before = world.everything()
    with pytest.raises(NotFound):
        add_to_cart(world.ports, "s", HONEY, 1)
    assert world.everything() == before
    add_to_cart(world.ports, "s", SAFFRON, 1)


def test_BAK_042_only_what_is_sold_can_be_switched_off(world: World) -> None:
    before = world.everything()
    with pytest.raises(BadInput, match="unknown_sku"):
        end_sale(world.ports, Sku("NONE"), "sara")
    assert world.everything() == before


def test_a_switch_keeps_who_pressed_it_first_and_when(world: World) -> None:
    stop_sales(world.ports, "sara")
    end_sale(world.ports, HONEY, "sara")
    first = world.clock.now
    world.clock.go_on(hours=1)
    stop_sales(world.ports, "ali")
    end_sale(world.ports, HONEY, "ali")
    now = sales(world.ports)
    assert now.stopped is not None
    assert (now.stopped.by, now.stopped.at) == ("sara", first)
    assert [(one.sku, one.by, one.at) for one in now.off] == [(HONEY, "sara", first)]
    resume(world.ports, HONEY)
    assert sales(world.ports).off == ()
    assert world.clock.now - first == timedelta(hours=1)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("baq-asal-500", [HONEY]),
        ("BAQ-ASAL-500", [HONEY]),
        ("عسل", [HONEY]),
        ("زعفران", [SAFFRON]),
        ("۵۰۰ گرمی", [HONEY, SAFFRON]),
        ("سرکه", []),
        ("", []),
        ("  ", []),
    ],
)
def test_a_product_is_found_by_its_sku_or_by_words_of_its_title(sought: str, found: list[Sku]) -> None:
    release = a_release(an_offer(), an_offer(SAFFRON, title="زعفران قائن"))
    assert [offer.sku for offer in find_offers(release, sought)] == found
