"""Commits of one thread, more than go together, of which the first meets another's and runs again."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial

from checkout.storage.postgres.commit import Commit
from checkout.storage.postgres.group import MOST_TOGETHER, Group
from checkout.storage.postgres.line import Line
from checkout.storage.postgres.lines import Lines
from checkout.storage.postgres.locks import Locks
from checkout.store import TryAgain
from checkout.together import Outcome, together, wait

COMMIT = Commit(b"token", Locks([]), [], [])


class FirstInTheWay(Group):
    """Keeps everything but the first commit that is sent."""

    def __init__(self) -> None:
        super().__init__(Lines("nowhere", unreachable))
        self.sent = 0

    def _ask(self, commits: Sequence[Commit]) -> list[bool]:
        before, self.sent = self.sent, self.sent + len(commits)
        return [before + number > 0 for number in range(len(commits))]


def unreachable() -> Line:
    raise AssertionError("nobody has to connect")


def test_a_commit_that_runs_again_does_not_wait_for_one_that_its_own_thread_has_to_send() -> None:
    group, outcomes = FirstInTheWay(), list[Outcome[None]]()

    def make_sure(keep: bool) -> None:
        if not keep:
            raise TryAgain("what was read has changed")

    def work() -> None:
        waiting = group.hold(COMMIT)
        wait(lambda: make_sure(group.outcome(waiting)))

    count = MOST_TOGETHER + 1
    thread = threading.Thread(target=lambda: outcomes.extend(together([partial(work)] * count)), daemon=True)
    thread.start()
    thread.join(60)
    assert outcomes == [Outcome()] * count
    assert group.sent == count + 1
