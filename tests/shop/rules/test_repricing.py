"""Prices that fall after registration, in a shop where a drop reaches its orders and in shops that lock them."""

from __future__ import annotations

import pytest

from shop.lifecycle import State
from shop.money import Rials
from shop.order import Order
from shop.order_lines import goods_now, lines_now
from shop.release import Offer
from shop.rules.repricing import fallen_prices
from shop.terms import Shop
from tests.builders import HONEY, SAFFRON, SHOPS, a_release, a_shop, an_offer, an_order, an_order_line, chosen, paid
from tests.shop.order_paths import STATES, in_state, told

BAKALA = a_shop("bakala")


def ordered(price: int = 5_000_000) -> Order:
    return an_order(lines=(an_order_line(HONEY, price=price), an_order_line(SAFFRON, price=1_000_000)))


def fallen(shop: Shop, order: Order, *offers: Offer) -> list[tuple[str, int]]:
    return [(line.sku, price) for line, price in fallen_prices(a_release(*offers, shop=shop), order)]


@pytest.mark.parametrize(
    ("now", "expected"), [(4_500_000, 4_500_000), (4_999_999, 4_999_999), (5_000_000, None), (5_500_000, None)]
)
def test_BAK_119_a_price_that_falls_falls_for_the_order_and_a_rise_changes_nothing(
    now: int, expected: int | None
) -> None:
    """BAK-119: a fall of one rial too."""
    found = fallen(
        BAKALA, in_state("queued", ordered()), an_offer(HONEY, price=now), an_offer(SAFFRON, price=1_000_000)
    )

    assert found == ([(HONEY, expected)] if expected else [])


@pytest.mark.parametrize("state", STATES)
def test_BAK_119_the_invoice_stands_from_dispatch_on(state: State) -> None:
    may = state in {"registered", "awaiting_transfer", "queued", "confirmed", "preparing"}
    found = fallen(BAKALA, in_state(state, ordered()), an_offer(HONEY, price=4_500_000))

    assert found == ([(HONEY, 4_500_000)] if may else [])


@pytest.mark.parametrize("name", [name for name in SHOPS if name != "bakala"])
@pytest.mark.parametrize("now", [4_500_000, 5_500_000])
def test_CHI_002_where_prices_are_locked_an_order_follows_neither_drop_nor_rise(name: str, now: int) -> None:
    assert fallen(a_shop(name), in_state("queued", ordered()), an_offer(HONEY, price=now)) == []


def test_BAK_119_what_is_no_longer_sold_or_was_closed_keeps_its_price() -> None:
    order = in_state("queued", ordered())
    closed = told(order, "line_closed", sku=HONEY, quantity="1", why="stock", change="-5000000")

    assert fallen(BAKALA, order, an_offer("OTHER", price=1)) == []
    assert fallen(BAKALA, closed, an_offer(HONEY, price=4_500_000)) == []


def test_BAK_119_a_second_fall_counts_from_the_price_as_it_is_now() -> None:
    order = told(in_state("queued", ordered()), "repriced", sku=HONEY, price="4500000", change="-500000")

    assert fallen(BAKALA, order, an_offer(HONEY, price=4_500_000)) == []
    assert fallen(BAKALA, order, an_offer(HONEY, price=4_400_000)) == [(HONEY, 4_400_000)]
    assert [line.price for line in lines_now(order)] == [4_500_000, 1_000_000]


def test_BAK_119_a_prepaid_order_is_owed_the_fall_and_one_at_the_door_owes_less() -> None:
    """BAK-119: 500,000 rials back; or 5,500,000 at the door instead of 6,000,000."""
    prepaid = told(paid(ordered()), "repriced", sku=HONEY, price="4500000", change="-500000")
    door = told(chosen(ordered(), "cash_on_delivery"), "repriced", sku=HONEY, price="4500000", change="-500000")

    assert (prepaid.owed_back, prepaid.due, goods_now(prepaid)) == (Rials(500_000), 0, 5_500_000)
    assert (door.owed_back, door.due) == (0, Rials(5_500_000))
