"""One transaction's use of a connection: from its first question to its commit, and to the bottom of a lost answer."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from psycopg import pq

from checkout.storage.postgres import statements
from checkout.storage.postgres.commit import values_of
from checkout.storage.postgres.line import Ask, Line
from checkout.storage.postgres.lines import Lines
from checkout.storage.postgres.reading import Reading
from checkout.storage.postgres.statements import ANSWER_SECONDS
from checkout.storage.postgres.troubles import Late, Lost, Refused, Trouble
from checkout.storage.postgres.writing import Writing
from checkout.store import OutcomeUnknown, StoreUnavailable, TryAgain

SETTLE_SECONDS = 8.0
_PAUSE_SECONDS = 0.2

_IN_THE_WAY = {"40001", "40P01", "23505", "23514"}
"""Not serializable, deadlock, a unique key, a check: what the next try sees before it comes so far."""
_NO_ROOM = "22003"
_READ_ONLY = "25006"


class Turn:
    """Takes a connection when it is first asked for."""

    def __init__(self, where: str, lines: Lines) -> None:
        self._where = where
        self._lines = lines
        self._line: Line | None = None

    def ask(self, asks: Sequence[Ask]) -> list[pq.abc.PGresult]:
        """Ask in the transaction's snapshot, which begins with the first question.

        Raises:
            TryAgain: the connection broke.
            StoreUnavailable: there is none, or no answer.
        """
        try:
            if self._line is not None:
                return self._line.ask(asks, ANSWER_SECONDS)
            self._line = self._lines.take()
            return self._line.ask([(statements.SNAPSHOT, ()), *asks], ANSWER_SECONDS)[1:]
        except Late as error:
            raise StoreUnavailable(self._where, str(error)) from error
        except Lost as error:
            raise TryAgain(f"the connection broke: {error}") from error
        except Refused as error:
            raise StoreUnavailable(self._where, str(error)) from error

    def commit(self, reading: Reading, writing: Writing) -> None:
        """Keep what was written, if what was read is so still; see the port for what it raises.

        Raises:
            ValueError: something of it cannot be kept.
        """
        token = new_token()
        values = values_of(token, reading, writing)
        line = self._line
        assert line is not None  # noqa: S101 - what is written was read before, in this snapshot
        try:
            kept = line.ask([(statements.END, ()), (statements.COMMIT, values)], ANSWER_SECONDS)[-1].get_value(0, 0)
        except Lost as error:
            self._settle(token, str(error))
        except Refused as error:
            self._refuse(error.trouble, error)
        else:
            if line.warned:
                self._settle(token, line.warned)
            elif kept != b"\x01":
                raise TryAgain("what was read has changed")
        finally:
            self._let_go()

    def end(self) -> None:
        """Let go of the connection."""
        if self._line is not None:
            try:
                if not self._line.broken:
                    self._line.tell([(statements.END, ())])
            except Lost:
                pass  # nothing was asked that anybody waits for
            finally:
                self._let_go()

    def _let_go(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            self._lines.give(line)

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
        self._let_go()
        until = time.monotonic() + SETTLE_SECONDS
        while (left := until - time.monotonic()) > 0:
            try:
                line = self._line = self._lines.take()
                kept = line.ask([(statements.SETTLE, (token,))], left)[0].get_value(0, 0)
                if not line.warned:
                    break
            except (Lost, StoreUnavailable):
                pass
            except Refused as error:
                if error.trouble.code == _READ_ONLY:
                    self._lines.drop()
            finally:
                self._let_go()
            time.sleep(_PAUSE_SECONDS)
        else:
            raise OutcomeUnknown(self._where, why)
        if kept != b"\x01":
            raise TryAgain(f"the commit did not arrive: {why}")


def new_token() -> bytes:
    """Return a UUID of a commit: the time in milliseconds, so that those of one hour stand together, and chance."""
    return int(time.time() * 1000).to_bytes(6, "big") + os.urandom(10)
