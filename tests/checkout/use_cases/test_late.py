"""A due date that cannot be kept: another is proposed, agreed to or not, and then either side may rescind."""

from __future__ import annotations

from datetime import timedelta

import pytest

from checkout.use_cases.answers import answer_date, turn_of
from checkout.use_cases.claims import rescind
from shop.calendar import read_date
from shop.errors import BadInput, TransitionRefused
from shop.order import Order
from shop.rules.late import NoRescission, NotLate, due_at, may_rescind
from shop.rules.refund import refund_of
from tests.builders import HONEY, a_shop, in_tehran
from tests.checkout.life import an_order_at, sent
from tests.checkout.staff import move, moves, not_now, refused
from tests.fakes import World

SHOP = a_shop("payatel")


def due_on_tuesday(world: World) -> Order:
    """Return a paid order that is promised for Tuesday 10 Azar at the latest: two working days from Sunday."""
    world.clock.now = in_tehran("1405/09/08", "10:00")
    order = an_order_at(world, "payatel")
    assert due_at(order) == in_tehran("1405/09/10", "23:59:59")
    return order


def proposed(world: World, order: Order, day: str = "1405/09/15") -> tuple[Order, int]:
    now = move(world, order, "date_proposed", until=read_date(day))
    return now, turn_of(now, now.events[-1])


def test_PAY_035_declined_either_side_rescinds_and_all_of_it_goes_back(world: World) -> None:
    order = due_on_tuesday(world)
    assert not may_rescind(SHOP, order, world.clock()).allowed
    _, turn = proposed(world, order)
    assert "یک‌شنبه ۱۵ آذر ۱۴۰۵" in world.texts(order)[-1]
    answer_date(world.ports, order.code, turn, accepts=False)
    ended = rescind(world.ports, order.code)
    assert (ended.state, ended.owed_back, world.stock(HONEY)) == ("cancelled", 2_400_000, 12)
    assert (ended.events[-1].facts, ended.events[-1].by) == ({"why": "late"}, "buyer")
    assert refund_of(SHOP, ended).amount == 2_400_000


def test_PAY_035_declined_the_shop_may_rescind_too(world: World) -> None:
    order = due_on_tuesday(world)
    _, turn = proposed(world, order)
    answer_date(world.ports, order.code, turn, accepts=False)
    ended = move(world, order, "cancelled", why="late")
    assert (ended.owed_back, "چون در موعد نمی‌رسید" in world.texts(order)[-1]) == (2_400_000, True)


def test_PAY_035_accepted_the_due_date_moves(world: World) -> None:
    order = due_on_tuesday(world)
    _, turn = proposed(world, order)
    agreed = answer_date(world.ports, order.code, turn, accepts=True)
    assert due_at(agreed) == in_tehran("1405/09/15", "23:59:59")
    world.clock.now = in_tehran("1405/09/15", "23:59:59")
    with pytest.raises(TransitionRefused):
        rescind(world.ports, order.code)
    world.clock.go_on(seconds=1)
    assert rescind(world.ports, order.code).state == "cancelled"


@pytest.mark.parametrize(("time", "may"), [("1405/09/10 23:59:59", False), ("1405/09/11 00:00", True)])
def test_PAY_035_before_a_failed_due_date_nobody_rescinds(world: World, time: str, *, may: bool) -> None:
    order = due_on_tuesday(world)
    world.clock.now = in_tehran(*time.split())
    if may:
        assert move(world, order, "cancelled", why="late").state == "cancelled"
        return
    assert refused(world, order, "cancelled", why="late") == NotLate(due_at(order))
    before = world.everything()
    with pytest.raises(TransitionRefused):
        rescind(world.ports, order.code)
    assert world.everything() == before


def test_PAY_035_while_a_proposal_waits_nobody_rescinds_until_its_own_day_has_passed(world: World) -> None:
    order = due_on_tuesday(world)
    proposed(world, order)
    world.clock.now = in_tehran("1405/09/15", "23:59:59")
    until = in_tehran("1405/09/15", "23:59:59")
    assert refused(world, order, "cancelled", why="late") == NotLate(until)
    world.clock.go_on(seconds=1)
    assert move(world, order, "cancelled", why="late").state == "cancelled"


def test_PAY_035_an_answer_to_an_older_proposal_is_none(world: World) -> None:
    order = due_on_tuesday(world)
    _, first = proposed(world, order)
    proposed(world, order, "1405/09/16")
    before = world.everything()
    with pytest.raises(TransitionRefused):
        answer_date(world.ports, order.code, first, accepts=True)
    assert world.everything() == before


def test_PAY_035_a_day_that_is_not_to_come_is_not_proposed(world: World) -> None:
    order = due_on_tuesday(world)
    before = world.everything()
    for until, problem in ((None, "missing"), (read_date("1405/09/08"), "not_to_come")):
        with pytest.raises(BadInput, match=problem):
            move(world, order, "date_proposed", until=until)
    assert world.everything() == before
    assert proposed(world, order, "1405/09/09")[0].events[-1].kind == "date_proposed"


def test_PAY_035_on_its_way_it_may_be_rescinded_and_delivered_no_more(world: World) -> None:
    order = sent(world, due_on_tuesday(world))
    world.clock.go_on(days=9)
    assert may_rescind(SHOP, order, world.clock()).allowed
    done = move(world, order, "delivered", identity_checked=True)
    assert not may_rescind(SHOP, done, world.clock() + timedelta(days=9)).allowed


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "chistatech", "atrebeheshti"])
def test_PAY_035_other_shops_know_neither_proposal_nor_rescission(world: World, name: str) -> None:
    order = an_order_at(world, name)
    world.clock.go_on(days=30)
    assert "date_proposed" not in moves(world, order)
    not_now(world, order, "date_proposed", until=read_date("1405/12/01"))
    assert refused(world, order, "cancelled", why="late") == NoRescission()
    with pytest.raises(TransitionRefused):
        rescind(world.ports, order.code)
