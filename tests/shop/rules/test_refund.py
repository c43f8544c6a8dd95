"""By when money is back: the shop's own working hours, counted from what made it owed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shop.order import happened
from shop.rules.refund import refund_by
from tests.builders import PLACED_AT, a_shop, an_order, paid, then

SHOP = a_shop()


@pytest.mark.parametrize(
    ("cancelled_at", "due"),
    [
        # Wednesday 11 Azar, 10:00 in Tehran; Friday does not count: Saturday 14 Azar, 10:00.
        (datetime(2026, 12, 2, 6, 30, tzinfo=UTC), datetime(2026, 12, 5, 6, 30, tzinfo=UTC)),
        # Wednesday 21 Bahman; Thursday is a holiday and Friday none: Sunday 25 Bahman.
        (datetime(2027, 2, 10, 6, 30, tzinfo=UTC), datetime(2027, 2, 14, 6, 30, tzinfo=UTC)),
    ],
)
def test_BAQ_075_a_cancelled_orders_money_is_due_48_working_hours_later(cancelled_at: datetime, due: datetime) -> None:
    order = paid(an_order(placed_at=cancelled_at - timedelta(hours=1)))
    cancelled = happened(order, "cancelled", at=cancelled_at, by="buyer")
    assert refund_by(SHOP, cancelled) == due


def test_BAQ_075_a_payment_after_the_end_is_owed_from_its_own_moment() -> None:
    late = paid(then(an_order(), "expired"))
    assert refund_by(SHOP, late) == datetime(2026, 12, 5, 6, 30, tzinfo=UTC) + (late.events[-1].at - PLACED_AT)


def test_BAQ_075_nothing_owed_has_no_deadline() -> None:
    assert refund_by(SHOP, paid(an_order())) is None
    assert refund_by(SHOP, then(an_order(), "cancelled")) is None
