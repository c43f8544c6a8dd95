"""Row 1: the service is killed under 16 buyers, started on the same store, and held to all that it acknowledged."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from scripts.lib.load.answers import Answer
from scripts.lib.load.buyers import ready_buyers
from scripts.lib.load.final_step import review_forms
from scripts.lib.torture.guardless import EARLY
from scripts.lib.torture.house import House, first_page, housed, link_of, miscounted, sent
from scripts.lib.torture.result import Asked, Measured

WHAT = "kill -9 under 16 buyers"
KILLS = 1000
BUYERS = 16
FORMS = 64
"""Of a round: more than are answered before the kill."""
LATEST_KILL_SECONDS = 0.15
ANSWERS_WITHIN_SECONDS = 2.0
CONTROL_KILLS = 10


@dataclass
class Toll:
    """What all rounds so far have come to. ``starts`` are the seconds to the first page after each kill."""

    kills: int = 0
    links: set[str] = field(default_factory=set)
    open: int = 0
    lost: set[str] = field(default_factory=set)
    refused: int = 0
    starts: list[float] = field(default_factory=list)
    doubled: int = 0
    oversold: int = 0

    @property
    def holds(self) -> bool:
        """Whether nothing went wrong, and in time."""
        wrong = len(self.lost) + self.doubled + self.oversold + self.refused
        return bool(self.links) and not wrong and max(self.starts) <= ANSWERS_WITHIN_SECONDS

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {len(self.links)} acknowledged: {len(self.lost)} lost, {self.doubled} doubled, "
            f"{self.oversold} SKUs oversold, {self.open} unanswered of which {self.refused} not resolved; "
            f"first page after {statistics.median(self.starts):.2f} s, at most {max(self.starts):.2f} s"
        )


def kill_under_load(asked: Asked) -> list[Measured]:
    """Kill so many times on each adapter."""
    return [_service_killed(asked, adapter) for adapter in asked.adapters]


def _service_killed(asked: Asked, adapter: str) -> Measured:
    kills = asked.part_of(KILLS)
    with housed(asked, adapter, "killed") as house:
        real = tolled(house, kills)
    with housed(asked, adapter, "killed", control=EARLY) as house:
        bare = tolled(house, min(CONTROL_KILLS, kills))
    return Measured(
        what=WHAT,
        adapter=adapter,
        measured=str(real),
        holds=real.holds,
        guard=EARLY,
        control=str(bare),
        control_fails=bool(bare.lost),
    )


def tolled(house: House, kills: int, kill: Callable[[], None] | None = None) -> Toll:
    """Run so many rounds on a fresh store, then read all of it back; ``kill`` is of the service if nothing else is named."""
    toll = Toll()
    with house.ports() as ports:
        buyers = ready_buyers(ports, kills * FORMS, first=100_000)
    with house.running():
        for turn in range(kills):
            batch = buyers[turn * FORMS : (turn + 1) * FORMS]
            forms = asyncio.run(review_forms(house.service.port, batch, house.service.url))
            asyncio.run(_round(house, forms, toll, kill or house.service.kill))
        house.service.stop()
        kept = house.kept()
    toll.lost.update(kept.lost(toll.links))
    toll.doubled += len(kept.doubled())
    toll.oversold += len({*kept.oversold(), *miscounted(kept)})
    return toll


async def _round(house: House, forms: list[bytes], toll: Toll, kill: Callable[[], None]) -> None:
    storm = asyncio.create_task(sent(house.service.port, forms, BUYERS))
    await asyncio.sleep(random.uniform(0.005, LATEST_KILL_SECONDS))  # noqa: S311 - no secret
    kill()
    before = await storm
    start = time.monotonic()
    house.service.start()
    await first_page(house.service.port)
    toll.starts.append(time.monotonic() - start)
    _compare(before, await sent(house.service.port, forms, BUYERS), len(forms), toll)
    toll.kills += 1


def _compare(before: dict[int, Answer], after: dict[int, Answer], forms: int, toll: Toll) -> None:
    """The same forms once more: those acknowledged lead where they led, the others to an order now."""
    for number in range(forms):
        first, again = link_of(before.get(number)), link_of(after.get(number))
        toll.links |= {link for link in (first, again) if link}
        toll.refused += not again or (number in before and not first)
        if first and first != again:
            toll.lost.add(first)
    toll.open += forms - len(before)
