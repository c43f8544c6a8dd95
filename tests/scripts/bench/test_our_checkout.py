"""The purchase that is measured is a whole one: a real service, every step over HTTP, an order at the end."""

from __future__ import annotations

import asyncio

import pytest

from checkout.app import open_store
from scripts.lib.bench.checkouts import Places, Turn
from scripts.lib.bench.inbox import inbox
from scripts.lib.bench.main import main
from scripts.lib.bench.orders import runner
from scripts.lib.bench.our_checkout import checkout_at
from scripts.lib.bench.stage import stage
from scripts.lib.load.final_step import link_in, placed
from scripts.lib.load.read_back import read_back
from scripts.lib.postgres import free_port


def test_buyers_buy_from_the_cart_to_the_orders_page() -> None:
    with stage(["embedded"], quick=True) as place:
        letters = free_port()
        service = place.service(place.store("embedded"), inbox=f"http://127.0.0.1:{letters}")
        service.start()

        async def two_purchases() -> list[int]:
            async with inbox(letters) as box:
                buys, places = checkout_at(service, box, 0), Places(2)
                return await asyncio.gather(*(buys(number, Turn(places)) for number in range(2)))

        requests = asyncio.run(two_purchases())
        service.stop()
        store = open_store(service.store)
        kept = read_back(store)
        store.close()

    assert requests == [18, 18]
    assert [order.state for order in kept.orders.values()] == ["awaiting_transfer"] * 2
    assert (kept.doubled(), kept.oversold(), kept.unheld()) == ([], [], [])


def test_what_the_final_step_acknowledged_outlives_a_kill() -> None:
    with stage(["embedded"], quick=True) as place:
        one = runner(place, "embedded", 20)
        assert one.service.resident_mb() > 10
        done = asyncio.run(placed(one.service.port, one.take(20), 4))
        one.service.kill()
        assert (one.service.pid, one.service.resident_mb()) == (0, 0)
        store = open_store(one.service.store)
        kept = read_back(store)
        store.close()

    assert kept.lost(link_in(answer.answer) for answer in done.answers) == []
    assert len(kept.orders) == 20 + one.warmed


def test_words_that_mean_nothing_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    for words, why in ((["store", "no-such-row"], "no row «no-such-row»"), (["nothing"], "invalid choice")):
        with pytest.raises(SystemExit) as stopped:
            main(words)
        assert stopped.value.code == 2
        assert why in capsys.readouterr().err
