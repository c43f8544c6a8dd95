"""Row 6: the primary is killed under load and its standby promoted; buyers send their forms until they are answered."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from scripts.lib.load.buyers import Buyer, ready_buyers
from scripts.lib.load.final_step import review_forms
from scripts.lib.load.stocked_shop import stocked_shop
from scripts.lib.load.wire import ConnectionLost, Wire
from scripts.lib.torture.house import House, miscounted
from scripts.lib.torture.pair import Pair
from scripts.lib.torture.result import POSTGRES, Asked, Measured
from scripts.lib.torture.sending import BUYERS, PATIENCE_SECONDS, link_of

TIMES = 20
ACKNOWLEDGED = 20_000
WHAT = f"primary killed and standby promoted under load, {TIMES} times, at least {ACKNOWLEDGED} acknowledgements"
ANSWERS_WITHIN_SECONDS = 30.0
CONTROL_TIMES = 3
_BEHIND_SECONDS = 0.2
"""How long before its end the primary's way to the standby is cut: what is then acknowledged, the standby must have."""
_AFTER_SHARE = 0.8
UNNOTICED_SECONDS = (10.0, 0.0, 3.0)
"""Until somebody notices that the primary is gone, by turns; the first is longer than a commit waits for its outcome."""


@dataclass
class Taken:
    """What all rounds came to. ``pauses`` are the seconds without an order, at each kill."""

    times: int = 0
    links: dict[str, None] = field(default_factory=dict)
    again: int = 0
    never: int = 0
    pauses: list[float] = field(default_factory=list)
    lost: int = 0
    doubled: int = 0
    miscounted: int = 0

    @property
    def holds(self) -> bool:
        """Whether nothing is lost or doubled, everybody was answered, and in time."""
        wrong = self.lost + self.doubled + self.miscounted + self.never
        return bool(self.links) and not wrong and max(self.pauses) <= ANSWERS_WITHIN_SECONDS

    def __str__(self) -> str:
        return (
            f"{self.times} times, {len(self.links)} acknowledged: {self.lost} lost, {self.doubled} doubled, "
            f"{self.miscounted} SKUs miscounted; {self.again} forms sent again for want of an answer, {self.never} "
            f"of them never resolved; no order for at most {max(self.pauses):.1f} s"
        )


def failover(asked: Asked) -> list[Measured]:
    """Kill so many primaries."""
    if POSTGRES not in asked.adapters:
        return []
    times = asked.part_of(TIMES)
    orders = max(200, asked.part_of(ACKNOWLEDGED) // times)
    real = taken_over(asked, times, orders, waits=True)
    bare = taken_over(asked, min(CONTROL_TIMES, times), orders, waits=False)
    return [
        Measured(
            what=WHAT,
            adapter=POSTGRES,
            measured=str(real),
            holds=real.holds,
            guard="a standby that commits do not wait for",
            control=str(bare),
            control_fails=bare.lost > 0,
        )
    ]


def taken_over(
    asked: Asked, times: int, orders: int, *, waits: bool, unnoticed: Sequence[float] = UNNOTICED_SECONDS
) -> Taken:
    """Let buyers place so many orders a round; kill the primary when most are placed, and promote the standby."""
    taken = Taken()
    folder = asked.folder / ("synchronous" if waits else "asynchronous")
    folder.mkdir(parents=True)
    pair = Pair(folder, waits=waits)
    try:
        house = House(stocked_shop(), folder, pair.url, workers=asked.workers)
        with house.running():
            for turn in range(times):
                if turn:
                    pair.mend()
                with house.ports() as ports:
                    crowd = ready_buyers(ports, orders, first=(1 + turn) * 100_000)
                asyncio.run(_round(house, pair, crowd, taken, unnoticed[turn % len(unnoticed)]))
            house.service.stop()
        kept = house.kept()
    finally:
        pair.stop()
    taken.lost = len(kept.lost(taken.links))
    taken.doubled = len(kept.doubled())
    taken.miscounted = len({*kept.oversold(), *miscounted(kept)})
    return taken


async def _round(house: House, pair: Pair, crowd: Sequence[Buyer], taken: Taken, unnoticed: float) -> None:
    port = house.service.port
    forms = await review_forms(port, crowd, house.service.url)
    times: list[float] = []
    most = asyncio.Event()
    storm = asyncio.create_task(_persist(port, forms, taken, times, most))
    await most.wait()
    _cut_off(pair)
    await asyncio.sleep(_BEHIND_SECONDS)
    killed = time.monotonic()
    await asyncio.to_thread(pair.kill_primary)
    await asyncio.sleep(unnoticed)
    await asyncio.to_thread(pair.take_over)
    await storm
    taken.pauses.append(longest_pause(times, killed))
    taken.times += 1


def longest_pause(times: Sequence[float], killed: float) -> float:
    """Return the longest time without an order that ended after the kill; what was on its way then may still come."""
    ordered = sorted(times)
    return max((later - at for at, later in pairwise(ordered) if later > killed), default=PATIENCE_SECONDS)


async def _persist(port: int, forms: Sequence[bytes], taken: Taken, times: list[float], most: asyncio.Event) -> None:
    """Send every form until it leads to an order, as a patient buyer would; tell when most of them have."""
    pieces = iter(forms)

    async def one_connection() -> None:
        async with Wire(port) as wire:
            for form in pieces:
                link, tries = await _until_taken(wire, form)
                taken.again += tries > 1
                if link:
                    taken.links[link] = None
                    times.append(time.monotonic())
                else:
                    taken.never += 1
                if len(times) >= _AFTER_SHARE * len(forms) or taken.never:
                    most.set()

    await asyncio.gather(*(one_connection() for _ in range(BUYERS)))


async def _until_taken(wire: Wire, form: bytes) -> tuple[str, int]:
    until, tries = time.monotonic() + PATIENCE_SECONDS, 0
    while time.monotonic() < until:
        tries += 1
        try:
            link = link_of(await wire.ask(form))
        except ConnectionLost:
            link = ""
        if link:
            return link, tries
        await asyncio.sleep(0.1)
    return "", tries


def _cut_off(pair: Pair) -> None:
    """Stop the primary's senders: from here on the standby gets nothing."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(place.joinpath("stat").read_text().rpartition(")")[2].split()[1])
            words = place.joinpath("cmdline").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pair.primary.pid and "walsender" in words:
            os.kill(int(place.name), signal.SIGSTOP)
