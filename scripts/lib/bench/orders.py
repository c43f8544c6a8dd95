"""Orders placed per second over HTTP, against a form that keeps nothing, and against the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from scripts.lib.bench import cheaper_step
from scripts.lib.bench.disk import Disk, disk_of
from scripts.lib.bench.figures import Figure, Wanted, at_least, at_most, ratio
from scripts.lib.bench.inbox import inbox
from scripts.lib.bench.report import Section
from scripts.lib.bench.stage import Adapter, Stage
from scripts.lib.load.buyers import Buyer, ready_buyers
from scripts.lib.load.final_step import Round, placed, review_forms
from scripts.lib.load.service import Service
from scripts.lib.load.within import within
from scripts.lib.postgres import free_port

MANY, _FEW = 16, 8
_FIRST_BUYER = 100_000_000
_WARM = 64
"""Orders before anything counts: code is loaded, connections are made."""
_LEAST: dict[Adapter, Wanted] = {"embedded": at_least(0.30), "postgresql": at_least(0.15)}


@dataclass
class Runner:
    """A service with buyers before the final step, some for each round; ``warmed`` says how many orders came before all."""

    service: Service
    buyers: list[Buyer]
    warmed: int = 0
    many: list[Round] = field(default_factory=list)
    few: list[Round] = field(default_factory=list)
    along: list[Round] = field(default_factory=list)

    def take(self, count: int) -> list[bytes]:
        """Return the posts by which the next buyers finish."""
        part, self.buyers = self.buyers[:count], self.buyers[count:]
        return asyncio.run(review_forms(self.service.port, part, self.service.url))


def runner(
    stage: Stage, adapter: Adapter, buyers: int, *, workers: int = 1, letters: str = "", step: str = ""
) -> Runner:
    """Start a service on an empty store, before which so many buyers stand ready; ``step`` names a cheaper final step."""
    service = stage.service(stage.store(adapter), workers=workers, inbox=letters)
    if step:
        service.module, service.told = cheaper_step.__name__, {cheaper_step.NAME: step}
    with within(stage.shop, service.store, service.url) as ports:
        ready = ready_buyers(ports, buyers + _WARM, first=_FIRST_BUYER)
    service.start()
    found = Runner(service, ready, warmed=_WARM)
    asyncio.run(placed(service.port, found.take(_WARM), MANY))
    return found


def orders(stage: Stage) -> Section:
    """Measure in rounds, each side in each round, and compare round by round."""
    rounds, each, few = (2, 240, 80) if stage.quick else (5, 960, 320)
    letters, bare = free_port(), stage.bare_form()
    runners = {
        one: runner(stage, one, rounds * (each + 2 * few), letters=f"http://127.0.0.1:{letters}")
        for one in stage.adapters
    }
    disks: list[Disk] = []
    bares: list[Round] = []
    for _ in range(rounds):
        disks.append(disk_of(stage.folder, 0.5 if stage.quick else 1))
        for one in runners.values():
            posts = one.take(each)
            bares.append(asyncio.run(placed(bare, posts * (6000 // each), MANY)))
            one.many.append(asyncio.run(placed(one.service.port, posts, MANY)))
            one.few.append(asyncio.run(placed(one.service.port, one.take(few), _FEW)))
            one.along.append(asyncio.run(_sent_along(letters, one.service.port, one.take(few))))
    for one in runners.values():
        one.service.stop()
    return Section(
        "orders", "Orders placed per second, each answered after its fsync", _NOTES, _figures(disks, bares, runners)
    )


async def _sent_along(letters: int, port: int, posts: Sequence[bytes]) -> Round:
    """Place orders while somebody takes the messages, of which more wait than can be sent meanwhile."""
    async with inbox(letters):
        return await placed(port, posts, MANY)


_NOTES = (
    f"""The real final step, `POST /checkout/review`, by {MANY} buyers at once over keep-alive connections, one worker: each of a
mobile of its own, three products in the cart. The bare form is a Starlette endpoint that awaits `request.form()` and answers
303, asked by the same client with the same posts under the same server. Ratios are medians of the rounds' own ratios.
Nobody takes messages meanwhile, so that no other work is measured along, except where the row says so: there the outbox is sent
as fast as it goes.""",
    f"The last rows: {_FEW} buyers, and the disk alone, appending 4 KiB and waiting for fdatasync, one after the other.",
)


def _figures(disks: Sequence[Disk], bares: Sequence[Round], runners: dict[Adapter, Runner]) -> list[Figure]:
    fsync, fsync_p99 = [disk.per_second for disk in disks], median(disk.p99_ms for disk in disks)
    bare = [one.per_second for one in bares]
    found = [
        Figure("bare form", median(bare), "per s", beside=spread(bares)),
        Figure("the disk's own fsyncs", median(fsync), "per s", beside=f"p99 {fsync_p99:.2f} ms"),
    ]
    for number, (name, one) in enumerate(runners.items()):
        rates = [each.per_second for each in one.many]
        found += [
            Figure(f"{name}: orders", median(rates), "per s", beside=spread(one.many)),
            Figure(f"{name}: orders / bare form", ratio(rates, bare[number :: len(runners)]), wanted=_LEAST[name]),
            Figure(f"{name}: orders / the disk's fsyncs", ratio(rates, fsync)),
            Figure(
                f"{name}: orders with messages sent along / without",
                ratio([each.per_second for each in one.along], rates),
            ),
        ]
    for name, one in runners.items():
        p99 = median(each.quantile(0.99) for each in one.few)
        what = f"{name}: p99 with {_FEW} buyers / the disk's p99"
        beside = f"{p99:.1f} ms / {fsync_p99:.2f} ms; p50 {median(each.quantile(0.5) for each in one.few):.1f} ms"
        found.append(Figure(what, p99 / fsync_p99, wanted=at_most(10), beside=beside))
    return found


def spread(rounds: Sequence[Round]) -> str:
    """Return how long the answers of some rounds took."""
    return f"p50 {median(one.quantile(0.5) for one in rounds):.1f} ms, p99 {median(one.quantile(0.99) for one in rounds):.1f} ms"
