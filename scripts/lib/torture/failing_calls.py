"""Row 3, one half: each write in turn has no room or fails, each flush in turn fails, once or from then on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from checkout.storage.embedded import open_embedded
from scripts.lib.torture.result import EMBEDDED, Asked, Measured
from scripts.lib.torture.short_life import Opening, faults_after, live_on
from scripts.lib.torture.stock_tinydb import STOCK, StockTinyStore
from scripts.lib.torture.traced_points import points_of
from scripts.lib.torture.tracing import FLUSHES, Fault, Life, run_traced

WHAT = "EIO and ENOSPC at each n-th write, EIO at each n-th fsync (strace)"
CONTROL_EVERY = 20
WRITES = ("write", "pwrite64", "writev", "pwritev", "ftruncate", "fallocate")
_SAID = re.compile(r'write\(\d+<pipe:\[\d+\]>, "(?:placed|paid|cancelled)')


@dataclass
class Failed:
    """What came of all the points: ``bad`` are words on what was wrong, ``after`` what was said after a failed flush."""

    points: int = 0
    hit: int = 0
    refused: int = 0
    said: int = 0
    bad: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, and a failed flush was the end of acknowledging."""
        return bool(self.hit) and not self.bad and not self.after

    def __str__(self) -> str:
        lost = sum("lost" in fault for fault in self.bad)
        return (
            f"{self.points} points, {self.hit} struck: {self.said} acknowledged, {self.refused} refusals; {lost} lost, "
            f"{len(self.bad) - lost} unreadable or halved, {len(self.after)} acknowledged more after a failed fsync"
        )


def failing_calls(asked: Asked) -> list[Measured]:
    """Fail every call; a share of less than all takes every so-manieth."""
    if EMBEDDED not in asked.adapters:
        return []
    every = max(1, round(1 / asked.share))
    real = failed_everywhere(open_embedded, asked.folder / "failing", every)
    bare = failed_everywhere(StockTinyStore, asked.folder / "failing-stock", min(every, CONTROL_EVERY))
    return [
        Measured(
            what=WHAT,
            adapter=EMBEDDED,
            measured=str(real),
            holds=real.holds,
            guard=STOCK,
            control=str(bare),
            control_fails=not bare.holds,
        )
    ]


def failed_everywhere(opening: Opening, directory: Path, every: int) -> Failed:
    """Live once for each fault, and hold what is left to what was said."""
    calls = points_of(partial(live_on, opening), directory)
    faults = [fault for call in calls for fault in _faults(call)][::every]
    failed = Failed(points=len(faults))
    for number, fault in enumerate(faults):
        store = directory / str(number)
        life = run_traced(partial(live_on, opening, store), directory / "log", fault)
        failed.hit += "(INJECTED)" in life.calls
        failed.refused += life.said.count("refused")
        failed.said += sum(" " in line for line in life.said)
        failed.bad += [f"{fault} {fault.how}: {words}" for words in _wrong(opening, store, life)]
        if fault.call in FLUSHES and said_after(life, store) > 1:  # the one under way may have been flushed already
            failed.after.append(str(fault))
    return failed


def _faults(call: Fault) -> Iterator[Fault]:
    if call.call in WRITES:
        yield Fault(call.call, call.at, "error=ENOSPC")
        yield Fault(call.call, call.at, "error=EIO")
    if call.call in FLUSHES:
        yield Fault(call.call, call.at, "error=EIO")
        yield Fault(call.call, call.at, "error=EIO", on=True)


def _wrong(opening: Opening, store: Path, life: Life) -> Iterator[str]:
    if life.status:
        yield f"ended with {life.status}"
    yield from faults_after(opening, store, life.said)


def said_after(life: Life, store: Path) -> int:
    """Return how much was acknowledged after the first call that was made to fail.

    SQLite passes over a failed flush of a directory. That is no harm where the store itself flushes the same one after it,
    with success, before it says anything; of a file the second flush would prove nothing.
    """
    before, _, after = life.calls.partition("(INJECTED)")
    first = _SAID.search(after)
    unsaid = after[: first.start()] if first else after
    flush = rf"f(?:data)?sync\(\d+<{re.escape(str(store))}>\) ="
    if re.search(rf"{flush} -1 [^\n]*$", before) and re.search(rf"{flush} 0$", unsaid, re.MULTILINE):
        return 0
    return len(_SAID.findall(after))
