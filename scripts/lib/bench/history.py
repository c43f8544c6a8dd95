"""The time to place an order after 100, 10,000 and 100,000 others."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from statistics import median

from scripts.lib.bench.figures import Figure, at_most
from scripts.lib.bench.past import Past, pasts, running
from scripts.lib.bench.report import Section
from scripts.lib.bench.stage import Stage
from scripts.lib.load.final_step import placed, review_forms

_NOTES = (
    """One buyer at a time, the real final step over HTTP. The services of all sizes run side by side and are asked in turns,
so that a slow minute slows them all. Past orders are real lives: paid at the bank or at the door, prepared, sent, delivered,
or expired or cancelled, each with its attempts, messages and movements; 40 are still under way in each.""",
)


def history(stage: Stage) -> Section:
    """Place orders in turns at each size, on each adapter."""
    figures: list[Figure] = []
    for adapter in stage.adapters:
        sides = pasts(stage, adapter)
        with running([side.service for side in sides]):
            times = _times(sides, rounds=4 if stage.quick else 10)
        found = [(side.size, 1000 * median(taken)) for side, taken in zip(sides, times, strict=True)]
        figures += [Figure(f"{adapter}: to place an order after {size:,}", ms, "ms") for size, ms in found]
        (first, few), (last, many) = found[0], found[-1]
        figures.append(Figure(f"{adapter}: after {last:,} / after {first:,}", many / few, wanted=at_most(1.2)))
    return Section("history", "The time to place an order, by how many there were before", _NOTES, figures)


def _times(sides: Sequence[Past], rounds: int, each: int = 20) -> list[list[float]]:
    """Return the seconds that each order took; the first round warms up and is not counted."""
    times: list[list[float]] = [[] for _ in sides]
    for number in range(rounds + 1):
        for side, taken in zip(sides, times, strict=True):
            port = side.service.port
            posts = asyncio.run(review_forms(port, side.take(each), side.service.url, 1))
            done = asyncio.run(placed(port, posts, 1))
            if number:
                taken += [one.seconds for one in done.answers]
    return times
