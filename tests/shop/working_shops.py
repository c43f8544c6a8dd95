"""The five shops' weeks and any other week a shop may state, for the tests of working time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from shop.terms import SellerTerms, Shop
from shop.verdict import Clause
from shop.week import Holidays, MarkedDay, Week, Weekday
from tests.builders import a_shop
from tests.shop.calendar_oracle import FIRST, LAST

SAT_THU = a_shop()
SAT_WED = a_shop(week={"weekend": ["thursday", "friday"]})
OFFICE = a_shop(week={"hours": ["09:00", "17:00"]})
UNTIL_FOUR = a_shop(week={"cutoff": "16:00"})
SELLERS = a_shop("bakala")
"""Sellers' goods until 16:00, its own until midnight."""

_WEEKENDS: list[tuple[Weekday, ...]] = [("friday",), ("thursday", "friday"), ("sunday",), ()]
_SOME_DAYS = st.lists(st.dates(date(2025, 1, 1), date(2045, 12, 1)), max_size=30)


@st.composite
def shops(draw: st.DrawFn) -> Shop:
    """Draw a shop with a week, hours, a cut-off and holidays of its own, and perhaps its sellers' cut-off."""
    weekend = draw(st.sampled_from(_WEEKENDS))
    opening, closing = draw(st.sampled_from([(0, 1440), (540, 1020), (510, 780), (1080, 1440)]))
    week = Week(
        weekend=weekend,
        cutoff=timedelta(minutes=draw(st.integers(0, 1440))),
        hours=(timedelta(minutes=opening), timedelta(minutes=closing)),
    )
    added, removed = draw(_SOME_DAYS), draw(_SOME_DAYS)
    own = Holidays(
        add=tuple(MarkedDay(day=day, note="تعطیلی") for day in added),
        remove=tuple(MarkedDay(day=day, note="کار") for day in removed if day not in added),
    )
    cutoffs = st.none() | st.integers(0, 1440).map(lambda minutes: timedelta(minutes=minutes))
    cutoff = draw(cutoffs)
    sellers = None if cutoff is None else SellerTerms(cutoff=cutoff, lead_days=1, clause=Clause("sellers#lead-time"))
    return replace(SAT_THU, week=week, holidays=own, sellers=sellers)


MINUTES = st.integers(0, round((LAST - FIRST) / timedelta(minutes=1))).map(lambda n: FIRST + timedelta(minutes=n))
