"""R30: the store is backed up while buyers finish, put back into a folder, and held to all that was acknowledged before."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from checkout.stores import open_content
from checkout.upkeep.backup_file import write_backup
from checkout.upkeep.content import Row
from scripts.lib.load.buyers import Buyer, ready_buyers
from scripts.lib.load.final_step import review_forms
from scripts.lib.shops import ROOT
from scripts.lib.torture.house import House, housed, miscounted
from scripts.lib.torture.result import POSTGRES, Asked, Measured
from scripts.lib.torture.sending import link_of, sent

WHAT = "backed up under load, and put back"
GUARD = "each kind read in its own snapshot"
BACKUPS = 50
CONTROL_BACKUPS = 2
BUYERS = 16
ROUNDS = 8
"""Rounds of buyers for each backup, spread over the time it takes: a store that grew without end would take ever longer."""
_PAUSE_SECONDS = 0.4
_LONGEST_WAIT_SECONDS = 3.0
TakeOne = Callable[[str, Path, Callable[[], int]], Awaitable[None]]


@dataclass
class Put:
    """What all backups so far have come to when they were put back."""

    backups: int = 0
    orders: list[int] = field(default_factory=list)
    sold_meanwhile: int = 0
    lost: int = 0
    doubled: int = 0
    unfit: int = 0

    @property
    def holds(self) -> bool:
        """Whether nothing was missing, nothing did not fit, and buyers were served while backups were taken."""
        return self.sold_meanwhile > 0 and not self.lost + self.doubled + self.unfit

    def __str__(self) -> str:
        return (
            f"{self.backups} backups of {min(self.orders)} to {max(self.orders)} orders, {self.sold_meanwhile} sold meanwhile: "
            f"{self.lost} acknowledged before and missing, {self.doubled} doubled, {self.unfit} orders or SKUs that do not fit"
        )


def backups(asked: Asked) -> list[Measured]:
    """Take so many backups on each adapter."""
    return [_on(asked, adapter) for adapter in asked.adapters]


def _on(asked: Asked, adapter: str) -> Measured:
    workers = 2 if adapter == POSTGRES else 1
    with housed(asked, adapter, "backed up", workers=workers) as house:
        real = put_back(house, asked.part_of(BACKUPS), by_script)
    with housed(asked, adapter, "backed up in parts", workers=workers) as house:
        bare = put_back(house, min(CONTROL_BACKUPS, asked.part_of(BACKUPS)), in_parts)
    return Measured(
        what=WHAT,
        adapter=adapter,
        measured=str(real),
        holds=real.holds,
        guard=GUARD,
        control=str(bare),
        control_fails=not bare.holds,
    )


def put_back(house: House, count: int, take_one: TakeOne) -> Put:
    """Take so many backups while buyers finish, then put each of them back into a folder and read it."""
    with house.ports() as ports:
        buyers = ready_buyers(ports, count * ROUNDS * BUYERS, first=100_000)
    with house.running():
        taken, sold = asyncio.run(_taken(house, buyers, count, take_one))
        house.service.stop()
    put = Put(sold_meanwhile=sold)
    for file, acknowledged in taken.items():
        _held_to(house, file, acknowledged, put)
    return put


async def _taken(
    house: House, buyers: list[Buyer], count: int, take_one: TakeOne
) -> tuple[dict[Path, frozenset[str]], int]:
    """Return each backup's file, with the links acknowledged before it was begun; and how many were while one was taken."""
    taken: dict[Path, frozenset[str]] = {}
    sold = 0
    rounds = asyncio.Semaphore(0)
    async with _storm(house, buyers, rounds) as acknowledged:
        for number in range(count):
            for _ in range(ROUNDS):
                rounds.release()
            await _more(acknowledged, len(acknowledged))
            before, file = frozenset(acknowledged), house.folder / f"{number}.backup"
            await take_one(house.where, file, lambda: len(acknowledged))
            taken[file] = before
            sold += len(acknowledged) - len(before)
    return taken, sold


@asynccontextmanager
async def _storm(house: House, buyers: list[Buyer], rounds: asyncio.Semaphore) -> AsyncIterator[set[str]]:
    """Let buyers finish, round after round as they are let in; the set given holds the links acknowledged so far."""
    acknowledged: set[str] = set()

    async def go_on() -> None:
        for start in range(0, len(buyers), BUYERS):
            await rounds.acquire()
            port = house.service.port
            forms = await review_forms(port, buyers[start : start + BUYERS], house.service.url)
            answers = await sent(port, forms, BUYERS)
            acknowledged.update(link for answer in answers.values() if (link := link_of(answer)))
            await asyncio.sleep(_PAUSE_SECONDS)

    task = asyncio.create_task(go_on())
    try:
        yield acknowledged
        if task.done():
            task.result()  # raises what went wrong
    finally:
        task.cancel()


async def _more(acknowledged: set[str], than: int) -> None:
    until = time.monotonic() + 60
    while len(acknowledged) <= than:
        if time.monotonic() > until:
            raise TimeoutError
        await asyncio.sleep(0.02)


async def by_script(where: str, file: Path, _: Callable[[], int]) -> None:
    """Take a backup as an owner does."""
    await _run("backup", where, str(file))


async def in_parts(where: str, file: Path, sold: Callable[[], int]) -> None:
    """Take a backup that opens the store anew for each kind, when more was sold since the kind before."""

    def rows() -> Iterator[Row]:
        with open_content(where) as content:
            kinds = content.kinds()
        for kind in kinds:
            with open_content(where) as content:
                yield from [row for row in content.rows() if row.kind == kind]
            before, until = sold(), time.monotonic() + _LONGEST_WAIT_SECONDS
            while sold() == before and time.monotonic() < until:
                time.sleep(0.02)

    await asyncio.to_thread(write_backup, file, rows(), datetime.now(UTC))


async def _run(script: str, *words: str) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", f"scripts.lib.{script}", *words),
        cwd=ROOT,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    if process.returncode:
        raise RuntimeError(said.decode(errors="replace"))


def _held_to(house: House, file: Path, acknowledged: frozenset[str], put: Put) -> None:
    again = file.with_suffix(".store")
    asyncio.run(_run("restore", str(file), str(again)))
    kept = house.kept(str(again))
    put.backups += 1
    put.orders.append(len(kept.orders))
    put.lost += len(kept.lost(acknowledged))
    put.doubled += len(kept.doubled())
    put.unfit += len({*kept.oversold(), *miscounted(kept)}) + len(kept.unheld())
