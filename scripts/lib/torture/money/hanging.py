"""Row 6: while the bank and the SMS provider hang, cart and tracking are served as ever, and no payment is given up."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from checkout.kinds import ATTEMPTS
from checkout.ports import Gateway, Ports
from checkout.use_cases.start_payment import start_payment
from scripts.lib.load.buyers import ready_buyers
from scripts.lib.load.wire import ConnectionLost, Wire, get
from scripts.lib.torture.house import House, folder_for, housed
from scripts.lib.torture.money.deaf import dropping, silent
from scripts.lib.torture.money.launcher import UNBOUNDED
from scripts.lib.torture.money.till import LAUNCHER, ordered, told_of
from scripts.lib.torture.result import Asked, Measured
from shop.order import Order
from tests.contracts.gateway.bank import running_bank
from tests.contracts.gateway.registry import HALVES

SECONDS = 60
PAYERS = 120
"""Browsers that come back from the banks, and try again while they get no answer: more than the service has threads."""
PROBES = 4
BOUND_MS = 300.0
WHAT = f"banks and SMS provider hang {SECONDS} s: cart and tracking p99 under {BOUND_MS:.0f} ms"
CONTROL_SECONDS = 5
_PAYERS_PAUSE_SECONDS = 2.0
_PROBES_PAUSE_SECONDS = 0.02
_OK = 200


@dataclass
class Hung:
    """What the probes saw: how long each took, in milliseconds, those never answered for as long as they waited."""

    payers: int
    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    unanswered: int = 0
    open: int = 0

    @property
    def p99(self) -> float:
        """Within which 99 % were answered."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))] if ordered else 0.0

    @property
    def holds(self) -> bool:
        """Whether all pages came, in time, and every attempt still waits for the bank's word."""
        served = set(self.statuses) == {_OK} and not self.unanswered
        return served and self.p99 < BOUND_MS and self.open == self.payers

    def __str__(self) -> str:
        return (
            f"{len(self.milliseconds):,} pages beside {self.payers} payers: p99 {self.p99:.0f} ms, "
            f"slowest {max(self.milliseconds, default=0):.0f} ms, {self.unanswered} unanswered; "
            f"{self.open} of {self.payers} payments still open"
        )


def hanging(asked: Asked) -> list[Measured]:
    """Let the providers hang; what a store is has no part in it, so one of them is enough."""
    adapter = asked.adapters[0]
    real = hung(asked, adapter, float(asked.part_of(SECONDS, least=3)))
    bare = hung(asked, adapter, CONTROL_SECONDS, control=UNBOUNDED)
    return [
        Measured(
            what=WHAT,
            adapter=adapter,
            measured=str(real),
            holds=real.holds,
            guard=UNBOUNDED,
            control=str(bare),
            control_fails=bare.p99 >= BOUND_MS,
        )
    ]


def hung(
    asked: Asked,
    adapter: str,
    seconds: float,
    *,
    control: str = "",
    payers: int = PAYERS,
    grace_seconds: float = BOUND_MS / 1000,
) -> Hung:
    """Serve cart and tracking for so long, while many buyers come back from banks that say nothing.

    A page asked for before the end counts as unanswered when it has not come after the grace.
    """
    folder = folder_for(asked, f"{adapter} hanging {control} beside")
    with silent() as bank, dropping() as inbox:
        told = told_of(bank, inbox)
        with housed(asked, adapter, "hanging", control=control, told=told, launcher=LAUNCHER) as house:
            with running_bank(folder / "bank") as sound, house.ports() as ports:
                sound.now = datetime.now(UTC)
                gateways: dict[str, Gateway] = {half.name: sound.adapter(half, 20) for half in HALVES}
                order, ways = _at_the_banks(replace(ports, gateways=gateways), payers)
                cookie = ready_buyers(ports, 1, first=900_000)[0].cookie
            came = Hung(payers)
            with house.running() as service:
                pages = [get("/cart", cookie), get(f"/orders/{order.link}")]
                asyncio.run(_beside(service.port, ways, pages, (seconds, grace_seconds), came))
            came.open = _open(house)
    return came


def _at_the_banks(ports: Ports, count: int) -> tuple[Order, list[str]]:
    """Let so many buyers go to the banks, each in turn; return one's order, and the ways by which they all come back."""
    orders, ways = ordered(ports, count, first=100_000), []
    for number, order in enumerate(orders):
        attempt = start_payment(ports, order.code, HALVES[number % len(HALVES)].name)
        named = {"Authority": attempt.authority, "trackId": attempt.authority, "Token": attempt.authority}
        said = {**named, "Status": "2", "RefNum": f"GmshtyjwKSu{10_000_000_000 + number}"}
        ways.append(f"/payments/{attempt.id}/return?{urlencode(said)}")
    return orders[0], ways


async def _beside(port: int, ways: list[str], pages: list[bytes], times: tuple[float, float], came: Hung) -> None:
    seconds, grace = times
    until = time.monotonic() + seconds
    payers = [asyncio.create_task(_pay(port, way, until)) for way in ways]
    probes = [asyncio.create_task(_probe(port, pages, until, came)) for _ in range(PROBES)]
    await asyncio.wait(probes, timeout=seconds + grace)
    for task in (*probes, *payers):
        task.cancel()
    await asyncio.gather(*probes, *payers, return_exceptions=True)


async def _pay(port: int, way: str, until: float) -> None:
    while time.monotonic() < until:
        async with Wire(port) as wire:
            with suppress(ConnectionLost):
                await wire.ask(get(way))
        await asyncio.sleep(_PAYERS_PAUSE_SECONDS)


async def _probe(port: int, pages: list[bytes], until: float, came: Hung) -> None:
    async with Wire(port) as wire:
        while time.monotonic() < until:
            for page in pages:
                start = time.monotonic()
                answered = False
                try:
                    came.statuses[(await wire.ask(page)).status] += 1
                    answered = True
                finally:
                    came.milliseconds.append(1000 * (time.monotonic() - start))
                    came.unanswered += not answered
                await asyncio.sleep(_PROBES_PAUSE_SECONDS)


def _open(house: House) -> int:
    """Return how many attempts still wait for the bank's word, though it said nothing."""
    store = house.open()
    try:
        with store.transaction() as tx:
            return sum(attempt.state == "open" for attempt in tx.every(ATTEMPTS))
    finally:
        store.close()
