"""Complete checkouts, one after the other, by so many clients at work: how many a second, and how many requests each."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Tally:
    """What was finished within the time that counts."""

    seconds: float
    checkouts: int = 0
    requests: list[int] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Return how many checkouts were finished a second."""
        return self.checkouts / self.seconds

    @property
    def beside(self) -> str:
        """What else is to be told."""
        if not self.checkouts:
            return "none was finished"
        ms = sorted(1000 * one for one in self.busy)
        p99 = ms[int(0.99 * len(ms))]
        return f"{median(self.requests):.0f} requests each, p50 {median(ms):.0f} ms, p99 {p99:.0f} ms"


class Places:
    """So many clients may be at work at once; whoever goes on with a checkout comes before whoever begins one."""

    def __init__(self, clients: int) -> None:
        self._free = clients
        self._waiting: list[tuple[bool, int, asyncio.Future[None]]] = []
        self._order = itertools.count()

    async def take(self, *, begins: bool) -> None:
        """Wait for a place, and take it."""
        if self._free:
            self._free -= 1
            return
        place = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (begins, next(self._order), place))
        await place

    def leave(self) -> None:
        """Let the next one take the place."""
        while self._waiting:
            place = heapq.heappop(self._waiting)[2]
            if not place.done():  # whoever has gone needs none
                place.set_result(None)
                return
        self._free += 1


class Turn:
    """One buyer's turns at work: ``async with`` each. Who waits for an SMS lets another one work meanwhile.

    ``busy`` sums up how many seconds the turns took.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._since = 0.0
        self.busy = 0.0

    async def __aenter__(self) -> None:
        await self._places.take(begins=not self._since)
        self._since = time.perf_counter()

    async def __aexit__(self, *_: object) -> None:
        self.busy += time.perf_counter() - self._since
        self._places.leave()


Checkout = Callable[[int, Turn], Awaitable[int]]
"""One whole checkout of the n-th buyer; returns its requests."""


async def measured(checkout: Checkout, *, clients: int, waiting: int, warm: float, seconds: float) -> Tally:
    """Let buyers come, each after another has finished, and count those who finish after the time to warm up.

    When time is over, whoever is still buying leaves. ``waiting`` is how many more than the clients at work may be under way, waiting for an SMS.
    """
    tally = Tally(seconds)
    places = Places(clients)
    start = time.perf_counter() + warm
    numbers = itertools.count()

    async def buyers() -> None:
        while True:
            turn = Turn(places)
            requests = await checkout(next(numbers), turn)
            if start <= time.perf_counter() < start + seconds:
                tally.checkouts += 1
                tally.requests.append(requests)
                tally.busy.append(turn.busy)

    coming = [asyncio.create_task(buyers()) for _ in range(clients + waiting)]
    ended, _ = await asyncio.wait(coming, timeout=warm + seconds, return_when=asyncio.FIRST_EXCEPTION)
    for one in coming:
        one.cancel()
    await asyncio.gather(*coming, return_exceptions=True)
    for one in ended:
        one.result()
    return tally
