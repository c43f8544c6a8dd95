"""What Hypothesis draws: who, what, how much, and the weather."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from hypothesis import strategies as st

from tests.life.house import BUYERS
from tests.life.shops import SKUS

Named = Literal["own", "none", "forged", "other"]
Switched = Literal["*", "L-1", "L-2"]

which = st.integers(0, 7)
"""Which of the newest orders, attempts or periods, modulo how many there are."""
buyers = st.sampled_from(BUYERS)
skus = st.sampled_from(SKUS)
units = st.sampled_from([1, 1, 1, 2, 3, 6])
ways = st.sampled_from(["gateway", "gateway", "gateway", "transfer", "card_to_card", "deposit", "cash_on_delivery"])
finals = st.sampled_from(["gateway", "card_to_card", "cash_on_delivery"])
"""How an order is paid that goes on at once."""
reasons = st.sampled_from(["other", "buyer", "stock", "unpaid_at_door"])
weather = st.sampled_from(["calm"] * 7 + ["again", "crash_before", "crash_after", "unknown_lost", "unknown_kept"])
turns = st.integers(1, 4)
counts = st.fixed_dictionaries(dict.fromkeys(SKUS, st.sampled_from([8, 8, 2, 1, 0])))
prices = st.fixed_dictionaries(dict.fromkeys(SKUS, st.sampled_from([1_000_000, 1_500_000, 2_400_000])))
spans = st.sampled_from(
    [
        timedelta(seconds=20),
        timedelta(minutes=3),
        timedelta(minutes=25),
        timedelta(hours=7),
        timedelta(hours=25),
        timedelta(days=3),
        timedelta(days=32),
        timedelta(hours=-1),
        timedelta(days=-2),
    ]
)
