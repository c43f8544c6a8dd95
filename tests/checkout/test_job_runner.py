"""Jobs run on their clocks, each lane in a thread of its own; one that fails is logged and stops nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from checkout.job_runner import Jobs, run_jobs
from checkout.ports import Ports
from checkout.storage.memory import MemoryStore
from tests.fakes import World

SOON, SELDOM = timedelta(), timedelta(hours=1)
_LIMIT_SECONDS = 60


def counting(ran: list[str], name: str, at: int = 0, then: threading.Event | None = None) -> Callable[[Ports], int]:
    """Return a job that notes each run, and sets an event at its ``at``-th."""

    def job(_: Ports) -> int:
        ran.append(name)
        if then and ran.count(name) == at:
            then.set()
        return 0

    return job


def never() -> bool:
    return False


def test_a_failing_job_is_logged_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    ran: list[str] = []
    stop = threading.Event()

    def bad(_: Ports) -> int:
        ran.append("bad")
        raise ValueError("the bank sent nonsense")

    jobs: Jobs = {
        "bad": (bad, SOON),
        "good": (counting(ran, "good", 2, stop), SOON),
        "seldom": (counting(ran, "seldom"), SELDOM),
    }
    with caplog.at_level(logging.ERROR):
        run_jobs(World(MemoryStore()).ports, {"shop": jobs}, never, stop)
    assert ran.count("good") == 2
    assert ran.count("bad") == 2
    assert ran.count("seldom") == 1
    assert "job bad failed" in caplog.text
    assert "the bank sent nonsense" in caplog.text


def test_a_stopped_runner_runs_nothing() -> None:
    stop = threading.Event()
    stop.set()
    lanes = {"shop": {"any": (lambda _: pytest.fail("it ran"), SOON)}}
    run_jobs(World(MemoryStore()).ports, lanes, lambda: pytest.fail("it looked"), stop)


def test_BAK_119_a_new_release_makes_every_job_due_at_once() -> None:
    ran: list[str] = []
    stop, first, second = threading.Event(), threading.Event(), threading.Event()
    released: list[bool] = []

    def seldom(_: Ports) -> int:
        ran.append("seldom")
        (second if released else first).set()
        return 0

    def refresh() -> bool:
        if second.is_set():
            stop.set()
        if first.is_set() and not released:
            released.append(True)
            return True
        return False

    run_jobs(World(MemoryStore()).ports, {"shop": {"seldom": (seldom, SELDOM)}}, refresh, stop)
    assert ran == ["seldom", "seldom"]


def hung(lanes: Callable[[Jobs, Jobs], dict[str, Jobs]], seconds: float = _LIMIT_SECONDS) -> bool:
    """Let one job hang until another has run twice; return whether it did."""
    stop, hangs, ran_twice = threading.Event(), threading.Event(), threading.Event()
    came: list[bool] = []

    def hang(_: Ports) -> int:
        hangs.set()
        came.append(ran_twice.wait(timeout=seconds))
        stop.set()
        return 0

    ran: list[str] = []

    def other(ports: Ports) -> int:
        return counting(ran, "other", 2, ran_twice)(ports) if hangs.is_set() else 0

    run_jobs(World(MemoryStore()).ports, lanes({"hang": (hang, SELDOM)}, {"other": (other, SOON)}), never, stop)
    return came[0]


def test_a_lane_that_hangs_keeps_no_other_lane_waiting() -> None:
    assert hung(lambda hangs, other: {"messages": hangs, "bank": other})


def test_in_one_lane_they_wait_for_each_other() -> None:
    """The control: what the lanes are for."""
    assert not hung(lambda hangs, other: {"all": {**hangs, **other}}, seconds=0.2)


def test_only_the_process_that_leads_runs_jobs() -> None:
    class Following(MemoryStore):
        def leads(self) -> bool:
            asked.append(True)
            if len(asked) > 2:
                stop.set()
            return False

    asked: list[bool] = []
    stop = threading.Event()
    ran: list[str] = []
    run_jobs(World(Following()).ports, {"shop": {"job": (counting(ran, "job"), SOON)}}, never, stop)
    assert ran == []
