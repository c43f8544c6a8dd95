"""Commits that wait together, where one of those that wait is interrupted."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from checkout.storage.postgres.commit import Commit
from checkout.storage.postgres.group import Group
from checkout.storage.postgres.line import Line
from checkout.storage.postgres.lines import Lines
from checkout.storage.postgres.locks import Locks

COMMIT = Commit(b"token", Locks([]), [], [])


class HeldUp(Group):
    """Keeps everything, once it may go on; what is asked of the database is not the matter here."""

    def __init__(self) -> None:
        super().__init__(Lines("nowhere", unreachable))
        self.asked = threading.Event()
        self.go_on = threading.Event()

    def _ask(self, commits: Sequence[Commit]) -> list[bool]:
        self.asked.set()
        assert self.go_on.wait(60)
        return [True] * len(commits)


def unreachable() -> Line:
    raise AssertionError("nobody has to connect")


class Interrupted(BaseException):
    """What a signal's handler raises in the main thread, as Ctrl-C does."""


@contextmanager
def interrupted_after(seconds: float) -> Iterator[None]:
    def interrupt(*_: object) -> None:
        raise Interrupted

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def begun(group: Group, outcomes: list[bool]) -> threading.Thread:
    thread = threading.Thread(target=lambda: outcomes.append(group.keep(COMMIT)), daemon=True)
    thread.start()
    return thread


def test_who_is_interrupted_while_it_waits_does_not_keep_the_others_waiting() -> None:
    group, outcomes = HeldUp(), list[bool]()
    first = begun(group, outcomes)
    assert group.asked.wait(60)
    with interrupted_after(0.2), pytest.raises(Interrupted):
        group.keep(COMMIT)
    second = begun(group, outcomes)
    group.go_on.set()
    third = begun(group, outcomes)
    for thread in (first, second, third):
        thread.join(60)
    assert outcomes == [True, True, True]
