"""What a row of the torture comes to: what was measured, and what the same test measured with the guard removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts.lib.postgres import Cluster

EMBEDDED, POSTGRES = "embedded", "postgres"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One line of the table. ``guard`` says what the control went without; a control that holds measured nothing."""

    what: str
    adapter: str
    measured: str
    holds: bool
    guard: str
    control: str
    control_fails: bool

    @property
    def passes(self) -> bool:
        """Whether the promise holds and its control shows that this test could have told."""
        return self.holds and self.control_fails


@dataclass(frozen=True, slots=True)
class Asked:
    """How much of it: ``share`` of the full run's rounds, on these adapters, in a folder of its own.

    ``workers`` serve a crowd on PostgreSQL. A ``cluster`` that runs already is used where none need be killed.
    """

    share: float
    adapters: tuple[str, ...]
    folder: Path
    workers: int = 4
    cluster: Cluster | None = None

    def crowd_workers(self, adapter: str) -> int:
        """Return how many processes serve a crowd: the embedded store belongs to one."""
        return self.workers if adapter == POSTGRES else 1

    def part_of(self, full: int, least: int = 1) -> int:
        """Return how many of a full run's rounds this run does."""
        return max(least, round(full * self.share))


Row = Callable[[Asked], list[Measured]]
