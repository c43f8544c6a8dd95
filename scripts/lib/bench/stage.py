"""Where a bench plays: a stocked shop, stores on one disk, services started and ended again, a PostgreSQL of its own."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, Literal

from scripts.lib.load.final_step import Unexpected
from scripts.lib.load.service import Service
from scripts.lib.load.stocked_shop import StockedShop, stocked_shop
from scripts.lib.postgres import Cluster, free_port, start
from scripts.lib.processes import Task, stop, wait_for_answers
from scripts.lib.processes import start as start_process
from scripts.lib.shops import ROOT

Adapter = Literal["embedded", "postgresql"]
_LAST_LINES = 30
ADAPTERS: tuple[Adapter, ...] = ("embedded", "postgresql")


@dataclass
class Stage:
    """One bench's place. ``quick`` asks for short rounds: a look, not a figure."""

    folder: Path
    adapters: Sequence[Adapter]
    quick: bool
    ends: ExitStack
    kept: dict[str, list[Any]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    @cached_property
    def shop(self) -> StockedShop:
        """The shop whose service is measured."""
        return stocked_shop()

    @cached_property
    def cluster(self) -> Cluster:
        """A PostgreSQL server as it is installed, every commit waiting for the disk, with room for several services at once."""
        cluster = start(self.folder / "postgres", settings={"max_connections": "400"})
        self.ends.callback(cluster.stop)
        return cluster

    def store(self, adapter: Adapter) -> str:
        """Return where an empty store is, as HOJREH_STORE names it."""
        name = f"store{next(self._numbers)}"
        return str(self.folder / name) if adapter == "embedded" else self.cluster.create(name)

    def service(self, store: str, *, workers: int = 1, inbox: str = "") -> Service:
        """Return the service on a store, not started yet; it ends with the stage."""
        log = self.folder / f"checkout{next(self._numbers)}.log"
        service = Service(self.shop, store, log, workers=workers, inbox=inbox)
        self.ends.callback(service.stop)
        return service

    def bare_form(self) -> int:
        """Start the bare form endpoint; return its port."""
        port = free_port()
        task = Task(name="the bare form", module="scripts.lib.bench.bare_form", arguments=(), port=port, path="/health")
        child = start_process(task, cwd=ROOT, log=self.folder / "bare.log", environment=dict(os.environ))
        self.ends.callback(stop, [child])
        wait_for_answers([child])
        return port


@contextmanager
def stage(adapters: Sequence[Adapter], *, quick: bool) -> Iterator[Stage]:
    """Make a place on a real disk, and clear it away afterwards, processes and all."""
    folder = Path(tempfile.mkdtemp(prefix="hojreh-bench-", dir="/var/tmp"))  # /tmp may be memory
    folder.chmod(0o755)  # PostgreSQL runs as another user
    try:
        with ExitStack() as ends:
            yield Stage(folder, adapters, quick, ends)
    except Unexpected:
        _tell_logs(folder)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tell_logs(folder: Path) -> None:
    """Show what the services said last: their logs are about to go."""
    for log in sorted(folder.glob("*.log")):
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        print(f"--- {log.name}", *lines[-_LAST_LINES:], sep="\n", file=sys.stderr)
