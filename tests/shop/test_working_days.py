"""Which days each shop works, and how its working days are counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.calendar import local_day, read_date, show_day
from shop.promises import dispatch_day, promise
from shop.terms import Shop
from shop.working_time import end_of, is_working_day, processing_day, working_day_after
from tests.builders import a_shop, in_tehran
from tests.shop.calendar_oracle import Walk, last_second, working_days
from tests.shop.working_shops import MINUTES, SAT_THU, SAT_WED, SELLERS, UNTIL_FOUR, shops


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param("1405/09/07", True, id="Saturday"),
        pytest.param("1405/09/12", True, id="Thursday"),
        pytest.param("1405/09/13", False, id="Friday"),
        pytest.param("1405/11/21", True, id="Wednesday 21 Bahman"),
        pytest.param("1405/11/22", False, id="Thursday 22 Bahman, a holiday"),
        pytest.param("1405/11/24", True, id="Saturday 24 Bahman"),
        pytest.param("1405/12/29", False, id="29 Esfand, a holiday"),
        pytest.param("1406/01/01", False, id="Nowruz"),
        pytest.param("1406/01/12", False, id="12 Farvardin, a holiday"),
    ],
)
def test_BAQ_069_BAK_034_a_working_day_is_saturday_to_thursday_and_no_holiday(day: str, *, works: bool) -> None:
    """BAQ-069, BAK-034."""
    assert is_working_day(SAT_THU, read_date(day)) is works


def test_BAQ_069_the_next_working_day_passes_over_holiday_and_friday() -> None:
    """BAQ-069."""
    assert working_day_after(SAT_THU, read_date("1405/11/21"), 1) == read_date("1405/11/24")


@pytest.mark.parametrize(
    ("day", "works"),
    [("1405/09/11", True), ("1405/09/12", False), ("1405/09/13", False), ("1405/09/14", True), ("1405/12/29", False)],
)
def test_PAY_001_a_working_day_is_saturday_to_wednesday_and_no_holiday(day: str, *, works: bool) -> None:
    """PAY-001: after Wednesday 11 Azar comes Saturday 14 Azar."""
    assert is_working_day(SAT_WED, read_date(day)) is works
    assert working_day_after(SAT_WED, read_date("1405/09/11"), 1) == read_date("1405/09/14")


def test_BAQ_069_the_week_is_the_shops_own() -> None:
    """BAQ-069: another shop may rest on Sunday, or never."""
    friday, sunday = read_date("1405/09/13"), read_date("1405/09/15")

    assert is_working_day(a_shop(week={"weekend": ["sunday"]}), friday)
    assert not is_working_day(a_shop(week={"weekend": ["sunday"]}), sunday)
    assert is_working_day(a_shop(week={"weekend": []}), friday)


@pytest.mark.parametrize(
    ("shop", "day", "time", "processed"),
    [
        pytest.param(SAT_THU, "1405/09/13", "09:00", "1405/09/14", id="Friday morning"),
        pytest.param(SAT_THU, "1405/09/13", "00:00", "1405/09/14", id="Friday as it begins"),
        pytest.param(SAT_THU, "1405/09/13", "23:59", "1405/09/14", id="Friday as it ends"),
        pytest.param(SAT_THU, "1405/09/12", "23:59", "1405/09/12", id="Thursday at 23:59, the day ends at 24:00"),
        pytest.param(SAT_THU, "1405/09/12", "23:59:59", "1405/09/12", id="Thursday's last second"),
        pytest.param(SAT_THU, "1405/09/14", "00:00", "1405/09/14", id="Saturday as it begins"),
        pytest.param(SAT_THU, "1405/11/22", "09:00", "1405/11/24", id="a Thursday that is a holiday"),
        pytest.param(SAT_THU, "1405/12/29", "10:00", "1406/01/05", id="the holidays of Nowruz"),
        pytest.param(UNTIL_FOUR, "1405/09/12", "16:00", "1405/09/12", id="at the cut-off"),
        pytest.param(UNTIL_FOUR, "1405/09/12", "16:00:01", "1405/09/14", id="a second after the cut-off"),
        pytest.param(UNTIL_FOUR, "1405/09/12", "23:59", "1405/09/14", id="long after the cut-off"),
        pytest.param(UNTIL_FOUR, "1405/09/13", "23:59", "1405/09/14", id="late on Friday is still for Saturday"),
    ],
)
def test_BAQ_070_BAK_035_an_order_is_taken_up_that_day_or_on_the_first_after_holidays(
    shop: Shop, day: str, time: str, processed: str
) -> None:
    """BAQ-070, BAK-035."""
    assert processing_day(shop, in_tehran(day, time)) == read_date(processed)


@pytest.mark.parametrize(("day", "processed"), [("1405/09/12", "1405/09/14"), ("1405/09/11", "1405/09/11")])
def test_PAY_002_an_order_of_thursday_is_taken_up_on_saturday(day: str, processed: str) -> None:
    """PAY-002."""
    assert processing_day(SAT_WED, in_tehran(day, "09:00")) == read_date(processed)


def test_CHI_017_a_claim_of_friday_can_be_confirmed_from_saturday() -> None:
    """CHI-017: Thursday depends on the shop's week."""
    thursday, friday = in_tehran("1405/09/12"), in_tehran("1405/09/13")

    assert not is_working_day(SAT_THU, local_day(friday))
    assert show_day(processing_day(SAT_THU, friday)) == "شنبه ۱۴ آذر ۱۴۰۵"
    assert is_working_day(SAT_THU, local_day(thursday))
    assert not is_working_day(SAT_WED, local_day(thursday))


@pytest.mark.parametrize(
    ("day", "days", "last"),
    [
        pytest.param("1405/09/11", 1, "1405/09/12", id="Wednesday and one"),
        pytest.param("1405/09/11", 2, "1405/09/14", id="over Friday"),
        pytest.param("1405/09/12", 1, "1405/09/14", id="Thursday and one"),
        pytest.param("1405/09/13", 1, "1405/09/15", id="Friday is taken up on Saturday"),
        pytest.param("1405/09/13", 0, "1405/09/14", id="Friday and none"),
        pytest.param("1405/09/11", 0, "1405/09/11", id="Wednesday and none"),
        pytest.param("1405/11/21", 1, "1405/11/24", id="over 22 Bahman and Friday"),
        pytest.param("1405/12/27", 1, "1406/01/05", id="over Nowruz"),
    ],
)
def test_BAQ_069_working_days_are_counted_from_the_day_an_order_is_taken_up(day: str, days: int, last: str) -> None:
    """BAQ-069, BAQ-070: they end with the last second of the day in Tehran, kept in UTC."""
    promised = promise(SAT_THU, in_tehran(day), (days, days))

    assert (promised.earliest, promised.latest) == (in_tehran(last, "23:59:59"), in_tehran(last, "23:59:59"))
    assert promised.latest.tzinfo is UTC


@pytest.mark.parametrize(
    ("day", "time", "lead", "sent"),
    [
        pytest.param("1405/09/11", "16:00", 1, "1405/09/12", id="Wednesday at 16:00"),
        pytest.param("1405/09/11", "16:00:01", 1, "1405/09/14", id="a second later"),
        pytest.param("1405/09/13", "12:00", 1, "1405/09/15", id="Friday"),
        pytest.param("1405/09/11", "10:00", 3, "1405/09/15", id="three days to prepare"),
    ],
)
@pytest.mark.parametrize("shop", [SELLERS, UNTIL_FOUR], ids=["the sellers' cut-off", "the week's own"])
def test_BAK_013_BAK_015_a_sellers_goods_are_sent_their_lead_days_after_the_cutoffs_day(
    shop: Shop, day: str, time: str, lead: int, sent: str
) -> None:
    """BAK-013, BAK-015."""
    assert dispatch_day(shop, in_tehran(day, time), lead) == read_date(sent)
    assert promise(shop, in_tehran(day, time), (1, 2), lead).dispatch == read_date(sent)


@pytest.mark.parametrize(
    ("day", "time", "sent"),
    [
        pytest.param("1405/09/11", "16:00:01", "1405/09/11", id="after the sellers' cut-off"),
        pytest.param("1405/09/11", "23:59:59", "1405/09/11", id="the day's last second"),
        pytest.param("1405/09/13", "12:00", "1405/09/14", id="Friday"),
    ],
)
def test_BAK_013_without_a_sellers_item_the_sellers_cutoff_does_not_apply(day: str, time: str, sent: str) -> None:
    """BAK-013."""
    assert dispatch_day(SELLERS, in_tehran(day, time)) == read_date(sent)


@pytest.mark.parametrize(
    ("week", "sellers", "sent"),
    [
        pytest.param("12:00", "16:00", "1405/09/14", id="the week's is earlier"),
        pytest.param("16:00", "12:00", "1405/09/14", id="the sellers' is earlier"),
        pytest.param("16:00", "16:00", "1405/09/12", id="neither is over"),
    ],
)
def test_BAK_013_the_earlier_of_two_cutoffs_counts_for_sellers_goods(week: str, sellers: str, sent: str) -> None:
    """BAK-013: Wednesday at 14:00, one day to prepare."""
    shop = a_shop("bakala", week={"cutoff": week}, sellers={"cutoff": sellers})

    assert dispatch_day(shop, in_tehran("1405/09/11", "14:00"), 1) == read_date(sent)


@pytest.mark.parametrize(
    ("shop", "last"), [pytest.param(SAT_THU, "1405/09/15", id="Thu"), pytest.param(SAT_WED, "1405/09/16", id="Wed")]
)
def test_CHI_030_ATR_050_ATR_057_the_seventh_working_day_ends_with_its_last_second(shop: Shop, last: str) -> None:
    """CHI-030, ATR-050, ATR-057: received on Saturday 7 Azar."""
    limit = end_of(working_day_after(shop, read_date("1405/09/07"), 7))

    assert limit == in_tehran(last, "23:59:59")


def test_ATR_057_days_after_a_receipt_on_friday_begin_with_saturday() -> None:
    """ATR-057: a receipt is no order, it waits for no processing day."""
    assert working_day_after(SAT_THU, read_date("1405/09/13"), 1) == read_date("1405/09/14")
    assert working_day_after(SAT_THU, read_date("1405/09/13"), 0) == read_date("1405/09/13")


@given(shops(), MINUTES, st.integers(0, 30), st.integers(0, 59))
def test_BAQ_069_BAQ_070_any_promise_passes_the_working_days_that_a_list_of_them_has(
    shop: Shop, minute: datetime, days: int, seconds: int
) -> None:
    """BAQ-069, BAQ-070: over 20 years, against every working day written down in a row."""
    moment = minute + timedelta(seconds=seconds)
    local = moment + timedelta(hours=3, minutes=30)
    midnight = local.replace(hour=0, minute=0, second=0)
    row = working_days(shop.week, shop.holidays)
    find = bisect_right if local - midnight > shop.week.cutoff else bisect_left
    taken_up = find(row, local.date())

    assert processing_day(shop, moment) == row[taken_up]
    assert promise(shop, moment, (days, days + 1)).earliest == last_second(row[taken_up + days])
    assert promise(shop, moment, (0, days)).latest == last_second(row[taken_up + days])
    if days:
        assert working_day_after(shop, local.date(), days) == row[bisect_right(row, local.date()) + days - 1]


@given(shops(), MINUTES, st.integers(0, 30), st.integers(0, 59))
def test_BAK_013_BAK_015_any_order_is_sent_on_the_day_that_a_walk_day_by_day_comes_to(
    shop: Shop, minute: datetime, lead_days: int, seconds: int
) -> None:
    """BAK-013, BAK-015: over 20 years, with a sellers' cut-off before or after the week's own, or none."""
    moment = minute + timedelta(seconds=seconds)
    walk = Walk(shop.week, shop.holidays)
    cutoff = shop.week.cutoff
    if lead_days and shop.sellers and shop.sellers.cutoff < cutoff:
        cutoff = shop.sellers.cutoff
    sent = walk.days_on(walk.taken_up(moment, cutoff), lead_days)
    promised = promise(shop, moment, (2, 5), lead_days)

    assert dispatch_day(shop, moment, lead_days) == sent == promised.dispatch
    assert promised.earliest == last_second(walk.days_on(sent, 2))
    assert promised.latest == last_second(walk.days_on(sent, 5))
