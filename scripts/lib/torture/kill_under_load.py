"""Row 1: the service, or its database's server, is killed under 16 buyers and held to all that it acknowledged."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from dataclasses import dataclass, field

from scripts.lib.load.answers import Answer
from scripts.lib.load.buyers import ready_buyers
from scripts.lib.load.final_step import Unexpected, review_forms
from scripts.lib.torture.guardless import EARLY
from scripts.lib.torture.house import House, housed, miscounted
from scripts.lib.torture.result import POSTGRES, Asked, Measured
from scripts.lib.torture.sending import PATIENCE_SECONDS, UNAVAILABLE, first_page, link_of, sent, sent_until_taken

WHAT = "kill -9 under 16 buyers"
KILLS = 1000
OF_THE_SERVER = 0.2
"""The share of PostgreSQL's kills that strikes every process of its server, and not the service's."""
FORMS = 48
"""Of a round: more than are answered before the kill."""
LATEST_ANSWER, LATEST_SECONDS = 24, 0.03
"""The kill comes when so many answers have come at most, and so much later at most, both by chance."""
ANSWERS_WITHIN_SECONDS = 2.0
RESOLVED_WITHIN_SECONDS = 10.0
CONTROL_KILLS = 10
LAZY = {"synchronous_commit": "off", "wal_writer_delay": "10s"}
"""The server answers before its log is written: on a disk this quick, its writer must be slow for a kill to show it."""


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
    def whole(self) -> bool:
        """Whether nothing went wrong, however long it took."""
        return bool(self.links) and not (self.lost or self.doubled or self.oversold or self.refused)

    @property
    def holds(self) -> bool:
        """Whether nothing went wrong, and in time."""
        return self.whole and max(self.starts) <= ANSWERS_WITHIN_SECONDS

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {len(self.links)} acknowledged: {len(self.lost)} lost, {self.doubled} doubled, "
            f"{self.oversold} SKUs oversold, {self.open} unanswered of which {self.refused} not resolved; "
            f"first page after {statistics.median(self.starts):.2f} s, at most {max(self.starts):.2f} s"
        )


def kill_under_load(asked: Asked) -> list[Measured]:
    """Kill so many times on each adapter."""
    measured = []
    for adapter in asked.adapters:
        kills = asked.part_of(KILLS)
        if adapter == POSTGRES:
            of_server = max(1, round(kills * OF_THE_SERVER))
            measured.append(_server_killed(asked, of_server))
            kills = max(1, kills - of_server)
        measured.append(_service_killed(asked, adapter, kills))
    return measured


def _service_killed(asked: Asked, adapter: str, kills: int) -> Measured:
    with housed(asked, adapter, "killed") as house:
        real = tolled(house, kills)
    with housed(asked, adapter, "killed", control=EARLY) as house:
        bare = tolled(house, min(CONTROL_KILLS, kills))
    return _measured(f"{WHAT}: the service's processes", adapter, real, EARLY, bare)


def _server_killed(asked: Asked, kills: int) -> Measured:
    with housed(asked, POSTGRES, "server killed", workers=asked.workers) as house:
        real = tolled(house, kills, server=True)
    with housed(asked, POSTGRES, "server killed lazy", workers=asked.workers, settings=LAZY) as house:
        bare = tolled(house, max(2, min(CONTROL_KILLS, kills)), server=True)
    return _measured(f"{WHAT}: every process of the server", POSTGRES, real, "synchronous_commit off", bare)


def _measured(what: str, adapter: str, real: Toll, guard: str, bare: Toll) -> Measured:
    return Measured(
        what=what,
        adapter=adapter,
        measured=str(real),
        holds=real.holds,
        guard=guard,
        control=str(bare),
        control_fails=bool(bare.lost),
    )


def tolled(house: House, kills: int, *, server: bool = False) -> Toll:
    """Run so many rounds on a fresh store, then read all of it back; kill the database's server, or the service."""
    toll = Toll()
    with house.ports() as ports:
        buyers = ready_buyers(ports, kills * FORMS, first=100_000)
    with house.running():
        for turn in range(kills):
            batch = buyers[turn * FORMS : (turn + 1) * FORMS]
            try:
                forms = asyncio.run(review_forms(house.service.port, batch, house.service.url))
            except Unexpected as error:  # the last kill took an acknowledged cart
                toll.lost.add(str(error))
                break
            asyncio.run(_round(house, forms, toll, server=server))
        house.service.stop()
        kept = house.kept()
    toll.lost.update(kept.lost(toll.links))
    toll.doubled += len(kept.doubled())
    toll.oversold += len({*kept.oversold(), *miscounted(kept)})
    return toll


async def _round(house: House, forms: list[bytes], toll: Toll, *, server: bool) -> None:
    port, some = house.service.port, asyncio.Event()
    after = random.randrange(LATEST_ANSWER)  # noqa: S311 - no secret
    storm = asyncio.create_task(sent(port, forms, heard=lambda count: some.set() if count >= after else None))
    if after:
        await asyncio.wait_for(some.wait(), PATIENCE_SECONDS)
    await asyncio.sleep(random.uniform(0.0, LATEST_SECONDS))  # noqa: S311 - no secret
    (house.kill_server if server else house.service.kill)()
    start = time.monotonic()
    if server:
        await asyncio.to_thread(house.start_server)  # the buyers wait for an answer meanwhile
    else:
        house.service.start()
    await first_page(port)
    toll.starts.append(time.monotonic() - start)
    _compare(await storm, await sent_until_taken(port, forms, RESOLVED_WITHIN_SECONDS), len(forms), toll)
    toll.kills += 1


def _compare(before: dict[int, Answer], after: dict[int, Answer], forms: int, toll: Toll) -> None:
    """The same forms once more: those acknowledged lead where they led, the others to an order now."""
    for number in range(forms):
        first, again = link_of(before.get(number)), link_of(after.get(number))
        status = before[number].status if number in before else UNAVAILABLE
        toll.links |= {link for link in (first, again) if link}
        toll.open += not first and status == UNAVAILABLE
        toll.refused += not again or (not first and status != UNAVAILABLE)
        if first and first != again:
            toll.lost.add(first)
