"""The time to place an order after 100, 10,000 and 100,000 others."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from statistics import median

from scripts.lib.bench.figures import Figure, at_most
from scripts.lib.bench.past import Past, pasts, running
from scripts.lib.bench.report import Section
from scripts.lib.bench.stage import Stage
from scripts.lib.bench.turns import in_turns
from scripts.lib.load.final_step import leads_to_payment, review_forms

_WARM = 20

_NOTES = (
    """One buyer at a time, the real final step over HTTP. The services of all sizes run side by side and are asked in turns,
so that a slow minute slows them all. Past orders are real lives: paid at the bank or at the door, prepared, sent, delivered,
or expired or cancelled, each with its attempts, messages and movements; 40 are still under way in each. PostgreSQL has
vacuumed and analysed its tables, as it does by itself within minutes.""",
)


def history(stage: Stage) -> Section:
    """Place orders in turns at each size, on each adapter."""
    figures: list[Figure] = []
    for adapter in stage.adapters:
        sides = pasts(stage, adapter)
        with running([side.service for side in sides]):
            times = _times(sides, 60 if stage.quick else 300)
        found = [(side.size, 1000 * median(taken)) for side, taken in zip(sides, times, strict=True)]
        figures += [Figure(f"{adapter}: to place an order after {size:,}", ms, "ms") for size, ms in found]
        (first, few), (last, many) = found[0], found[-1]
        figures.append(Figure(f"{adapter}: after {last:,} / after {first:,}", many / few, wanted=at_most(1.2)))
    return Section("history", "The time to place an order, by how many there were before", _NOTES, figures)


def _times(sides: Sequence[Past], orders: int) -> list[list[float]]:
    """Return the seconds that each order took."""
    asked = []
    for side in sides:
        port = side.service.port
        asked.append((port, asyncio.run(review_forms(port, side.take(orders + _WARM), side.service.url, 2))))
    done = asyncio.run(in_turns(asked, leads_to_payment, warm=_WARM))
    return [[one.seconds for one in answers] for answers in done]
