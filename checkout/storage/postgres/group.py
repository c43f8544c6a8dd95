"""Commits of many threads that wait for the disk together: while one database transaction ends, the next fills up.

Orders for the same goods hold the same row of stock until the disk has their commit. One after the other, they would be
as many as the disk has syncs; so those that wait here go together, each kept or not on its own.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from checkout.storage.postgres import statements
from checkout.storage.postgres.commit import Commit
from checkout.storage.postgres.line import Ask
from checkout.storage.postgres.lines import Lines
from checkout.storage.postgres.locks import all_of
from checkout.storage.postgres.reindex import FINDING
from checkout.storage.postgres.statements import ANSWER_SECONDS
from checkout.storage.postgres.troubles import Lost, Refused
from checkout.storage.postgres.values import texts

MOST_TOGETHER = 16

_TOGETHER_OR_ALONE = {"40001", "40P01", "55P03", "57014", "25006"}
"""What is nobody's own fault: to be tried one by one would change nothing, or take as long again for each."""


class Waiting:
    """A commit that waits: for its outcome, or for its turn to lead."""

    def __init__(self, commit: Commit) -> None:
        self.commit = commit
        self.outcome: bool | Exception | None = None
        self.leads = False
        self._woken = threading.Lock()
        self._woken.acquire()

    def wait(self) -> None:
        """Sleep until woken."""
        self._woken.acquire()

    def wake(self) -> None:
        """Wake who waits."""
        self._woken.release()


class _Here(threading.local):
    """The commits that a thread holds, and those it has sent and not asked for yet."""

    def __init__(self) -> None:
        self.held: list[Waiting] = []
        self.sent: list[Waiting] = []


class Group:
    """Whoever comes first leads: it sends all that wait by then, and hands over to the first of those that came since."""

    def __init__(self, lines: Lines, finding: str = FINDING) -> None:
        self._lines = lines
        self._finding = finding.encode()
        self._queue: list[Waiting] = []
        self._led = False
        self._lock = threading.Lock()
        self._here = _Here()

    def keep(self, commit: Commit) -> bool:
        """Commit, alone or with others; return whether it is kept: it is not where what it read has changed.

        Raises:
            Refused: the database does not keep it.
            Lost: nobody can say.
            StoreUnavailable: it was not sent.
        """
        return self.outcome(self.hold(commit))

    def hold(self, commit: Commit) -> Waiting:
        """Hold a commit until this thread asks for an outcome; then all that it holds are sent."""
        waiting = Waiting(commit)
        self._here.held.append(waiting)
        return waiting

    def outcome(self, waiting: Waiting) -> bool:
        """Return whether a commit that this thread held is kept; raises as ``keep`` does."""
        held, self._here.held = self._here.held, []
        self._here.sent += held
        with self._lock:
            self._queue += held
            if held and not self._led:
                self._led, held[0].leads = True, True
        if waiting.outcome is None and not waiting.leads:
            try:
                waiting.wait()
            except BaseException:
                for one in self._here.sent:
                    self._leave(one)
                raise
        self._here.sent.remove(waiting)
        if waiting.outcome is None:
            self._lead()
        if isinstance(waiting.outcome, bool):
            return waiting.outcome
        raise waiting.outcome or Lost("interrupted")

    @property
    def waiting(self) -> int:
        """How many wait to be sent."""
        return len(self._queue)

    def _leave(self, waiting: Waiting) -> None:
        """Go on without one who was interrupted while it waited; if it was to lead, the next one does."""
        with self._lock:
            if waiting in self._queue:
                self._queue.remove(waiting)
            if waiting.leads:
                self._hand_over()

    def _hand_over(self) -> None:
        """Let the first of those that wait lead, if there is one; called with the lock held."""
        self._led = bool(self._queue)
        for following in self._queue[:1]:
            following.leads = True
            following.wake()

    def _lead(self) -> None:
        with self._lock:
            batch, self._queue = self._queue[:MOST_TOGETHER], self._queue[MOST_TOGETHER:]
        try:
            self._send(batch)
        finally:
            with self._lock:
                self._hand_over()
            for one in batch:
                one.outcome = Lost("interrupted") if one.outcome is None else one.outcome
            for one in batch[1:]:
                one.wake()

    def _send(self, batch: Sequence[Waiting]) -> None:
        try:
            outcomes: Sequence[bool | Exception] = self._ask([one.commit for one in batch])
        except Refused as error:
            if len(batch) > 1 and error.trouble.code not in _TOGETHER_OR_ALONE:
                for one in batch:
                    self._send([one])
                return
            outcomes = [error] * len(batch)
        except Exception as error:  # noqa: BLE001 - each of the batch raises it
            outcomes = [error] * len(batch)
        for one, outcome in zip(batch, outcomes, strict=True):
            one.outcome = outcome

    def _ask(self, commits: Sequence[Commit]) -> list[bool]:
        skus = sorted({sku for commit in commits for sku in commit.skus})
        locks = all_of(commit.locks for commit in commits)
        asks: list[Ask] = [
            (statements.LOCK, [self._finding, *locks, texts([sku.encode() for sku in skus])]),
            *((statements.COMMIT, commit.values) for commit in commits),
        ]
        line = self._lines.take()
        try:
            answers = line.ask(asks, ANSWER_SECONDS)
            if line.warned:  # the wait for a standby was cut short: it is kept here, and perhaps nowhere else
                raise Lost(line.warned)
            return [answer.get_value(0, 0) == b"\x01" for answer in answers[1:]]
        finally:
            self._lines.give(line)
