"""Runs the jobs on their clocks, in one thread; a job that fails is logged and tried again at its next turn."""

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


def run_jobs(ports: Ports, jobs: Jobs, refresh: Callable[[], bool], stop: threading.Event) -> None:
    """Run each job when it is due, until told to stop. The release is looked after at every tick.

    Of several processes on one store, the jobs run in the one that leads. A new release makes every job due: prices
    that fell reach their orders at once.
    """
    due = dict.fromkeys(jobs, time.monotonic())
    while not stop.wait(_TICK_SECONDS):
        if _run("refresh", refresh):
            due = dict.fromkeys(jobs, time.monotonic())
        if not _run("lead", ports.store.leads):
            continue
        for name, (job, pause) in jobs.items():
            if time.monotonic() >= due[name]:
                _run(name, lambda job=job: job(ports))  # type: ignore[misc]
                due[name] = time.monotonic() + pause.total_seconds()


def _run(name: str, job: Callable[[], int]) -> int:
    """Return what the job returned: how much it did."""
    try:
        return job()
    except Exception:
        # The outermost edge of the thread: one failing job must not stop the others.
        log.exception("job %s failed", name)
        return 0
