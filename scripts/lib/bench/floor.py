"""What an order's promises cost: final steps that keep fewer of them, beside the real one, in the same process."""

from __future__ import annotations

import asyncio
from statistics import median

from scripts.lib.bench.cheaper_step import STEPS
from scripts.lib.bench.figures import Figure, ratio
from scripts.lib.bench.orders import MANY, runner, spread
from scripts.lib.bench.report import Section
from scripts.lib.bench.stage import Stage
from scripts.lib.load.final_step import Round, placed

_REAL = "an order, as it is"

_NOTES = (
    f"""{MANY} buyers at once and one worker, as above: the same requests, pages, headers and store, but a final step that does less.
Each line does what the one above it does, and more. The last is the order itself: repeated by its key, priced anew and held against what
was reviewed, frozen and chained, its stock moved, its link, message and session kept. What no order of this process can be
faster than is the line with one record on disk.""",
)


def floor(stage: Stage) -> Section:
    """Measure each step in each round, against a bare form before it."""
    rounds, each = (2, 240) if stage.quick else (4, 640)
    bare = stage.bare_form()
    figures = []
    for adapter in stage.adapters:
        runners = {step: runner(stage, adapter, rounds * each, step=step) for step in STEPS}
        runners[_REAL] = runner(stage, adapter, rounds * each)
        bares: dict[str, list[Round]] = {step: [] for step in runners}
        for _ in range(rounds):
            for step, one in runners.items():
                posts = one.take(each)
                bares[step].append(asyncio.run(placed(bare, posts * (4000 // each), MANY)))
                one.many.append(asyncio.run(placed(one.service.port, posts, MANY)))
        for step, one in runners.items():
            one.service.stop()
            rates = [done.per_second for done in one.many]
            beside = f"{median(rates):,.0f} per s, {spread(one.many)}"
            share = ratio(rates, [done.per_second for done in bares[step]])
            figures.append(Figure(f"{adapter}: {step} / bare form", share, beside=beside))
    return Section("floor", "What an order's promises cost", _NOTES, figures)
