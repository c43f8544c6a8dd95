"""One connection to the store's file, its settings, and its errors in the port's words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from checkout.store import OutcomeUnknown, StoreDamaged, StoreUnavailable

_BUSY_SECONDS = 5
_CACHE_KIB = 16_384
_SYNC_FAILED = frozenset({sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC})
_DAMAGED = frozenset(
    {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_SCHEMA,
        sqlite3.SQLITE_CONSTRAINT,
    }
)
"""Statements never change, so one that is wrong, or breaks a rule of a table, met other tables than ours."""
TROUBLES = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises; the second when a damaged text stands in its own message."""
Parameters = Sequence[Any]


class Database:
    """SQLite as the store uses it: durable commits, nothing written before one, checkpoints only when asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection = sqlite3.connect(
            path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        try:
            # Freed pages are overwritten, so that what is erased is gone, and so that each page of the file is
            # either in it or in the log beside it: a file cut short is known by that.
            for setting in (
                "journal_mode=WAL",
                "synchronous=FULL",
                "secure_delete=ON",
                "wal_autocheckpoint=0",
                "cache_spill=OFF",
                f"cache_size=-{_CACHE_KIB}",
                "temp_store=MEMORY",
            ):
                self.do(f"PRAGMA {setting}")
            self.page_size = int(self.ask("PRAGMA page_size")[0][0])
        except BaseException:
            self.connection.close()
            raise

    def ask(self, sql: str, parameters: Parameters = (), about: str = "") -> list[tuple[Any, ...]]:
        """Return every row of the answer; ``about`` says what was read if it cannot be."""
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except TROUBLES as error:
            raise self.failure(error, about) from error

    def do(self, sql: str, parameters: Parameters = ()) -> None:
        """Run one statement."""
        try:
            self.connection.execute(sql, parameters)
        except TROUBLES as error:
            raise self.failure(error) from error

    def many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run one statement for each row."""
        try:
            self.connection.executemany(sql, rows)
        except TROUBLES as error:
            raise self.failure(error) from error

    def checkpoint(self, mode: str) -> bool:
        """Move what the log beside the file holds into the file; whether all of it was moved."""
        busy, in_log, moved = self.ask(f"PRAGMA wal_checkpoint({mode})")[0]
        return not busy and in_log == moved

    def failure(self, error: Exception, about: str = "") -> StoreDamaged | StoreUnavailable | OutcomeUnknown:
        """Return what an error of SQLite's means to the port."""
        code = getattr(error, "sqlite_errorcode", None)
        detail = f"{about}: {error}" if about else str(error)
        # Python itself reports a text that is no UTF-8, and gives that no code.
        if code is None or code & 0xFF in _DAMAGED:
            return StoreDamaged(str(self.path), detail)
        if code in _SYNC_FAILED:
            return OutcomeUnknown(str(self.path), f"cannot fsync: {detail}")
        return StoreUnavailable(str(self.path), detail)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
