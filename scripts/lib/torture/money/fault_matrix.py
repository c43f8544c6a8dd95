"""Row 3: whatever goes wrong at the bank, on the way there or back, each captured payment ends paid or flagged."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from checkout.use_cases.jobs import JOBS
from scripts.lib.torture.money.cells import Cell, Life, cells
from scripts.lib.torture.money.crowd import Crowd
from scripts.lib.torture.money.floor import Floor, opened
from scripts.lib.torture.money.living import FOUND_WITHIN, Living
from scripts.lib.torture.result import Asked, Measured
from tests.contracts.gateway.planted import TakesSilenceForANo
from tests.contracts.gateway.registry import HALVES, Half

TIMES = 20
CROWD = 130
"""Open attempts at once at each bank: more than the 100 that Zarinpal lists."""
WHAT = f"fault matrix x {len(HALVES)} gateways x {TIMES}"
GUARD = "without the reconciler; silence of the bank taken for a no"
_CONTROLS = (Cell("callback", "never"), Cell("verify", "error_500"), Cell("verify", "reset_after"))
_SEED = 1405


@dataclass
class Lived:
    """What the lives came to. ``slowest`` is of those payments that can be found without their buyers."""

    lives: int = 0
    captured: int = 0
    silent: list[str] = field(default_factory=list)
    unfounded: list[str] = field(default_factory=list)
    alone: int = 0
    slowest: timedelta = timedelta()

    @property
    def holds(self) -> bool:
        """Whether nothing was silent, nothing booked that was not paid, and what nobody came back for was found in time."""
        return not self.silent and not self.unfounded and self.slowest <= FOUND_WITHIN

    def __str__(self) -> str:
        return (
            f"{self.lives:,} lives (seed {_SEED}), {self.captured:,} captured: {len(self.silent)} silent, "
            f"{len(self.unfounded)} booked without money; {self.alone:,} found without their buyers, "
            f"the last after {self.slowest.total_seconds():.0f} s"
        )


def fault_matrix(asked: Asked) -> list[Measured]:
    """Live the matrix; what a store is has no part in it, so one of them is enough."""
    adapter = asked.adapters[0]
    with opened(asked, adapter, "matrix") as floor:
        real = lived(floor, drawn(cells(), asked.share), asked.part_of(CROWD, least=5))
    with opened(asked, adapter, "matrix unasked") as floor:
        unasked = lived(floor, drawn(_CONTROLS[:1], 0.1), 0, reconciles=False)
    with opened(asked, adapter, "matrix silent", wrong=TakesSilenceForANo) as floor:
        denied = lived(floor, drawn(_CONTROLS[1:], 0.1), 0)
    return [
        Measured(
            what=WHAT,
            adapter=adapter,
            measured=str(real),
            holds=real.holds,
            guard=GUARD,
            control=f"{unasked}; {denied}",
            control_fails=bool(unasked.silent and denied.silent),
        )
    ]


def drawn(of: Iterable[Cell], share: float) -> Iterator[tuple[Half, Life]]:
    """Draw a share of the lives: each cell at each gateway so many times, of less than one only as many as come to it."""
    dice = random.Random(_SEED)  # noqa: S311 - no secret
    for cell in of:
        for half in HALVES:
            for _ in range(TIMES):
                life = cell.life(dice)
                if dice.random() < share:
                    yield half, life


def lived(floor: Floor, lives: Iterable[tuple[Half, Life]], crowd: int, *, reconciles: bool = True) -> Lived:
    """Live each, one after the other, and in the end a crowd whose buyers all pay at once and never come back."""
    came = Lived()
    with Crowd(floor.doors, 1) as door:
        for half, life in lives:
            living = Living(floor, half, life, door, reconciles)
            found = living.live()
            came.lives += 1
            came.captured += living.captured()
            came.silent += living.silent()
            came.unfounded += living.unfounded()
            if found is not None and floor.gateways[half.name].terms.can_be_asked:
                came.alone += 1
                came.slowest = max(came.slowest, found)
    for half in HALVES if crowd else ():
        _crowded(floor, half, crowd, came)
    return came


def _crowded(floor: Floor, half: Half, crowd: int, came: Lived) -> None:
    """Let many buyers pay and never come back, and nobody come back who could."""
    if not floor.gateways[half.name].terms.can_be_asked:
        return
    attempts = [floor.attempt(half) for _ in range(crowd)]
    for attempt in attempts:
        floor.bank.choose(attempt, "pay_and_stay")
    reconcile, step = JOBS["reconcile"]
    start = floor.world.clock.now
    while any(floor.world.attempt(one.id).state == "open" for one in attempts):
        if floor.world.clock.now - start > FOUND_WITHIN:
            came.silent += [f"{half.name}: {one.id} of a crowd" for one in attempts]
            return
        floor.later(seconds=step.total_seconds())
        reconcile(floor.ports)
    came.captured += len(attempts)
    came.alone += len(attempts)
    came.slowest = max(came.slowest, floor.world.clock.now - start)
