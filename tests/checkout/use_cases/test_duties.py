"""Every promise with a clock is dated when it starts, and what staff let pass stands on a list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checkout.store import is_one_transaction
from checkout.use_cases.desk_orders import duties_now
from checkout.use_cases.match_transfers import words_of_bank
from shop.order import Order
from shop.rules.refund import refund_by
from shop.rules.running import clocks, is_over
from tests.builders import a_shop, in_tehran
from tests.checkout.life import an_order_at, ordered, sent
from tests.checkout.shops import an_item, opened
from tests.checkout.staff import gives_back, move
from tests.fakes import World


def due(world: World) -> list[tuple[str, bool]]:
    """Return what staff have to see to, and whether its time is over."""
    return [(duty.clock.name, is_over(duty.clock, world.clock())) for duty in duties_now(world.ports)]


def of_a_seller(world: World, pays: str = "gateway") -> Order:
    """Return an order of a cooperating seller's goods, final on Wednesday 11 Azar at 15:00."""
    world.clock.now = in_tehran("1405/09/11", "15:00")
    item = an_item(a_shop("bakala"), 2_400_000, seller="فروشنده‌ی همکار")
    return an_order_at(world, "bakala", item, pays=pays)


@pytest.mark.parametrize("pays", ["gateway", "cash_on_delivery"])
def test_BAK_014_a_seller_who_has_not_started_within_a_day_stands_on_the_list(world: World, pays: str) -> None:
    order = of_a_seller(world, pays)
    assert order.deadlines["seller_starts"] == in_tehran("1405/09/12", "15:00")
    world.clock.now = in_tehran("1405/09/12", "15:00")
    assert due(world) == []
    world.clock.go_on(seconds=1)
    assert due(world) == [("seller_starts", True)]
    move(world, order, "prepared")
    assert due(world) == []


def test_BAK_014_the_shops_own_goods_start_no_such_clock(world: World) -> None:
    assert "seller_starts" not in an_order_at(world, "bakala").deadlines


@pytest.mark.parametrize(
    ("name", "ended", "until"),
    [
        pytest.param("baqiyat", "1405/09/11 10:00", "1405/09/14 10:00", id="BAQ-075 over a Friday"),
        pytest.param("baqiyat", "1405/11/21 10:00", "1405/11/25 10:00", id="BAQ-075 over a holiday"),
        pytest.param("bakala", "1405/09/11 10:00", "1405/09/14 10:00", id="BAK-040"),
        pytest.param("bakala", "1405/11/21 10:00", "1405/11/25 10:00", id="BAK-040 over a holiday"),
        pytest.param("payatel", "1405/09/11 10:00", "1405/09/15 10:00", id="PAY-006 over Thursday and Friday"),
        pytest.param("chistatech", "1405/09/10 12:00", "1405/09/14 12:00", id="CHI-004"),
        pytest.param("atrebeheshti", "1405/09/10 12:00", "1405/09/14 12:00", id="ATR-027"),
    ],
)
def test_BAQ_075_BAK_040_PAY_006_CHI_004_a_refund_is_dated_and_overdue_one_second_later(
    world: World, name: str, ended: str, until: str
) -> None:
    world.clock.now = in_tehran(*ended.split())
    order = an_order_at(world, name)
    cancelled = move(world, order, "cancelled", why="stock")
    assert refund_by(cancelled) == in_tehran(*until.split())
    world.clock.now = in_tehran(*until.split())
    assert due(world) == [("refund", False)]
    world.clock.go_on(seconds=1)
    assert due(world) == [("refund", True)]
    gives_back(world, order, reference="BACK")
    assert due(world) == []


def test_CHI_004_in_a_shop_that_rests_on_thursday_it_is_a_day_later(world: World) -> None:
    world.clock.now = in_tehran("1405/09/10", "12:00")
    week = {"weekend": ["thursday", "friday"], "clause": "rules#working-days"}
    ended = move(world, an_order_at(world, "chistatech", week=week), "cancelled", why="stock")
    assert refund_by(ended) == in_tehran("1405/09/15", "12:00")


@pytest.mark.parametrize(
    ("price", "why", "amount", "deducted"),
    [
        pytest.param(4_880_000, "buyer", 4_967_800, 32_200, id="the buyer's wish"),
        pytest.param(4_880_000, "stock", 5_000_000, 0, id="the shop's own doing"),
        pytest.param(4_880_000, "other", 5_000_000, 0, id="another reason of the shop's"),
    ],
)
def test_ATR_040_fees_are_itemised_and_kept_only_where_the_buyer_gave_it_up(
    world: World, price: int, why: str, amount: int, deducted: int
) -> None:
    order = an_order_at(world, "atrebeheshti", price=price)
    assert order.paid == 5_000_000
    move(world, order, "cancelled", why=why, note="x")
    back = gives_back(world, order, reference="BACK")
    facts = back.events[-1].facts
    assert (facts["refunded"], int(facts.get("deducted", 0)), back.owed_back) == (str(amount), deducted, 0)
    if deducted:
        fees = {"deducted:کارمزد درگاه پرداخت": "25000", "deducted:کارمزد کارت به کارت": "7200"}
        assert {name: value for name, value in facts.items() if name.startswith("deducted:")} == fees
        assert "کارمزد درگاه پرداخت" in world.texts(order)[-1]
    else:
        assert "کارمزد" not in world.texts(order)[-1]


def test_a_late_arrival_stands_on_the_list_until_it_is_delivered(world: World) -> None:
    order = sent(world, an_order_at(world, "baqiyat"))
    world.clock.now = order.delivery.latest
    assert due(world) == []
    world.clock.go_on(seconds=1)
    assert due(world) == [("arrival", True)]
    move(world, order, "delivered", identity_checked=True)
    assert due(world) == []


def test_the_most_urgent_comes_first_over_many_orders(world: World) -> None:
    item = an_item(a_shop(), 1_000_000)
    opened(world, "baqiyat", item)
    first = ordered(world, "baqiyat", item)
    world.clock.go_on(hours=1)
    second = ordered(world, "baqiyat", item, mobile="09350000001")
    move(world, first, "cancelled", note="x")
    world.clock.go_on(hours=1)
    move(world, second, "cancelled", note="x")
    assert [duty.order.code for duty in duties_now(world.ports)] == [first.code, second.code]


@pytest.mark.parametrize(
    ("name", "claims"),
    [
        pytest.param(
            "bakala", {"transit-damage": "1405/09/14 14:00", "seven-day-test": "1405/09/19 14:00"}, id="BAK-069"
        ),
        pytest.param(
            "chistatech", {"visible-fault": "1405/09/12 16:00", "technical-fault": "1405/09/21 23:59:59"}, id="CHI-028"
        ),
        pytest.param("baqiyat", {"defect": "1405/09/19 14:00"}, id="baqiyat"),
        pytest.param("payatel", {}, id="payatel"),
    ],
)
def test_BAK_069_CHI_028_each_complaint_is_dated_at_delivery_and_shown_until_then(
    world: World, name: str, claims: dict[str, str]
) -> None:
    order = sent(world, an_order_at(world, name))
    world.clock.now = in_tehran("1405/09/12", "14:00")
    done = move(world, order, "delivered", identity_checked=True)
    dated = {f"claim:{claim}": in_tehran(*until.split()) for claim, until in claims.items()}
    assert done.events[-1].deadlines == dated
    names = {claim.id: claim.name for claim in a_shop(name).claim}
    shown = {clock.claim: clock.at for clock in clocks(a_shop(name), done)}
    assert shown == {names[claim]: in_tehran(*until.split()) for claim, until in claims.items()}


@pytest.mark.parametrize("lists", [duties_now, words_of_bank])
def test_no_buyer_waits_behind_a_long_list_of_the_desk(lists: Callable[..., object]) -> None:
    """What is one transaction shares a thread with every buyer's; a thousand orders take a tenth of a second and more."""
    assert not is_one_transaction(lists)
