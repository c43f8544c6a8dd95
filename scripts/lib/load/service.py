"""The checkout's own process under load: started, killed as a power cut would, started again."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scripts.lib.load.stocked_shop import StockedShop
from scripts.lib.postgres import free_port
from scripts.lib.processes import Child, Task, start, stop, wait_for_answers
from scripts.lib.serve import MERCHANT
from scripts.lib.shops import ROOT

_KIB = 1024


@dataclass
class Service:
    """A shop's checkout on a store: a folder, or the URL of a PostgreSQL database.

    Bank and inbox are dead addresses unless one is named: the sender then tries one message a second. ``module`` is
    what is run and ``told`` what it is told beside the settings: the torture runs the checkout without a guard.
    """

    shop: StockedShop
    store: str
    log: Path
    workers: int = 1
    inbox: str = ""
    port: int = field(default_factory=free_port)
    module: str = "checkout"
    told: Mapping[str, str] = field(default_factory=dict)
    _child: Child | None = None

    @property
    def url(self) -> str:
        """Its address, which is also the origin of its pages."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The process that was started; its workers are its children. 0 when none runs."""
        return self._child.process.pid if self._child else 0

    def start(self) -> None:
        """Start it, and wait until it answers; raises scripts.lib.processes.Ended when it does not."""
        told = ("--workers", str(self.workers)) if self.workers > 1 else ()
        self._child = _started(self.module, told, self.port, self.log, self._environment())

    def stop(self) -> None:
        """Ask it to end, and wait."""
        if self._child:
            stop([self._child])
            self._child = None

    def kill(self) -> None:
        """Kill it and all its workers at once, with SIGKILL."""
        if self._child:
            os.killpg(self._child.process.pid, signal.SIGKILL)
            self._child.process.wait()
            self._child = None

    def resident_mb(self) -> float:
        """Return the memory that it and its workers hold, in MB; what they share is counted once."""
        return sum(_proportional_kib(pid) for pid in _family(self.pid)) / _KIB

    def _environment(self) -> dict[str, str]:
        nowhere = "http://127.0.0.1:9"
        return {
            **os.environ,
            "HOJREH_CHECKOUT_URL": self.url,
            "HOJREH_SITE_URL": "http://127.0.0.1:8000",
            "HOJREH_SECRET": self.shop.secret,
            "HOJREH_STAFF": " ".join(f"{name}={hashed}" for name, hashed in self.shop.staff.items()),
            "HOJREH_RELEASES": str(self.shop.releases),
            "HOJREH_STORE": self.store,
            "HOJREH_ZARINPAL_URL": nowhere,
            "HOJREH_ZARINPAL_MERCHANT": MERCHANT,
            "HOJREH_INBOX_URL": self.inbox or nowhere,
            **self.told,
        }


def _started(module: str, arguments: Sequence[str], port: int, log: Path, environment: dict[str, str]) -> Child:
    log.parent.mkdir(parents=True, exist_ok=True)
    task = Task(name="the checkout", module=module, arguments=arguments, port=port, path="/health")
    child = start(task, cwd=ROOT, log=log, environment=environment)
    try:
        wait_for_answers([child])
    except BaseException:
        stop([child])
        raise
    return child


def _family(pid: int) -> list[int]:
    """Return a process and all that came of it."""
    if not pid:
        return []
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(found for child in children for found in _family(int(child)))]


def _proportional_kib(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
