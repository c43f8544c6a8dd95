"""By when money is back: the shop's own working hours, counted from what made it owed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shop.rules.refund import refund_by
from tests.builders import PLACED_AT, a_shop, an_order, dated, paid, then

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
    cancelled = dated(SHOP, order, "cancelled", cancelled_at)

    assert refund_by(cancelled) == due
    assert cancelled.events[-1].deadlines == {"refund": due}


def test_BAQ_075_a_payment_after_the_end_is_owed_from_its_own_moment() -> None:
    paid_at = PLACED_AT + timedelta(hours=3, minutes=1)
    late = dated(SHOP, then(an_order(), "expired"), "paid", paid_at, paid="2400000")

    assert refund_by(late) == datetime(2026, 12, 5, 9, 31, tzinfo=UTC)


def test_BAQ_075_what_makes_more_owed_does_not_put_off_what_is_owed_already() -> None:
    once = dated(SHOP, paid(an_order()), "cancelled", PLACED_AT + timedelta(hours=1))
    twice = dated(SHOP, once, "paid", PLACED_AT + timedelta(hours=5), paid="100")

    assert (twice.owed_back, refund_by(twice)) == (2_400_100, refund_by(once))


def test_BAQ_075_what_is_owed_anew_after_a_refund_has_a_clock_of_its_own() -> None:
    """BAQ-075: nothing is due in between."""
    once = dated(SHOP, paid(an_order()), "cancelled", PLACED_AT + timedelta(hours=1))
    back = dated(SHOP, once, "refunded", PLACED_AT + timedelta(hours=2), refunded="2400000")
    again = dated(SHOP, back, "paid", PLACED_AT + timedelta(hours=5), paid="100")

    assert refund_by(back) is None
    assert refund_by(again) == datetime(2026, 12, 5, 11, 30, tzinfo=UTC)


def test_BAQ_075_nothing_owed_has_no_deadline() -> None:
    later = PLACED_AT + timedelta(hours=1)

    assert refund_by(dated(SHOP, an_order(), "paid", later, paid="2400000")) is None
    assert refund_by(dated(SHOP, an_order(), "cancelled", later)) is None
