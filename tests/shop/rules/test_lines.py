"""Lines that are not sent after all: closed, or replaced by another product and its difference."""

from __future__ import annotations

import pytest

from shop.lifecycle import State
from shop.order import Order
from shop.order_lines import goods_now, line_of, lines_now
from shop.rules.cancel import NotThisReason
from shop.rules.difference import may_be_paid, owes_difference
from shop.rules.handover import Leaving, NotSettled, WaitsForAnswer, may_dispatch
from shop.rules.lines import (
    ClosingReason,
    LastLine,
    NoSuchLine,
    closing,
    difference,
    has_more,
    may_close_line,
    offering,
)
from shop.rules.waiting import is_waiting, open_offer
from shop.verdict import Allowed, Refused
from tests.builders import a_shop, an_offer, an_order, an_order_line, chosen, paid, then
from tests.shop.order_paths import STATES, in_state, told

BAQIYAT = a_shop()
A, B, C = "ITEM-A", "ITEM-B", "ITEM-C"
IN_THE_SHOP = ("registered", "awaiting_transfer", "queued", "confirmed", "preparing")


def of_two(state: State = "queued", quantity: int = 1) -> Order:
    """Return an order of A for 4,000,000 and B for 1,000,000 rials each."""
    lines = (an_order_line(A, price=4_000_000), an_order_line(B, price=1_000_000, quantity=quantity))
    return in_state(state, an_order(lines=lines))


def closed(order: Order, sku: str, quantity: int = 1) -> Order:
    line = line_of(order, sku)
    assert line is not None
    return told(order, "line_closed", **closing(line, quantity, "stock"))


def test_BAQ_073_BAK_038_PAY_004_CHI_010_a_line_that_ran_out_is_closed_and_its_price_owed_back() -> None:
    order = closed(of_two(), B)

    assert [line.sku for line in lines_now(order)] == [A]
    assert (goods_now(order), order.total, order.owed_back, order.due) == (4_000_000, 4_000_000, 1_000_000, 0)
    assert line_of(order, B) is None


def test_BAQ_073_some_of_a_line_may_run_out() -> None:
    order = closed(of_two(quantity=3), B, 2)
    line = line_of(order, B)

    assert line is not None
    assert (line.quantity, order.owed_back, goods_now(order)) == (1, 2_000_000, 5_000_000)
    assert closed(order, B).owed_back == 3_000_000


@pytest.mark.parametrize(
    ("sku", "quantity", "reason"),
    [
        (B, 1, None),
        (B, 3, None),
        (B, 4, NoSuchLine(3)),
        (B, 0, NoSuchLine(3)),
        (B, -1, NoSuchLine(3)),
        (C, 1, NoSuchLine(0)),
    ],
)
def test_BAQ_073_no_more_of_a_line_is_closed_than_there_is(sku: str, quantity: int, reason: NoSuchLine | None) -> None:
    verdict = may_close_line(of_two(quantity=3), sku, quantity, "stock")

    assert verdict == (Refused(reason) if reason else Allowed())


def test_BAQ_073_the_last_unit_is_not_closed_but_the_order_cancelled() -> None:
    last = closed(of_two(), B)
    several = in_state("queued", an_order(lines=(an_order_line(A, quantity=2),)))

    assert may_close_line(last, A, 1, "stock") == Refused(LastLine())
    assert may_close_line(several, A, 2, "stock") == Refused(LastLine())
    assert may_close_line(several, A, 1, "stock") == Allowed()
    assert (has_more(last), has_more(several), has_more(of_two())) == (False, True, True)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("why", ["stock", "buyer", "refused_at_door"])
def test_PAY_036_BAQ_073_lines_are_refused_on_the_way_and_closed_for_other_reasons_in_the_shop(
    why: ClosingReason, state: State
) -> None:
    """PAY-036: what was refused before the receipt was signed is not delivered."""
    here = state in IN_THE_SHOP
    verdict = may_close_line(of_two(state), B, 1, why)

    assert verdict == (Allowed() if here == (why != "refused_at_door") else Refused(NotThisReason()))


def offered(order: Order, price: int, sku: str = B) -> Order:
    line = line_of(order, sku)
    assert line is not None
    return told(order, "substitute_offered", **offering(line, an_offer(C, price=price)))


def accepted(order: Order, price: int) -> Order:
    order = offered(order, price)
    offer = open_offer(order)
    assert offer is not None
    return told(order, "substitute_accepted", **offer.facts, change=str(difference(order, offer.facts)))


@pytest.mark.parametrize(
    ("price", "due", "back"), [(1_200_000, 200_000, 0), (900_000, 0, 100_000), (1_000_000, 0, 0), (1_000_001, 1, 0)]
)
def test_BAQ_074_BAK_039_PAY_005_CHI_011_the_difference_of_another_product_is_paid_or_paid_back(
    price: int, due: int, back: int
) -> None:
    """BAQ-074, BAK-039, PAY-005, CHI-011: the old line is closed, the new one has its own price."""
    order = accepted(of_two(), price)

    assert [(line.sku, line.price) for line in lines_now(order)] == [(A, 4_000_000), (C, price)]
    assert (order.due, order.owed_back) == (due, back)
    assert owes_difference(BAQIYAT, order) is may_be_paid(BAQIYAT, order) is (due > 0)


def test_BAQ_074_the_difference_is_of_all_the_units_and_the_whole_price_where_the_line_is_gone() -> None:
    order = of_two(quantity=3)
    line = line_of(order, B)
    assert line is not None
    facts = offering(line, an_offer(C, price=1_200_000))

    assert difference(order, facts) == 600_000
    assert difference(order, {**facts, "price": "900000"}) == -300_000
    assert difference(order, {**facts, "sku": C}) == 3_600_000


def test_BAQ_074_BAK_039_PAY_005_CHI_011_the_order_waits_for_the_answer_and_for_the_difference() -> None:
    """BAQ-074, BAK-039, PAY-005, CHI-011: nothing leaves before both."""
    order = offered(of_two(), 1_200_000)
    agreed = accepted(of_two(), 1_200_000)

    assert (is_waiting(order), is_waiting(then(order, "substitute_declined"))) == (True, False)
    assert may_dispatch(BAQIYAT, order, Leaving()) == Refused(WaitsForAnswer())
    assert may_dispatch(BAQIYAT, agreed, Leaving()) == Refused(NotSettled(agreed.due))
    assert may_dispatch(BAQIYAT, paid(agreed), Leaving()) == Allowed()


def test_BAQ_074_a_difference_at_the_door_is_paid_there() -> None:
    """BAQ-074: and before an order is definitive there is no difference, only the order's price."""
    lines = (an_order_line(A, price=4_000_000), an_order_line(B, price=1_000_000))
    door = accepted(chosen(an_order(lines=lines), "cash_on_delivery"), 1_200_000)
    unpaid = accepted(an_order(lines=lines), 1_200_000)

    assert (door.due, owes_difference(BAQIYAT, door), may_be_paid(BAQIYAT, door)) == (5_200_000, False, False)
    assert (unpaid.due, owes_difference(BAQIYAT, unpaid), may_be_paid(BAQIYAT, unpaid)) == (5_200_000, False, True)


def test_BAQ_074_an_offer_ends_with_the_line_it_would_replace() -> None:
    """BAQ-074: also when less of it is left than was offered for."""
    assert open_offer(closed(offered(of_two(), 900_000), B)) is None
    assert open_offer(closed(offered(of_two(quantity=3), 900_000), B)) is None
    assert open_offer(closed(offered(of_two(), 900_000, A), B)) is not None
    assert not is_waiting(closed(offered(of_two(), 900_000), B))
