"""One connection to PostgreSQL: statements prepared once, several asked in one go, each answer waited for so long."""

from __future__ import annotations

import select
import time
from collections.abc import Sequence

import psycopg
from psycopg import pq

from checkout.storage.postgres.address import Address
from checkout.storage.postgres.statements import SETUP, STATEMENTS
from checkout.storage.postgres.troubles import Late, Lost, Refused, open_troubles, told_by

Ask = tuple[bytes, Sequence[bytes]]
"""The name of a prepared statement, and its values."""

_OPEN_SECONDS = 10.0
_SYNC, _FINE = pq.ExecStatus.PIPELINE_SYNC, (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK)
_BAD = pq.ConnStatus.BAD
_PRIMARY = pq.DiagnosticField.MESSAGE_PRIMARY
_ORDINARY = (None, b"ERROR")
"""What leaves the connection standing. None: passed over, after another one's error."""
_SEVERITY = pq.DiagnosticField.SEVERITY_NONLOCALIZED


class Line:
    """A connection in libpq's pipeline mode. Not for two threads at once.

    After Lost it is of no use, and says so by ``broken``.
    """

    def __init__(self, address: Address) -> None:
        """Connect; raises StoreUnavailable when that fails."""
        with open_troubles(address.name):
            self._connection = psycopg.Connection.connect(address.conninfo, autocommit=True)
        self._pg = self._connection.pgconn
        self._pg.notice_handler = self._notice
        self._reading, self._writing = select.poll(), select.poll()
        self._reading.register(self._pg.socket, select.POLLIN)
        self._writing.register(self._pg.socket, select.POLLIN | select.POLLOUT)
        self._owed = 0
        self.broken = False
        self.warned = ""
        try:
            with open_troubles(address.name):
                self._prepare()
        except BaseException:
            self.close()
            raise

    def ask(self, asks: Sequence[Ask], seconds: float) -> list[pq.abc.PGresult]:
        """Ask in one go, and return each answer. A transaction that the last one leaves open stays open.

        Raises:
            Refused: the server refused one, and passed over those after it.
            Lost: no answer came, whatever became of what was asked.
        """
        self.tell(asks)
        try:
            answers = self._answers(time.monotonic() + seconds)
        except psycopg.Error as error:
            self.broken = True
            raise Lost(str(error)) from error
        except BaseException:
            self.broken = True  # left in the middle of an answer
            raise
        for answer in answers:
            if answer.status not in _FINE:
                raise Refused(told_by(answer))
        return answers

    def tell(self, asks: Sequence[Ask]) -> None:
        """Ask, and leave the answers to be passed over; raises Lost."""
        self.warned = ""
        try:
            for name, values in asks:
                self._pg.send_query_prepared(name, values, [1] * len(values), 1)
            self._pg.pipeline_sync()
            self._owed += 1
            self._flush(time.monotonic() + _OPEN_SECONDS)
        except psycopg.Error as error:
            self.broken = True
            raise Lost(str(error)) from error
        except BaseException:
            self.broken = True
            raise

    def close(self) -> None:
        """Hang up."""
        self.broken = True
        self._connection.close()

    def _prepare(self) -> None:
        self._pg.enter_pipeline_mode()
        self._pg.send_query_params(SETUP, None)
        for name, text in STATEMENTS.items():
            self._pg.send_prepare(name, text)
        self._pg.pipeline_sync()
        self._owed += 1
        until = time.monotonic() + _OPEN_SECONDS
        self._flush(until)
        for answer in self._answers(until):
            if answer.status not in _FINE:
                raise Refused(told_by(answer))

    def _flush(self, until: float) -> None:
        while self._pg.flush():
            # Who sends much must read too, or both sides wait for ever.
            self._wait(self._writing, until)
            self._pg.consume_input()

    def _answers(self, until: float) -> list[pq.abc.PGresult]:
        """Return the answers to what was asked last; those left over from before are passed over."""
        pg, answers = self._pg, list[pq.abc.PGresult]()
        while self._owed:
            if pg.is_busy():
                self._wait(self._reading, until)
                pg.consume_input()
            elif (answer := pg.get_result()) is None:
                if pg.status == _BAD:
                    raise Lost(pg.get_error_message())
            elif answer.status == _SYNC:
                self._owed -= 1
                if self._owed:
                    answers.clear()
            elif answer.status in _FINE or answer.error_field(_SEVERITY) in _ORDINARY:
                answers.append(answer)
            else:
                raise Lost(told_by(answer).words)
        return answers

    def _wait(self, events: select.poll, until: float) -> None:
        if not events.poll(max(0.0, until - time.monotonic()) * 1000):
            raise Late("no answer came in time")

    def _notice(self, notice: pq.abc.PGresult) -> None:
        if notice.error_field(_SEVERITY) == b"WARNING":
            self.warned = (notice.error_field(_PRIMARY) or b"a warning").decode("utf-8", "replace")
