"""What owed money is of: goods, carriage, or too much; and that fees are kept once, of the first two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.money import Rials
from shop.order import Order
from shop.rules.refund import refund_of
from shop.rules.refund_parts import parts_of
from shop.rules.sources import sources
from tests.builders import HONEY, a_chosen_delivery, a_shop, an_order, an_order_line, paid, then
from tests.shop.order_paths import told

ATRE = a_shop("atrebeheshti")


def sent_for(carriage: int = 600_000) -> Order:
    """Return an order of three jars at a million each, with its carriage, paid in full."""
    lines = (an_order_line(HONEY, price=1_000_000, quantity=3),)
    return paid(an_order(lines=lines, delivery=a_chosen_delivery(carriage=carriage)))


def test_an_ended_order_goes_back_as_goods_and_carriage() -> None:
    owed = then(sent_for(), "cancelled")

    assert refund_of(a_shop(), owed).parts == {"goods": 3_000_000, "carriage": 600_000}


def test_a_closed_line_goes_back_as_goods_and_the_carriage_stays() -> None:
    closed = told(sent_for(), "line_closed", sku=HONEY, quantity="1", why="stock", change="-1000000")

    assert refund_of(a_shop(), closed).parts == {"goods": 1_000_000}
    back = told(closed, "refunded", refunded="1000000", **{"of:goods": "1000000"})
    assert refund_of(a_shop(), then(back, "cancelled")).parts == {"goods": 2_000_000, "carriage": 600_000}


def test_a_second_payment_goes_back_as_too_much_of_a_live_order_and_of_a_dead_one() -> None:
    twice = paid(sent_for(), 3_600_000)

    assert refund_of(a_shop(), twice).parts == {"excess": 3_600_000}
    ended = then(twice, "cancelled")
    assert refund_of(a_shop(), ended).parts == {"goods": 3_000_000, "carriage": 600_000, "excess": 3_600_000}


def test_ATR_040_fees_are_a_share_of_what_was_given_up_not_of_what_was_paid_twice() -> None:
    ended = told(paid(sent_for(), 3_600_000), "cancelled", why="buyer")
    refund = refund_of(ATRE, ended)

    assert (refund.deductions, refund.owed) == (
        (("کارمزد درگاه پرداخت", 18_000), ("کارمزد کارت به کارت", 7_200)),
        7_200_000,
    )


def test_ATR_040_fees_are_kept_once_though_money_goes_back_in_parts_or_comes_again() -> None:
    ended = told(sent_for(), "cancelled", why="buyer")
    first = told(ended, "part_refunded", refunded="1000000", deducted="25200", **{"of:goods": "1025200"})
    late = paid(first, 3_600_000)

    assert (refund_of(ATRE, first).amount, refund_of(ATRE, first).deductions) == (2_574_800, ())
    assert (refund_of(ATRE, late).amount, refund_of(ATRE, late).deductions) == (6_174_800, ())
    assert refund_of(ATRE, late).parts == {"goods": 1_974_800, "carriage": 600_000, "excess": 3_600_000}


@given(
    takings=st.lists(st.integers(1, 9_000_000), min_size=1, max_size=4),
    closed=st.integers(0, 2),
    refunds=st.lists(st.integers(1, 5_000_000), max_size=4),
    ends=st.booleans(),
)
def test_no_rial_appears_or_disappears_whatever_was_paid_closed_and_given_back(
    takings: list[int], closed: int, refunds: list[int], *, ends: bool
) -> None:
    order = an_order(lines=(an_order_line(HONEY, price=1_000_000, quantity=3),))
    for taking in takings:
        order = paid(order, taking)
    if closed:
        change = str(-1_000_000 * closed)
        order = told(order, "line_closed", sku=HONEY, quantity=str(closed), why="stock", change=change)
    if ends:
        order = then(order, "cancelled")
    for wanted in refunds:
        amount = min(wanted, order.owed_back)
        parts = parts_of(order, Rials(amount))
        assert sum(parts.values()) == amount
        if amount:
            of = {f"of:{part}": str(rials) for part, rials in parts.items()}
            order = told(order, "part_refunded", refunded=str(amount), **of)
    assert (
        sum(one.left for one in sources(order))
        == order.held
        == order.paid - sum(int(event.facts["refunded"]) for event in order.events if event.kind == "part_refunded")
    )


@pytest.mark.parametrize("dearer", [0, 500_000])
def test_a_dearer_substitute_is_charged_as_goods(dearer: int) -> None:
    offered = {
        "sku": HONEY,
        "quantity": "3",
        "new_sku": "X",
        "slug": "x",
        "title": "ایکس",
        "variant": "",
        "price": str(1_000_000 + dearer),
        "seller": "باقیات",
        "class": "food",
    }
    order = paid(told(sent_for(), "substitute_accepted", **offered, change=str(3 * dearer)))

    assert refund_of(a_shop(), then(order, "cancelled")).parts == {
        "goods": 3_000_000 + 3 * dearer,
        "carriage": 600_000,
    }
