"""An order that is paid for late arrives later; one that a delay keeps back is not late before its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from shop.order import Order
from shop.rules.late import dated_anew, due_at
from tests.builders import a_chosen_delivery, a_draft, a_shop, dated, in_tehran, paid, then, window_end

BAKALA, BAQIYAT = a_shop("bakala"), a_shop()


def promised(*, lead_days: int = 0, window: bool = False) -> Order:
    """Return an order of Wednesday 11 Azar, 10:00, promised in one to two working days."""
    sent = replace(
        a_chosen_delivery(), latest=in_tehran("1405/09/14", "23:59:59"), working_days=(1, 2), lead_days=lead_days
    )
    draft = a_draft(delivery=sent)
    return then(draft if window else replace(draft, finalise_by=None), "registered")


@pytest.mark.parametrize(
    ("time", "lead_days", "due"),
    [
        pytest.param("23:59:59", 0, "1405/09/14", id="the same day"),
        pytest.param("16:00:00", 1, "1405/09/15", id="a seller's goods at the cut-off leave on Thursday"),
        pytest.param("16:00:01", 1, "1405/09/16", id="a second later on Saturday"),
    ],
)
def test_BAK_013_BAQ_070_an_order_is_promised_from_the_day_it_may_be_begun(time: str, lead_days: int, due: str) -> None:
    """BAK-013: where a shop sets no window, what counts is when the order became final."""
    order = dated(BAKALA, promised(lead_days=lead_days), "paid", in_tehran("1405/09/11", time), paid="2400000")

    assert due_at(order) == in_tehran(due, "23:59:59")


def test_BAK_013_paid_a_week_later_it_is_not_late_at_once() -> None:
    order = dated(BAKALA, promised(), "transfer_promised", in_tehran("1405/09/11"))
    order = dated(BAKALA, order, "transfer_confirmed", in_tehran("1405/09/18"), paid="2400000")

    assert order.events[-1].deadlines == {"arrival": in_tehran("1405/09/21", "23:59:59")}
    assert due_at(order) == in_tehran("1405/09/21", "23:59:59")


def test_BAK_013_a_difference_paid_later_dates_nothing_anew() -> None:
    order = dated(BAKALA, promised(), "paid", in_tehran("1405/09/11"), paid="2400000")
    order = dated(BAKALA, order, "paid", in_tehran("1405/09/18"), paid="100")

    assert dated_anew(order) is None


@pytest.mark.parametrize(("after", "due"), [(0, "1405/09/14"), (1, "1405/09/15")])
def test_PAY_035_what_was_promised_holds_to_the_last_second_of_the_window(after: int, due: str) -> None:
    """PAY-035: an order revived after its window is promised from that day, Thursday 12 Azar."""
    order = promised(window=True)
    at = window_end(order) + timedelta(seconds=after)
    final = (
        dated(BAQIYAT, then(order, "expired"), "revived", at, paid="2400000")
        if after
        else dated(BAQIYAT, order, "paid", at, paid="2400000")
    )

    assert due_at(final) == in_tehran(due, "23:59:59")


def test_BAK_013_an_order_of_before_such_promises_keeps_its_own() -> None:
    order = promised()
    old = replace(order, delivery=replace(order.delivery, working_days=None), events=())
    final = dated(BAKALA, then(old, "registered"), "paid", in_tehran("1405/09/28"), paid="2400000")

    assert dated_anew(final) is None


@pytest.mark.parametrize(
    ("latest", "due"),
    [
        (in_tehran("1405/12/23"), in_tehran("1406/01/14", "23:59:59")),
        (in_tehran("1406/01/20"), in_tehran("1406/01/20")),
    ],
)
def test_ATR_023_of_a_delay_and_the_usual_days_the_later_is_the_promise(latest: datetime, due: datetime) -> None:
    """ATR-023, T-ATR-14: 14 Farvardin 1406 is Saturday 3 April 2027."""
    order = paid(promised())
    kept_back = replace(order, delivery=replace(order.delivery, latest=latest, not_before=date(2027, 4, 3)))

    assert due_at(kept_back) == due


def test_ATR_023_paid_in_the_delay_it_is_promised_for_after_it() -> None:
    shop = a_shop("atrebeheshti")
    order = dated(shop, promised(), "paid", in_tehran("1405/12/15", "00:00"), paid="2400000")

    assert due_at(order) == in_tehran("1406/01/14", "23:59:59")
