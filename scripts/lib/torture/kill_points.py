"""Row 2: the process is killed at every write, fsync, rename, open and truncate of place, pay and cancel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from checkout.storage.embedded import open_embedded
from scripts.lib.torture.result import EMBEDDED, Asked, Measured
from scripts.lib.torture.short_life import Opening, faults_after, live
from scripts.lib.torture.stock_tinydb import STOCK, StockTinyStore
from scripts.lib.torture.traced_points import points_of
from scripts.lib.torture.tracing import CALLS, Fault, run_traced

WHAT = "kill at every write, fsync, rename, open and truncate of place, pay, cancel (strace)"
CONTROL_CALLS = ("fsync", "ftruncate")


def kill_points(asked: Asked) -> list[Measured]:
    """Kill at every point; a share of less than all takes every so-manieth."""
    if EMBEDDED not in asked.adapters:
        return []
    every = max(1, round(1 / asked.share))
    points, bad = killed_everywhere(open_embedded, asked.folder / "embedded", every)
    control_points, control_bad = killed_everywhere(StockTinyStore, asked.folder / "stock", 1, CONTROL_CALLS)
    return [
        Measured(
            what=WHAT,
            adapter=EMBEDDED,
            measured=_words(points, bad),
            holds=not bad,
            guard=STOCK,
            control=_words(control_points, control_bad),
            control_fails=bool(control_bad),
        )
    ]


def killed_everywhere(
    opening: Opening, directory: Path, every: int, calls: Sequence[str] = CALLS
) -> tuple[int, list[str]]:
    """Return how many points there were, of those calls, and of each bad one what was wrong."""
    points = [point for point in points_of(partial(live, opening), directory) if point.call in calls][::every]
    return len(points), [f"{point}: {fault}" for point in points for fault in _after(opening, directory, point)]


def _after(opening: Opening, directory: Path, point: Fault) -> Iterator[str]:
    store = directory / f"{point.call}-{point.at}"
    life = run_traced(partial(live, opening, store), directory / "log", point)
    yield from faults_after(opening, store, life.said)


def _words(points: int, bad: list[str]) -> str:
    kinds = Counter(fault.split(": ")[1] for fault in bad)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    return f"{points} points: {told or '0 unreadable, 0 lost, 0 halved'}"
