"""Complete guest checkouts: ours and django-oscar's, from the cart to the page that thanks, every request counted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from scripts.lib.bench import our_checkout
from scripts.lib.bench.checkouts import Tally, measured
from scripts.lib.bench.figures import Figure, Wanted, at_least
from scripts.lib.bench.inbox import inbox
from scripts.lib.bench.oscar import checkout as oscars
from scripts.lib.bench.oscar.running import THREADS, WORKERS, oscar
from scripts.lib.bench.report import Section
from scripts.lib.bench.stage import Adapter, Stage
from scripts.lib.load.service import Service
from scripts.lib.postgres import free_port

CLIENTS = (1, 4, 8)
PEER = "django-oscar"
_LEAST: dict[Adapter, Wanted] = {"embedded": at_least(30), "postgresql": at_least(20)}
_WORKERS: dict[Adapter, int] = {"embedded": 1, "postgresql": WORKERS}
_WAITING = 120
"""Buyers who may wait for their code: more than come in the second or two that it takes."""
_FIRST_OF = 100_000
"""Buyers of one run are numbered from a multiple of this, so that none comes twice."""

_NOTES = (
    f"""django-oscar runs under gunicorn ({WORKERS} workers of {THREADS} threads) on the same PostgreSQL server: 41 products, guests may
buy, one way of shipping at a fixed price, no payment, mail thrown away. Its requests: the product's page, add to the cart, the
cart, who are you, the guest's e-mail, the address and its post, the way of shipping, the way of paying and its details (which lead
on), the preview, the order, the thanks.""",
    f"""Ours, with {_WORKERS["postgresql"]} workers on PostgreSQL: add to the cart, the cart, go on, mobile, code, delivery, way of delivery,
review, the order, ways to pay, pay by transfer, the order's own page; on both sides each redirect is one more request. The code
is read off the message that the service sends, and all its other messages are sent along. Clients count while they are at work:
who waits for the SMS with the code, up to the second between two turns of the outbox, lets another buyer work meanwhile.
The figures set are checkouts a second with 8 clients; the last rows are the ratios.""",
)

Run = Callable[[int], Tally]


def peer(stage: Stage) -> Section:
    """Let buyers come to each side in turns, by 1, 4 and 8 clients."""
    found: dict[str, dict[int, Tally]] = {}
    with oscar(stage.folder / "oscar", stage.cluster.create("oscar")) as port:
        runs: dict[str, Run] = {PEER: _at_oscar(port, stage), **{one: _at_ours(stage, one) for one in stage.adapters}}
        for clients in CLIENTS:
            for name, run in runs.items():
                found.setdefault(name, {})[clients] = run(clients)
    return Section("peer", f"Complete guest checkouts, beside {PEER}", _NOTES, _figures(stage, found))


def _spans(stage: Stage) -> tuple[float, float]:
    """Return how many seconds warm up, and how many count."""
    return (3, 4) if stage.quick else (4, 10)


def _at_oscar(port: int, stage: Stage) -> Run:
    warm, seconds = _spans(stage)

    def run(clients: int) -> Tally:
        buys = oscars.checkout_at(port)
        return asyncio.run(measured(buys, clients=clients, waiting=0, warm=warm, seconds=seconds))

    return run


def _at_ours(stage: Stage, adapter: Adapter) -> Run:
    """Start our service; each run has an inbox of its own at the same place."""
    letters = free_port()
    service = stage.service(stage.store(adapter), workers=_WORKERS[adapter], inbox=f"http://127.0.0.1:{letters}")
    service.start()
    return lambda clients: asyncio.run(_bought(stage, service, letters, clients))


async def _bought(stage: Stage, service: Service, port: int, clients: int) -> Tally:
    warm, seconds = _spans(stage)
    async with inbox(port) as letters:
        buys = our_checkout.checkout_at(service, letters, clients * _FIRST_OF)
        return await measured(buys, clients=clients, waiting=_WAITING, warm=warm, seconds=seconds)


def _figures(stage: Stage, found: Mapping[str, Mapping[int, Tally]]) -> list[Figure]:
    figures = []
    for name, runs in found.items():
        wanted = _LEAST[name] if name in stage.adapters else None  # type: ignore[index]
        for clients, tally in runs.items():
            what = f"{name}: checkouts, {clients} {'client' if clients == 1 else 'clients'}"
            set_for = wanted if clients == CLIENTS[-1] else None
            figures.append(Figure(what, tally.per_second, "per s", set_for, tally.beside))
    best = max(tally.per_second for tally in found[PEER].values())
    for adapter in stage.adapters:
        ours = max(tally.per_second for tally in found[adapter].values())
        figures.append(Figure(f"{adapter}: best / best of {PEER}", ours / best))
    return figures
