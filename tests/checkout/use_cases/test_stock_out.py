"""An item runs out after it was ordered: its price goes back, the order ends, or another product comes instead."""

from __future__ import annotations

import pytest

from checkout.use_cases.answers import accept_substitute, decline_substitute, turn_of
from checkout.use_cases.desk_orders import duties_now
from checkout.use_cases.jobs import expire_orders
from checkout.use_cases.settle_attempt import settle
from checkout.use_cases.switch_sales import end_sale, stop_sales
from shop.errors import BadInput, OutOfStock, TransitionRefused
from shop.order import Order
from shop.order_chain import check_chain
from shop.order_lines import lines_now
from shop.release import Sku
from shop.rules.cancel import NotThisReason
from shop.rules.handover import NotSettled, WaitsForAnswer
from shop.rules.lines import LastLine, NoSuchLine, may_close_line
from shop.rules.refund import refund_by, refund_of
from shop.verdict import Refused
from tests.builders import a_shop, in_tehran
from tests.checkout.life import an_order_at, ordered, pay
from tests.checkout.shopper import Shopper, at_the_bank
from tests.checkout.shops import an_item, opened
from tests.checkout.staff import gives_back, move, moves, refused
from tests.fakes import World

A, B, C = Sku("X-A"), Sku("X-B"), Sku("X-C")
CASES = [
    pytest.param("baqiyat", 1_000_000, 500_000, 600_000, 450_000, id="BAQ-073 BAQ-074"),
    pytest.param("bakala", 4_000_000, 1_000_000, 1_200_000, 900_000, id="BAK-038 BAK-039"),
    pytest.param("payatel", 2_500_000, 1_500_000, 1_800_000, 1_200_000, id="PAY-004 PAY-005"),
    pytest.param("chistatech", 20_000_000, 5_000_000, 5_500_000, 4_500_000, id="CHI-010 CHI-011"),
]
"""Each shop with what A, B, a dearer and a cheaper C cost in the rules' own scenarios, in rials."""


def of_two(world: World, name: str, *prices: int, pays: str = "gateway") -> Order:
    """Return an order of A and B in a shop that sells C too."""
    shop = a_shop(name)
    goods = [an_item(shop, price, shop.classes[-1].id, sku=sku) for sku, price in zip((A, B, C), prices, strict=True)]
    opened(world, name, *goods)
    return ordered(world, name, *goods[:2], pays=pays)


def offered(world: World, order: Order) -> tuple[Order, int]:
    """Let staff offer C instead of B; return the order and the turn that an answer names."""
    now = move(world, order, "substitute_offered", sku=B, new_sku=C)
    return now, turn_of(now, now.events[-1])


@pytest.mark.parametrize(("name", "a", "b", "c", "_"), CASES)
def test_BAQ_073_BAK_038_PAY_004_CHI_010_the_price_of_what_ran_out_goes_back(
    world: World, name: str, a: int, b: int, c: int, _: int
) -> None:
    order = of_two(world, name, a, b, c)
    closed = move(world, order, "line_closed", sku=B, why="stock")
    assert [line.sku for line in lines_now(closed)] == [A]
    assert (closed.state, closed.total, closed.owed_back, closed.due) == ("queued", order.total - b, b, 0)
    assert (world.stock(A), world.stock(B)) == (11, 11)
    assert "تمام شده و فرستاده نمی‌شود" in world.texts(order)[-1]
    assert [duty.clock.name for duty in duties_now(world.ports)] == ["refund"]
    back = gives_back(world, order, reference="BACK")
    assert (back.state, back.owed_back, back.due) == ("queued", 0, 0)
    assert refund_of(a_shop(name), closed).deductions == ()
    check_chain(back)


@pytest.mark.parametrize(("name", "a", "b", "c", "_"), CASES)
def test_BAQ_073_BAK_038_PAY_004_CHI_010_or_the_whole_order_is_cancelled(
    world: World, name: str, a: int, b: int, c: int, _: int
) -> None:
    order = of_two(world, name, a, b, c)
    before = world.everything()
    with pytest.raises(BadInput, match="sku: missing_choice"):
        move(world, order, "cancelled", why="stock")
    assert world.everything() == before
    ended = move(world, order, "cancelled", why="stock", sku=B)
    assert (ended.state, ended.owed_back) == ("cancelled", order.total)
    assert ended.events[-1].facts == {"why": "stock", "lost": B}
    assert (world.stock(A), world.stock(B)) == (12, 11)
    assert "چون کالا تمام شده است لغو شد" in world.texts(order)[-1]


@pytest.mark.parametrize(("name", "a", "b", "c", "_"), CASES)
def test_BAQ_074_BAK_039_PAY_005_CHI_011_a_dearer_product_is_paid_for_before_dispatch(
    world: World, name: str, a: int, b: int, c: int, _: int
) -> None:
    order = of_two(world, name, a, b, c)
    now, turn = offered(world, order)
    assert (world.stock(C), now.total) == (12, order.total)
    taken = accept_substitute(world.ports, order.code, turn)
    assert [(line.sku, line.price) for line in lines_now(taken)] == [(A, a), (C, c)]
    assert (taken.due, taken.owed_back) == (c - b, 0)
    assert (world.stock(A), world.stock(B), world.stock(C)) == (11, 11, 11)
    move(world, order, "prepared")
    assert refused(world, order, "dispatched", tracking="1", insurance="1") == NotSettled(taken.due)
    assert pay(world, order).due == 0
    assert move(world, order, "dispatched", tracking="1", insurance="1").state == "dispatched"


@pytest.mark.parametrize(("name", "a", "b", "_", "c"), CASES)
def test_BAQ_074_BAK_039_PAY_005_CHI_011_a_cheaper_product_gives_the_difference_back(
    world: World, name: str, a: int, b: int, _: int, c: int
) -> None:
    order = of_two(world, name, a, b, c)
    taken = accept_substitute(world.ports, order.code, offered(world, order)[1])
    assert (taken.due, taken.owed_back, taken.total) == (0, b - c, order.total - b + c)
    assert refund_by(taken) is not None
    gives_back(world, order, reference="BACK")
    move(world, order, "prepared")
    assert move(world, order, "dispatched", tracking="1", insurance="1").state == "dispatched"


def test_CHI_011_the_old_line_is_closed_and_never_repriced(world: World) -> None:
    order = of_two(world, "chistatech", 20_000_000, 5_000_000, 5_500_000)
    taken = accept_substitute(world.ports, order.code, offered(world, order)[1])
    assert [(line.sku, line.price) for line in taken.lines] == [(A, 20_000_000), (B, 5_000_000)]
    assert taken.events[-1].facts["change"] == "500000"
    assert [event.kind for event in taken.events if event.kind == "repriced"] == []


def test_BAQ_074_at_the_door_the_difference_is_paid_there(world: World) -> None:
    order = of_two(world, "bakala", 4_000_000, 1_000_000, 1_200_000, pays="cash_on_delivery")
    taken = accept_substitute(world.ports, order.code, offered(world, order)[1])
    assert taken.due == 5_200_000
    assert "هنگام تحویل ۵٬۲۰۰٬۰۰۰" in world.texts(order)[-1]
    move(world, order, "prepared")
    assert move(world, order, "dispatched").state == "dispatched"


def test_BAQ_074_while_the_buyer_has_not_answered_nothing_goes_on(world: World) -> None:
    order = of_two(world, "baqiyat", 1_000_000, 500_000, 600_000)
    move(world, order, "prepared")
    offered(world, order)
    assert refused(world, order, "dispatched") == WaitsForAnswer()
    assert "substitute_offered" not in moves(world, order)


def test_BAQ_074_whoever_does_not_want_it_leaves_the_order_as_it_was(world: World) -> None:
    order = of_two(world, "baqiyat", 1_000_000, 500_000, 600_000)
    now, turn = offered(world, order)
    said = len(world.texts(order))
    declined = decline_substitute(world.ports, order.code, turn)
    assert (declined.total, world.stock(C), len(world.texts(order))) == (now.total, 12, said)
    with pytest.raises(TransitionRefused):
        accept_substitute(world.ports, order.code, turn)
    assert move(world, order, "line_closed", sku=B, why="stock").owed_back == 500_000


def test_BAQ_074_an_older_page_does_not_accept_what_is_offered_now(world: World) -> None:
    order = of_two(world, "baqiyat", 1_000_000, 500_000, 600_000)
    _, first = offered(world, order)
    decline_substitute(world.ports, order.code, first)
    offered(world, order)
    before = world.everything()
    with pytest.raises(TransitionRefused):
        accept_substitute(world.ports, order.code, first)
    assert world.everything() == before


def test_BAQ_074_what_is_gone_meanwhile_cannot_be_accepted(world: World) -> None:
    order = of_two(world, "baqiyat", 1_000_000, 500_000, 600_000)
    _, turn = offered(world, order)
    shop = world.releases.current()[1].shop
    rest = [an_item(shop, 600_000, shop.classes[-1].id, sku=C, stock=0), an_item(shop, 1_000_000, sku=A)]
    opened(world, "baqiyat", *rest)
    before = world.everything()
    with pytest.raises(OutOfStock):
        accept_substitute(world.ports, order.code, turn)
    assert world.everything() == before


def test_BAQ_074_a_line_that_is_closed_takes_its_open_offer_with_it(world: World) -> None:
    order = of_two(world, "baqiyat", 1_000_000, 500_000, 600_000)
    _, turn = offered(world, order)
    move(world, order, "line_closed", sku=B, why="stock")
    with pytest.raises(TransitionRefused):
        accept_substitute(world.ports, order.code, turn)
    assert move(world, order, "prepared").state == "preparing"


def test_BAQ_074_only_what_the_shop_can_sell_now_is_offered(world: World) -> None:
    order = of_two(world, "baqiyat", 1_000_000, 500_000, 600_000)
    for form, problem in (
        ({"sku": "", "new_sku": C}, "sku: missing_choice"),
        ({"sku": B, "new_sku": "X-?"}, "new_sku: not_for_sale"),
        ({"sku": B, "new_sku": A}, "new_sku: already_in_order"),
    ):
        before = world.everything()
        with pytest.raises(BadInput, match=problem):
            move(world, order, "substitute_offered", **form)
        assert world.everything() == before
    end_sale(world.ports, C, "sara")
    with pytest.raises(BadInput, match="new_sku: not_for_sale"):
        move(world, order, "substitute_offered", sku=B, new_sku=C)


def test_BAK_041_a_stop_of_all_sales_does_not_keep_an_earlier_order_from_its_substitute(world: World) -> None:
    order = of_two(world, "bakala", 4_000_000, 1_000_000, 900_000)
    stop_sales(world.ports, "sara")
    world.clock.go_on(hours=1)
    taken = accept_substitute(world.ports, order.code, offered(world, order)[1])
    assert (taken.owed_back, move(world, order, "prepared").state) == (100_000, "preparing")


def test_BAQ_074_fewer_than_ordered_are_not_offered(world: World) -> None:
    shop = a_shop()
    goods = an_item(shop, 1_000_000, sku=A), an_item(shop, 500_000, sku=B), an_item(shop, 600_000, sku=C, stock=0)
    opened(world, "baqiyat", *goods)
    order = ordered(world, "baqiyat", *goods[:2])
    with pytest.raises(BadInput, match="new_sku: too_few_left"):
        move(world, order, "substitute_offered", sku=B, new_sku=C)
    opened(world, "baqiyat", goods[0], goods[1], an_item(shop, 600_000, sku=C, stock=1))
    taken = accept_substitute(world.ports, order.code, offered(world, order)[1])
    assert (taken.due, world.stock(C)) == (100_000, 0)


def test_BAQ_073_what_a_buyer_gives_up_is_for_sale_again_and_what_ran_out_is_not(world: World) -> None:
    order = of_two(world, "baqiyat", 1_000_000, 500_000, 600_000)
    given_up = move(world, order, "line_closed", sku=B, why="buyer", note="تلفنی")
    assert (given_up.owed_back, world.stock(B)) == (500_000, 12)
    assert "به خواست شما" in world.texts(order)[-1]


def test_BAQ_073_the_last_line_is_not_closed_and_no_more_than_there_is(world: World) -> None:
    single = an_order_at(world, "baqiyat", mobile="09350000001")
    sku = single.lines[0].sku
    assert "line_closed" not in moves(world, single)
    order = of_two(world, "baqiyat", 1_000_000, 500_000, 600_000)
    assert refused(world, order, "line_closed", sku=B, quantity=2, why="stock") == NoSuchLine(1)
    assert refused(world, order, "line_closed", sku=B, why="refused_at_door") == NotThisReason()
    with pytest.raises(BadInput, match="sku: missing_choice"):
        move(world, order, "line_closed", sku=sku, why="stock")
    with pytest.raises(BadInput, match="why: missing_choice"):
        move(world, order, "line_closed", sku=B)


def test_BAQ_009_a_payment_after_expiry_revives_the_order_only_if_all_of_it_is_there(world: World) -> None:
    shop = a_shop()
    goods = an_item(shop, 1_000_000, sku=A, stock=1), an_item(shop, 500_000, sku=B, stock=1)
    opened(world, "baqiyat", *goods)
    order = ordered(world, "baqiyat", *goods, pays="")
    attempt = at_the_bank(world, order)
    world.clock.go_on(hours=25)
    expire_orders(world.ports)
    assert (world.stock(A), world.stock(B)) == (1, 1)
    ordered(world, "baqiyat", goods[1], mobile="09350000001")
    world.gateway.pay(attempt.authority)
    settle(world.ports, attempt.id)
    assert (world.order(order.code).state, world.stock(A), world.stock(B)) == ("needs_refund", 1, 0)


def test_BAQ_073_units_of_one_line_may_run_out_alone(world: World) -> None:
    shop = a_shop()
    opened(world, "baqiyat", an_item(shop, 500_000, sku=B))
    order = Shopper(world).ready(B, 3).order()
    pay(world, order)
    part = move(world, order, "line_closed", sku=B, quantity=2, why="stock")
    assert (lines_now(part)[0].quantity, part.owed_back, world.stock(B)) == (1, 1_000_000, 9)
    assert "line_closed" not in moves(world, order)
    assert may_close_line(part, B, 1, "stock") == Refused(LastLine())
    ended = move(world, order, "cancelled", why="other", note="x")
    assert (ended.owed_back, world.stock(B)) == (1_500_000, 10)


def test_BAQ_075_a_refund_due_for_one_line_is_not_put_off_by_the_next(world: World) -> None:
    order = of_two(world, "baqiyat", 1_000_000, 500_000, 450_000)
    world.clock.now = in_tehran("1405/09/11", "10:00")
    move(world, order, "line_closed", sku=B, why="stock")
    world.clock.now = in_tehran("1405/09/12", "10:00")
    ended = move(world, order, "cancelled", why="stock")
    assert (ended.owed_back, refund_by(ended)) == (1_500_000, in_tehran("1405/09/14", "10:00"))
