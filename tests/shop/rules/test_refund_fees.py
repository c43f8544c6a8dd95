"""What is kept back of a refund: fees where the buyer gave the order up, nothing where the shop did."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shop.rules.refund import refund_of
from tests.builders import SHOPS, a_shop, an_order, an_order_line, paid
from tests.shop.order_paths import told

ATRE = a_shop("atrebeheshti")


@pytest.mark.parametrize(
    ("price", "gateway", "back"),
    [
        (5_000_000, 25_000, 4_967_800),
        (5_000_199, 25_000, 4_967_999),
        (5_000_200, 25_001, 4_967_999),
        (1_000, 5, 0),
        (7_200, 36, 0),
        (7_300, 36, 64),
    ],
)
def test_ATR_027_ATR_040_fees_of_gateway_and_transfer_are_kept_when_the_buyer_gives_up(
    price: int, gateway: int, back: int
) -> None:
    """ATR-027, ATR-040: each by its name, the share rounded down, and never more than was paid."""
    order = told(paid(an_order(lines=(an_order_line(price=price),))), "cancelled", why="buyer")
    refund = refund_of(ATRE, order)

    assert refund.deductions == (("کارمزد درگاه پرداخت", gateway), ("کارمزد کارت به کارت", 7_200))
    assert (refund.owed, refund.amount, refund.amount + refund.deducted) == (price, back, price)


@pytest.mark.parametrize("why", ["stock", "price_error", "market", "late", "no_answer", "other"])
def test_ATR_040_what_the_shop_ends_itself_goes_back_whole(why: str) -> None:
    order = told(paid(an_order()), "cancelled", why=why)

    assert (refund_of(ATRE, order).amount, refund_of(ATRE, order).deductions) == (order.payable, ())


def test_ATR_040_an_excess_of_an_order_that_lives_goes_back_whole() -> None:
    order = paid(paid(an_order()), 900_000)

    assert (refund_of(ATRE, order).owed, refund_of(ATRE, order).amount) == (900_000, 900_000)


@pytest.mark.parametrize(("fee", "kept"), [(999, 999), (1_000, 1_000), (1_001, 1_000), (900_000, 1_000)])
def test_ATR_040_no_fee_is_kept_of_what_was_paid_twice(fee: int, kept: int) -> None:
    """A fee larger than the order's own price takes nothing of a second payment, which its buyer never owed."""
    shop = a_shop("atrebeheshti", refund={"deduction": [{"name": "کارمزد", "amount": f"{fee} rial"}]})
    twice = paid(paid(an_order(lines=(an_order_line(price=1_000),))), 1_000)
    refund = refund_of(shop, told(twice, "cancelled", why="buyer"))

    assert (refund.owed, refund.deducted, refund.amount) == (2_000, kept, 2_000 - kept)


@pytest.mark.parametrize("name", [name for name in SHOPS if name != "atrebeheshti"])
def test_ATR_040_the_other_shops_keep_nothing_back(name: str) -> None:
    order = told(paid(an_order()), "cancelled", why="buyer")

    assert refund_of(a_shop(name), order).amount == order.payable


def test_ATR_040_another_share_gives_another_fee() -> None:
    kept = {"deduction": [{"name": "کارمزد", "percent": "1.25"}]}
    order = told(paid(an_order(lines=(an_order_line(price=1_000_001),))), "cancelled", why="buyer")
    shop = a_shop("atrebeheshti", refund=kept)

    assert shop.refund.deduction[0].percent == Decimal("1.25")
    assert refund_of(shop, order).deducted == 12_500
