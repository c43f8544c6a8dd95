"""Which of many processes runs the jobs: the one that holds a lock, on a connection of its own."""

from __future__ import annotations

import threading
import time
from contextlib import suppress

import psycopg

from checkout.storage.postgres.address import Address
from checkout.storage.postgres.reindex import FINDING

_NAMES = (1212764746, 1)
"""The two numbers of the lock."""

_FORGET_SECONDS = 600.0
_FORGOTTEN_AT_ONCE = 20_000
"""Tokens: few enough that a server under load deletes them long before the statement's time is over."""
_FORGET = """
    DELETE FROM hojreh.commits
    WHERE ctid = ANY (ARRAY(SELECT ctid FROM hojreh.commits WHERE number <= %s LIMIT %s))
"""

_SETUP = """
    SET statement_timeout = '2s'; SET idle_session_timeout = '5min';
    SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 10000
"""
"""So that the lock of a machine that vanished, or of a process that hangs, is given to another."""


class Leader:
    """Asks for the lock and looks whether it is still held. A process that dies lets go of it at once."""

    def __init__(self, address: Address, finding: str = FINDING) -> None:
        self._address = address
        self._finding = finding
        self._connection: psycopg.Connection | None = None
        self._holds = False
        self._guard = threading.Lock()
        self._look_at = time.monotonic() + _FORGET_SECONDS
        self._old = 0

    def leads(self) -> bool:
        """Return whether the lock is held, or could be taken now; without a server it is not."""
        with self._guard:
            try:
                held, self._holds = self._holds, self._ask()
                if held and not self._holds:
                    self._let_go()
                if self._holds:
                    with suppress(psycopg.errors.QueryCanceled):  # it took too long: no reason for the jobs to stop
                        self._tidy()
            except psycopg.Error:
                self._let_go()
            return self._holds

    def close(self) -> None:
        """Let another process lead."""
        with self._guard:
            self._let_go()

    def _ask(self) -> bool:
        if self._connection is None:
            self._connection = psycopg.connect(self._address.conninfo, autocommit=True)
            self._connection.execute(_SETUP)
        # A job sends before it writes: who could not write must not run any, and send the same again and again.
        question, names = ("true", ()) if self._holds else ("pg_try_advisory_lock(%s, %s)", _NAMES)
        asked = f"SELECT CASE WHEN hojreh.finds_as(%s) THEN {question} ELSE false END"
        row = self._connection.execute(asked.encode(), (self._finding, *names)).fetchone()
        return bool(row and row[0])

    def _tidy(self) -> None:
        """Forget the tokens of commits that nobody can still be asking about, by no clock that anybody sets."""
        if self._connection is not None and time.monotonic() >= self._look_at:
            if self._connection.execute(_FORGET, (self._old, _FORGOTTEN_AT_ONCE)).rowcount == _FORGOTTEN_AT_ONCE:
                return  # there may be more, for the next time somebody asks
            row = self._connection.execute("SELECT coalesce(max(number), 0) FROM hojreh.commits").fetchone()
            self._old = row[0] if row else 0
            self._look_at = time.monotonic() + _FORGET_SECONDS

    def _let_go(self) -> None:
        self._holds = False
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
            self._connection = None
