"""When a delay begins, whoever waits for a paid order is told so once."""

from __future__ import annotations

import pytest

from checkout.use_cases.jobs import tell_delays
from tests.builders import a_shop, in_tehran
from tests.checkout.life import an_order_at, ordered, pay, sent
from tests.checkout.shops import an_item, opened
from tests.fakes import World

MOBILES = tuple(f"0935000000{n}" for n in range(1, 6))
DELAY = {"from": "1405/09/12", "to": "1405/09/20", "note": "راه‌ها بسته است."}


def with_delay(*delays: dict[str, str]) -> dict[str, object]:
    """Return a week in which these delays are declared."""
    return {"weekend": ["friday"], "clause": "shipping#working-days", "delay": list(delays)}


def test_ATR_024_five_paid_orders_that_wait_are_told_once_each(world: World) -> None:
    item = an_item(a_shop("atrebeheshti"), 2_400_000)
    opened(world, "atrebeheshti", item)
    orders = [ordered(world, "atrebeheshti", item, mobile=mobile) for mobile in MOBILES]
    unpaid = ordered(world, "atrebeheshti", item, pays="", mobile="09350000006")
    left = sent(world, ordered(world, "atrebeheshti", item, mobile="09350000007"))
    assert tell_delays(world.ports) == 0

    world.clock.now = in_tehran("1405/09/12", "09:00")
    opened(world, "atrebeheshti", item, week=with_delay({**DELAY, "not_before": "1405/09/22"}))
    assert tell_delays(world.ports) == 5
    for order in orders:
        assert [text for text in world.texts(order) if "راه‌ها بسته است" in text] == world.texts(order)[-1:]
        assert "شاید پیش از یک‌شنبه ۲۲ آذر ۱۴۰۵ نرسد" in world.texts(order)[-1]
    assert not any("راه‌ها" in text for order in (unpaid, left) for text in world.texts(order))

    world.clock.go_on(days=1)
    assert tell_delays(world.ports) == 0


@pytest.mark.parametrize(
    ("day", "time", "told"),
    [
        ("1405/12/14", "23:59:59", 0),
        ("1405/12/15", "00:00", 1),
        ("1405/12/29", "23:59:59", 1),
        ("1406/01/01", "00:00", 0),
    ],
)
def test_ATR_024_the_second_half_of_esfand_is_such_a_delay(world: World, day: str, time: str, told: int) -> None:
    world.clock.now = in_tehran("1405/12/13", "10:00")
    an_order_at(world, "atrebeheshti")
    world.clock.now = in_tehran(day, time)
    assert tell_delays(world.ports) == told


def test_ATR_024_an_order_paid_during_the_delay_is_told_too_and_each_delay_anew(world: World) -> None:
    item = an_item(a_shop("atrebeheshti"), 2_400_000)
    later = {"from": "1405/09/25", "to": "1405/09/26", "note": "برف آمده است."}
    opened(world, "atrebeheshti", item, week=with_delay(DELAY, later))
    order = ordered(world, "atrebeheshti", item, pays="")
    world.clock.now = in_tehran("1405/09/13", "09:00")
    assert tell_delays(world.ports) == 0
    pay(world, order)
    assert tell_delays(world.ports) == 1
    world.clock.now = in_tehran("1405/09/25", "09:00")
    assert tell_delays(world.ports) == 1
    assert "برف آمده است" in world.texts(order)[-1]


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "payatel"])
def test_ATR_024_a_shop_without_delays_tells_nothing(world: World, name: str) -> None:
    an_order_at(world, name)
    world.clock.now = in_tehran("1405/12/20", "09:00")
    assert tell_delays(world.ports) == 0
