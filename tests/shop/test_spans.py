"""Where a span of each unit ends, and how a shop may state one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shop.calendar import TEHRAN
from shop.spans import Span, SpanUnit, read_span, show_span
from shop.terms import Shop
from shop.working_time import ends
from tests.builders import a_shop, in_tehran
from tests.shop.calendar_oracle import Walk
from tests.shop.working_shops import MINUTES, OFFICE, SAT_THU, SAT_WED, shops

SPANS = st.builds(Span, st.integers(1, 80), st.sampled_from(get_args(SpanUnit)))


@pytest.mark.parametrize(
    ("shop", "began", "span", "ended"),
    [
        pytest.param(SAT_THU, "1405/09/12 09:00", Span(24, "hours"), "1405/09/13 09:00", id="clock hours pass Friday"),
        pytest.param(SAT_THU, "1405/09/12 09:00", Span(1, "hours"), "1405/09/12 10:00", id="one hour"),
        pytest.param(OFFICE, "1405/09/12 16:30", Span(2, "hours"), "1405/09/12 18:30", id="clock hours know no office"),
        pytest.param(SAT_THU, "1405/09/10 15:20:30", Span(7, "days"), "1405/09/17 15:20:30", id="days, to the second"),
        pytest.param(SAT_THU, "1405/12/28 12:00", Span(7, "days"), "1406/01/06 12:00", id="days pass Nowruz"),
        pytest.param(
            SAT_THU, "1405/09/12 09:00", Span(24, "working hours"), "1405/09/14 09:00", id="working hours miss Friday"
        ),
        pytest.param(
            SAT_WED, "1405/09/11 09:00", Span(24, "working hours"), "1405/09/14 09:00", id="and Thursday, Sat to Wed"
        ),
        pytest.param(OFFICE, "1405/09/12 16:30", Span(2, "working hours"), "1405/09/14 10:30", id="office hours"),
        pytest.param(
            SAT_THU, "1405/09/07 09:00", Span(7, "working days"), "1405/09/15 23:59:59", id="working days, to the end"
        ),
        pytest.param(
            SAT_WED, "1405/09/07 23:59", Span(7, "working days"), "1405/09/16 23:59:59", id="seven, Sat to Wed"
        ),
        pytest.param(
            SAT_THU, "1405/09/13 09:00", Span(1, "working days"), "1405/09/14 23:59:59", id="Friday and a working day"
        ),
        pytest.param(SAT_THU, "1405/11/21 09:00", Span(1, "working days"), "1405/11/24 23:59:59", id="over 22 Bahman"),
    ],
)
def test_BAQ_028_BAQ_075_BAK_072_CHI_030_a_span_ends_by_its_unit(
    shop: Shop, began: str, span: Span, ended: str
) -> None:
    """BAQ-028 and CHI-018 (hours), BAK-072 (days), BAQ-075 and CHI-004 (working hours), CHI-030 (working days)."""
    moment = in_tehran(*began.split())
    end = ends(shop, moment, span)

    assert end == in_tehran(*ended.split())
    assert end.tzinfo is UTC
    assert ends(shop, moment.astimezone(TEHRAN), span) == end
    assert ends(shop, moment.astimezone(TEHRAN), span).tzinfo is UTC


@given(shops(), MINUTES, SPANS)
def test_BAQ_028_BAQ_075_any_span_ends_where_a_walk_through_it_does(shop: Shop, moment: datetime, span: Span) -> None:
    """BAQ-028, BAQ-075, BAK-072, CHI-030: over 20 years, any week, office hours and holidays."""
    assert ends(shop, moment, span) == Walk(shop.week, shop.holidays).ends(moment, span)


@given(shops(), MINUTES, st.integers(1, 60), st.integers(0, 24 * 60 - 1))
def test_CHI_030_working_days_end_together_whenever_in_the_day_they_began(
    shop: Shop, moment: datetime, days: int, minutes: int
) -> None:
    """CHI-030, ATR-057: and whatever the cut-off is."""
    local = moment + timedelta(hours=3, minutes=30)
    other = moment - timedelta(hours=local.hour, minutes=local.minute) + timedelta(minutes=minutes)
    span = Span(days, "working days")

    assert ends(shop, moment, span) == ends(shop, other, span)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("24 hours", Span(24, "hours")),
        ("1 hour", Span(1, "hours")),
        ("۴۸ working hours", Span(48, "working hours")),
        ("7  days", Span(7, "days")),
        ("1 working day", Span(1, "working days")),
        ("9999 working days", Span(9999, "working days")),
    ],
)
def test_a_span_is_read_in_any_digits_singular_or_plural(text: str, span: Span) -> None:
    finalise = a_shop(finalise={"within": text}).finalise

    assert finalise is not None
    assert finalise.within == span


@pytest.mark.parametrize(
    "text",
    ["", "hours", "0 hours", "-1 hours", "1.5 hours", "10000 hours", "2 weeks", "2 workinghours", "48", 48, "2 hours."],
    ids=repr,
)
def test_a_span_that_cannot_be_is_refused(text: object) -> None:
    with pytest.raises(ValidationError):
        a_shop(finalise={"within": text})


@pytest.mark.parametrize(
    ("span", "words", "by_calendar"),
    [
        (Span(24, "hours"), "۲۴ ساعت", False),
        (Span(48, "working hours"), "۴۸ ساعت کاری", True),
        (Span(7, "days"), "۷ روز", False),
        (Span(7, "working days"), "۷ روز کاری", True),
    ],
)
def test_a_span_is_told_in_persian(span: Span, words: str, *, by_calendar: bool) -> None:
    assert show_span(span) == words
    assert span.by_calendar is by_calendar


@pytest.mark.parametrize("unit", get_args(SpanUnit))
@pytest.mark.parametrize("count", [1, 2, 48, 9999])
def test_a_span_is_read_as_it_is_shown_and_as_it_is_typed(count: int, unit: SpanUnit) -> None:
    span = Span(count, unit)

    assert read_span(show_span(span)) == span
    assert read_span(f" {count}  {unit}") == span
    assert read_span(f"{count} {unit.removesuffix('s')}") == span
