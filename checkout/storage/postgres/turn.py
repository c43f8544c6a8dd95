"""One transaction's use of a connection: from its first question to its commit, and to the bottom of a lost answer."""

from __future__ import annotations

import time
from collections.abc import Sequence

from psycopg import pq

from checkout.storage.postgres import statements
from checkout.storage.postgres.commit import commit_of
from checkout.storage.postgres.group import Group, Waiting
from checkout.storage.postgres.line import Ask, Line
from checkout.storage.postgres.lines import Lines
from checkout.storage.postgres.reading import Reading
from checkout.storage.postgres.statements import ANSWER_SECONDS
from checkout.storage.postgres.troubles import Late, Lost, Refused, Trouble
from checkout.storage.postgres.writing import Writing
from checkout.store import OutcomeUnknown, StoreUnavailable, TryAgain
from checkout.together import wait

SETTLE_SECONDS = 8.0
_PAUSE_SECONDS = 0.2

_IN_THE_WAY = {"40001", "40P01", "23505", "23514"}
"""Not serializable, deadlock, a unique key, a check: what the next try sees before it comes so far."""
_NO_ROOM = "22003"
_READ_ONLY = "25006"


class Turn:
    """Takes a connection when it is first asked for."""

    def __init__(self, where: str, lines: Lines, group: Group) -> None:
        self._where = where
        self._lines = lines
        self._group = group
        self._line: Line | None = None
        self._failed: Exception | None = None

    def ask(self, asks: Sequence[Ask]) -> list[pq.abc.PGresult]:
        """Ask in the transaction's snapshot, which begins with the first question.

        Raises:
            TryAgain: the connection broke.
            StoreUnavailable: there is none, or no answer.
        """
        self._refuse_after_failure()
        try:
            if self._line is not None:
                return self._line.ask(asks, ANSWER_SECONDS)
            self._line = self._lines.take()
            return self._line.ask([(statements.SNAPSHOT, ()), *asks], ANSWER_SECONDS)[1:]
        except Lost as error:
            late = isinstance(error, Late)
            self._failed = StoreUnavailable(self._where, str(error)) if late else TryAgain(f"connection lost: {error}")
            raise self._failed from error
        except Refused as error:
            self._failed = StoreUnavailable(self._where, str(error))
            raise self._failed from error

    def commit(self, reading: Reading, writing: Writing) -> None:
        """Keep what was written, if what was read is so still; see the port for what it raises.

        Raises:
            ValueError: something of it cannot be kept.
        """
        self._refuse_after_failure()
        commit = commit_of(reading, writing)
        waiting = self._group.hold(commit)
        wait(lambda: self._make_sure(waiting))

    def _make_sure(self, waiting: Waiting) -> None:
        self.end()  # the line is free for others while this waits
        try:
            if not self._group.outcome(waiting):
                raise TryAgain("what was read has changed")
        except Lost as error:
            self._settle(waiting.commit.token, str(error))
        except Refused as error:
            self._refuse(error.trouble, error)

    def end(self) -> None:
        """Let go of the connection."""
        line, self._line = self._line, None
        if line is None:
            return
        try:
            if not line.broken:
                line.tell([(statements.END, ())])
        except Lost:
            pass  # nothing was asked that anybody waits for
        finally:
            self._lines.give(line)

    @property
    def failed(self) -> bool:
        """Whether something could not be read: nothing more can be asked."""
        return self._failed is not None

    def _refuse_after_failure(self) -> None:
        """What could not be read was not seen, whoever caught the error: nothing may be kept that rests on it."""
        if self._failed is not None:
            raise self._failed

    def _refuse(self, trouble: Trouble, error: Refused) -> None:
        if trouble.code in _IN_THE_WAY:
            raise TryAgain(str(trouble)) from error
        if trouble.code == _READ_ONLY:
            self._lines.drop()  # the server has become a standby
            raise TryAgain(str(trouble)) from error
        if trouble.code == _NO_ROOM:
            raise ValueError(trouble.words) from error
        raise StoreUnavailable(self._where, str(trouble)) from error

    def _settle(self, token: bytes, why: str) -> None:
        """Find out whether a commit is kept whose answer was lost, or was not what it should be.

        Raises:
            TryAgain: it is not, and never will be.
            OutcomeUnknown: nobody answers who knows.
        """
        until = time.monotonic() + SETTLE_SECONDS
        while (left := until - time.monotonic()) > 0:
            try:
                kept = self._ask_for(token, left)
            except (Lost, Refused, StoreUnavailable):
                time.sleep(_PAUSE_SECONDS)
            else:
                if not kept:
                    raise TryAgain(f"the commit did not arrive: {why}")
                return
        raise OutcomeUnknown(self._where, why)

    def _ask_for(self, token: bytes, seconds: float) -> bool:
        line = self._lines.take()
        try:
            kept = line.ask([(statements.SETTLE, (token,))], seconds)[0].get_value(0, 0)
            if line.warned:
                raise Lost(line.warned)
        except Refused as error:
            if error.trouble.code == _READ_ONLY:
                self._lines.drop()
            raise
        finally:
            self._lines.give(line)
        return kept == b"\x01"
