"""Runs the jobs on their clocks, a thread for each lane of them; a job that fails is logged and tried again later."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

from checkout.ports import Ports

log = logging.getLogger("hojreh.jobs")

_TICK_SECONDS = 0.5

Jobs = Mapping[str, tuple[Callable[[Ports], int], timedelta]]
Lanes = Mapping[str, Jobs]
"""Jobs that share a thread, by the lane's name: who waits for one provider keeps the jobs of no other lane waiting."""


class _Lane:
    """One thread's jobs, each with when it is due. They run while this process ``leads``."""

    def __init__(self, ports: Ports, jobs: Jobs) -> None:
        self.leads = False
        self._ports = ports
        self._jobs = jobs
        self.make_due()

    def make_due(self) -> None:
        """Let every job run at the next turn."""
        self._due = dict.fromkeys(self._jobs, time.monotonic())

    def run(self, stop: threading.Event) -> None:
        """Run each job when it is due, until told to stop."""
        while not stop.wait(_TICK_SECONDS):
            for name, (job, pause) in self._jobs.items():
                if self.leads and not stop.is_set() and time.monotonic() >= self._due[name]:
                    # Set before: what makes it due while it runs lets it run again.
                    self._due[name] = time.monotonic() + pause.total_seconds()
                    _run(name, lambda job=job: job(self._ports))  # type: ignore[misc]


def run_jobs(ports: Ports, lanes: Lanes, refresh: Callable[[], bool], stop: threading.Event) -> None:
    """Run each job when it is due, until told to stop. The release is looked after at every tick.

    Of several processes on one store, the jobs run in the one that leads. A new release makes every job due: prices
    that fell reach their orders at once.
    """
    opened = {name: _Lane(ports, jobs) for name, jobs in lanes.items()}
    threads = [threading.Thread(target=lane.run, args=(stop,), name=f"jobs: {name}") for name, lane in opened.items()]
    for thread in threads:
        thread.start()
    while not stop.wait(_TICK_SECONDS):
        fresh = _run("refresh", refresh)
        leads = bool(_run("lead", ports.store.leads))
        for lane in opened.values():
            if fresh:
                lane.make_due()
            lane.leads = leads
    for thread in threads:
        thread.join()


def _run(name: str, job: Callable[[], int]) -> int:
    """Return what the job returned: how much it did."""
    try:
        return job()
    except Exception:
        # The outermost edge of the thread: one failing job must not stop the others.
        log.exception("job %s failed", name)
        return 0
