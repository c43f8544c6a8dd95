"""Orders placed per second on PostgreSQL by a service of one, two and four processes."""

from __future__ import annotations

import asyncio

from scripts.lib.bench.figures import Figure, ratio
from scripts.lib.bench.orders import MANY, Runner, runner, spread
from scripts.lib.bench.report import Section
from scripts.lib.bench.stage import Stage
from scripts.lib.load.final_step import placed

WORKERS = (1, 2, 4)

_NOTES = (
    f"""{MANY} buyers at once, as above, each service on a database of its own, measured in turns. Client, service and
PostgreSQL share the same cores, so more workers than cores only show that nothing breaks.""",
)


def workers(stage: Stage) -> Section:
    """Measure each number of workers in each round."""
    rounds, each = (2, 240) if stage.quick else (4, 800)
    runners = [runner(stage, "postgresql", (rounds + 1) * each, workers=number) for number in WORKERS]
    for number in range(rounds + 1):
        for one in runners:
            done = asyncio.run(placed(one.service.port, one.take(each), MANY))
            if number:  # in the first round some workers may still be starting
                one.many.append(done)
    for one in runners:
        one.service.stop()
    return Section("workers", "Orders placed per second on PostgreSQL, by workers", _NOTES, _figures(runners))


def _figures(runners: list[Runner]) -> list[Figure]:
    alone = [one.per_second for one in runners[0].many]
    figures = []
    for number, one in zip(WORKERS, runners, strict=True):
        rates = [each.per_second for each in one.many]
        named = f"{number} {'worker' if number == 1 else 'workers'}"
        figures.append(
            Figure(f"postgresql: orders, {named}", sorted(rates)[len(rates) // 2], "per s", beside=spread(one.many))
        )
        if number != 1:
            figures.append(Figure(f"postgresql: {named} / 1 worker", ratio(rates, alone)))
    return figures
