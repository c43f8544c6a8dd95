"""Row 7: the power goes after each flush and each answer; what was not flushed is gone, or part of it is there."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from checkout.storage.embedded import EmbeddedStore, open_embedded
from scripts.lib.torture.result import EMBEDDED, Asked, Measured
from scripts.lib.torture.short_life import faults_after
from tests.checkout.storage.platter import Call, Platter, Whim, traced

CUTS = 200
WHAT = "power cut: what was not flushed is lost"
GUARD = "synchronous = OFF"
CONTROL_CUTS = 100
_LIVES = 3
_PROGRAM = """
import pathlib, sys
from scripts.lib.torture.power_cut import careless, open_embedded
from scripts.lib.torture.short_life import live
live(OPENING, pathlib.Path(sys.argv[1]), lambda line: print(f"said {line}", flush=True), LIVES)
"""


@dataclass
class Cut:
    """What so many cuts as are ``wanted`` came to: how many were bad, and what was wrong with them."""

    wanted: int
    cuts: int = 0
    bad: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        kinds = Counter(fault.partition(":")[0] for fault in self.faults)
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        return f"{self.cuts} cuts, {self.bad} bad: {told or '0 unreadable, 0 lost, 0 halved'}"


def power_cut(asked: Asked) -> list[Measured]:
    """Cut the power so many times."""
    if EMBEDDED not in asked.adapters:
        return []
    real = cut_off(asked.folder / "power", "open_embedded", asked.part_of(CUTS, least=10))
    bare = cut_off(asked.folder / "power-careless", "careless", asked.part_of(CONTROL_CUTS, least=10))
    return [
        Measured(
            what=WHAT,
            adapter=EMBEDDED,
            measured=str(real),
            holds=not real.bad,
            guard=GUARD,
            control=str(bare),
            control_fails=bool(bare.bad),
        )
    ]


def careless(directory: Path) -> EmbeddedStore:
    """Open the embedded store so that it never waits for the disk."""
    store = open_embedded(directory)
    store.database.do("PRAGMA synchronous = OFF")
    return store


def cut_off(directory: Path, opening: str, cuts: int) -> Cut:
    """Let a process live under strace, then cut the power at so many of its flushes and answers, evenly over its life."""
    directory.mkdir(parents=True)
    program = _PROGRAM.replace("OPENING", opening).replace("LIVES", str(_LIVES))
    calls = traced(program, [str(directory / "store")], directory / "log")
    moments = sum(1 for _ in _moments(calls, Platter(directory / "store")))
    cut, turn = Cut(cuts), 0
    while cut.cuts < cuts:
        _cut_all(directory, calls, max(1, moments // (cuts - cut.cuts)), _whim(turn), cut)
        turn += 1
    return cut


def _whim(turn: int) -> Whim:
    """At first all that was not flushed is gone; then, each time by other chances, half of it."""
    chance = random.Random(turn)  # noqa: S311 - to repeat
    return (lambda: False) if turn == 0 else (lambda: chance.random() < 0.5)  # noqa: PLR2004


def _cut_all(directory: Path, calls: list[Call], every: int, whim: Whim, cut: Cut) -> None:
    platter = Platter(directory / "store")
    for number, said in enumerate(_moments(calls, platter)):
        if number % every or cut.cuts == cut.wanted:
            continue
        left = directory / "left"
        platter.restore_to(left, whim)
        faults = faults_after(open_embedded, left, said)
        shutil.rmtree(left)
        cut.cuts += 1
        cut.bad += bool(faults)
        cut.faults += faults


def _moments(calls: list[Call], platter: Platter) -> Iterator[list[str]]:
    """Yield, at each flush and each answer, all that was said so far; the platter has just taken the call."""
    said: list[str] = []
    for call in calls:
        line = call.texts()[0].decode(errors="replace") if call.name == "write" else ""
        if line.startswith("said "):
            said.append(line.removeprefix("said ").strip())
        if platter.take(call) or line.startswith("said "):
            yield list(said)
