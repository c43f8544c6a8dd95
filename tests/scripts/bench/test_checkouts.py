"""How complete checkouts are counted, with checkouts that only wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from scripts.lib.bench.checkouts import Places, Tally, Turn, measured
from scripts.lib.load.final_step import Unexpected


def in_order(clients: int, work: Callable[[Turn, str, list[str]], Awaitable[None]], names: str) -> list[str]:
    done: list[str] = []

    async def all_of_them() -> None:
        places = Places(clients)
        await asyncio.gather(*(work(Turn(places), name, done) for name in names))

    asyncio.run(all_of_them())
    return done


async def two_turns(turn: Turn, name: str, done: list[str]) -> None:
    async with turn:
        done.append(f"{name}1")
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    async with turn:
        done.append(f"{name}2")


def test_who_goes_on_comes_before_who_begins() -> None:
    assert in_order(1, two_turns, "abc") == ["a1", "b1", "a2", "c1", "b2", "c2"]


def test_no_more_clients_work_than_there_are() -> None:
    at_work = 0
    most = 0

    async def work(turn: Turn, name: str, done: list[str]) -> None:
        nonlocal at_work, most
        async with turn:
            at_work += 1
            most = max(most, at_work)
            await asyncio.sleep(0.001)
            at_work -= 1
            done.append(name)

    assert sorted(in_order(3, work, "abcdefgh")) == list("abcdefgh")
    assert most == 3


def test_only_what_is_finished_within_the_time_counts() -> None:
    started = []

    async def checkout(number: int, turn: Turn) -> int:
        started.append(number)
        async with turn:
            await asyncio.sleep(0.01)
        return 18

    tally = asyncio.run(measured(checkout, clients=2, waiting=1, warm=0.05, seconds=0.1))

    assert 0 < tally.checkouts < len(started)
    assert started == list(range(len(started)))
    assert tally.per_second == tally.checkouts / 0.1
    assert tally.beside.startswith("18 requests each, p50 1")


def test_what_goes_wrong_in_a_checkout_ends_the_run() -> None:
    async def checkout(number: int, turn: Turn) -> int:
        async with turn:
            if number == 3:
                raise Unexpected("no page")
            await asyncio.sleep(0)
        return 18

    with pytest.raises(Unexpected, match="no page"):
        asyncio.run(measured(checkout, clients=2, waiting=2, warm=30, seconds=30))


def test_a_run_without_a_checkout_says_so() -> None:
    assert (Tally(3).per_second, Tally(3).beside) == (0, "none was finished")
