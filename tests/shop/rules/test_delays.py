"""Who is told that sending takes longer: each order that is paid and still in the shop, once a period."""

from __future__ import annotations

import pytest

from shop.lifecycle import State
from shop.rules.delays import delay_to_tell
from tests.builders import a_shop, in_tehran
from tests.shop.order_paths import STATES, in_state, told

ATRE = a_shop("atrebeheshti")


@pytest.mark.parametrize(
    ("day", "time", "tells"),
    [
        ("1405/12/14", "23:59:59", False),
        ("1405/12/15", "00:00", True),
        ("1405/12/29", "23:59:59", True),
        ("1406/01/01", "00:00", False),
        ("1406/12/15", "00:00", True),
    ],
)
def test_ATR_024_a_paid_order_is_told_of_a_delay_while_it_lasts(day: str, time: str, *, tells: bool) -> None:
    delay = delay_to_tell(ATRE, in_state("queued"), in_tehran(day, time))

    assert (delay is not None) is tells


@pytest.mark.parametrize("state", STATES)
def test_ATR_024_only_what_is_paid_and_still_in_the_shop_is_delayed(state: State) -> None:
    may = state in {"queued", "confirmed", "preparing"}

    assert (delay_to_tell(ATRE, in_state(state), in_tehran("1405/12/20")) is not None) is may


def test_ATR_024_it_is_told_once_a_period_and_again_the_next_year() -> None:
    order, at = in_state("queued"), in_tehran("1405/12/20")
    delay = delay_to_tell(ATRE, order, at)
    assert delay is not None
    once = told(order, "delay_told", **{"from": delay.first.isoformat()})

    assert delay_to_tell(ATRE, once, at) is None
    assert delay_to_tell(ATRE, once, in_tehran("1406/12/20")) is not None
    assert delay_to_tell(a_shop("bakala"), order, at) is None
