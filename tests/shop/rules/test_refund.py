"""By when money is back: the shop's own working hours, counted from what made it owed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shop.lifecycle import EventKind
from shop.rules.refund import refund_by
from shop.working_time import ends
from tests.builders import HONEY, PLACED_AT, SAFFRON, a_shop, an_order, an_order_line, dated, in_tehran, paid, then

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


def test_BAK_040_the_end_of_an_order_starts_the_clock_of_all_its_money() -> None:
    """BAK-040: a price that fell on Wednesday 11 Azar is owed by Saturday 14; the order's end on the 17th, by the 19th."""
    shop = a_shop("bakala")
    fell = dated(shop, paid(an_order()), "repriced", PLACED_AT, sku=HONEY, price="1900000", change="-500000")
    ended = dated(shop, fell, "cancelled", in_tehran("1405/09/17", "12:00"))

    assert (fell.owed_back, refund_by(fell)) == (500_000, in_tehran("1405/09/14", "10:00"))
    assert (ended.owed_back, refund_by(ended)) == (2_400_000, in_tehran("1405/09/19", "12:00"))


def test_BAK_040_what_was_owed_and_then_used_up_leaves_no_clock_behind() -> None:
    """BAK-040: a price that fell paid for a dearer product; what falls a week later has 48 hours of its own."""
    shop = a_shop("bakala")
    fell = dated(shop, paid(an_order()), "repriced", PLACED_AT, sku=HONEY, price="1900000", change="-500000")
    dearer = dated(shop, fell, "line_closed", PLACED_AT, sku=SAFFRON, quantity="0", change="500000")
    again = dated(
        shop, dearer, "repriced", in_tehran("1405/09/17", "12:00"), sku=HONEY, price="1800000", change="-100000"
    )

    assert (dearer.owed_back, refund_by(dearer)) == (0, None)
    assert (again.owed_back, refund_by(again)) == (100_000, in_tehran("1405/09/19", "12:00"))


def test_BAQ_075_nothing_owed_has_no_deadline() -> None:
    later = PLACED_AT + timedelta(hours=1)

    assert refund_by(dated(SHOP, an_order(), "paid", later, paid="2400000")) is None
    assert refund_by(dated(SHOP, an_order(), "cancelled", later)) is None


@pytest.mark.parametrize(
    ("event", "seconds", "anew"),
    [
        pytest.param("cancelled", 1, True, id="the end, a second after the part was overdue"),
        pytest.param("cancelled", 0, False, id="the end, in the part's last second"),
        pytest.param("line_closed", 1, False, id="another part, though the first was overdue"),
    ],
)
def test_BAQ_075_an_order_that_ends_is_not_overdue_at_once_because_a_part_of_it_was(
    event: EventKind, seconds: int, *, anew: bool
) -> None:
    """BAQ-075: 48 working hours from the end for all of it, unless the part's own time still runs."""
    lines = tuple(an_order_line(sku, price=1_000_000) for sku in ("A", "B", "C"))
    closed = {"sku": "A", "quantity": "1", "why": "stock", "change": "-1000000"}
    part = dated(SHOP, paid(an_order(lines=lines)), "line_closed", PLACED_AT, **closed)
    running = refund_by(part)
    assert running is not None
    at = running + timedelta(seconds=seconds)
    facts = {**closed, "sku": "B"} if event == "line_closed" else {"why": "stock"}
    after = dated(SHOP, part, event, at, **facts)

    assert refund_by(after) == (ends(SHOP, at, SHOP.refund.within) if anew else running)
