"""Jobs run on their clocks; one that fails is logged and stops nothing."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

import pytest

from checkout.job_runner import run_jobs
from checkout.ports import Ports
from checkout.storage.memory import MemoryStore
from tests.fakes import World


def test_a_failing_job_is_logged_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    ran: list[str] = []
    stop = threading.Event()

    def refresh() -> bool:
        ran.append("refresh")
        if ran.count("good") >= 2:
            stop.set()
        return False

    def good(_: Ports) -> int:
        ran.append("good")
        return 0

    def bad(_: Ports) -> int:
        ran.append("bad")
        raise ValueError("the bank sent nonsense")

    def seldom(_: Ports) -> int:
        ran.append("seldom")
        return 0

    jobs = {
        "bad": (bad, timedelta()),
        "good": (good, timedelta()),
        "seldom": (seldom, timedelta(hours=1)),
    }
    with caplog.at_level(logging.ERROR):
        run_jobs(World(MemoryStore()).ports, jobs, refresh, stop)
    assert ran.count("good") >= 2
    assert ran.count("bad") >= 2
    assert ran.count("seldom") == 1
    assert "job bad failed" in caplog.text
    assert "the bank sent nonsense" in caplog.text


def test_a_stopped_runner_runs_nothing() -> None:
    stop = threading.Event()
    stop.set()
    run_jobs(World(MemoryStore()).ports, {}, lambda: pytest.fail("it ran"), stop)


def test_BAK_119_a_new_release_makes_every_job_due_at_once() -> None:
    ran: list[str] = []
    stop = threading.Event()
    answers = iter([False, False, True, False])

    def refresh() -> bool:
        ran.append("refresh")
        changed = next(answers, None)
        if changed is None:
            stop.set()
        return bool(changed)

    def seldom(_: Ports) -> int:
        ran.append("seldom")
        return 0

    run_jobs(World(MemoryStore()).ports, {"seldom": (seldom, timedelta(hours=1))}, refresh, stop)
    assert ran == ["refresh", "seldom", "refresh", "refresh", "seldom", "refresh", "refresh"]
