"""Moves the log into the file from time to time, so that it stays short; buyers wait only for the last of it."""

from __future__ import annotations

import logging
import threading

from checkout.storage.batches import Batches
from checkout.storage.database import Database
from checkout.storage.turns import Turns, TurnsOver
from checkout.storage.wal_index import OpenLog
from checkout.store import OutcomeUnknown, StoreDamaged, StoreUnavailable

_FRAMES = 8_000
"""Pages, 16 MB: a longer log writes each page of the file less often, a shorter one opens faster after a crash."""

_log = logging.getLogger(__name__)


class Checkpoints:
    """What runs beside the transactions of an open store, a thread at a time, when its log has grown."""

    def __init__(self, log: OpenLog, turns: Turns, batches: Batches, database: Database) -> None:
        self._log = log
        self._turns = turns
        self._batches = batches
        self._path = database.path
        self._due_at = _FRAMES
        self._thread: threading.Thread | None = None

    def begin_if_due(self) -> None:
        """Start one when the log is long and none runs; called by who has the turn."""
        if self._thread and self._thread.is_alive():
            return
        frames = self._log.frames()
        if frames < self._due_at:
            self._due_at = max(_FRAMES, self._due_at - _FRAMES)
            return
        self._due_at = frames + _FRAMES
        self._thread = threading.Thread(target=self._run, name="store checkpoint", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Wait for the one that runs."""
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        try:
            database = Database(self._path)
            try:
                self._move_all(database)
            finally:
                database.close()
        except TurnsOver:
            return
        except StoreUnavailable as error:
            _log.warning("%s: the log stays long for now: %s", self._path, error)

    def _move_all(self, database: Database) -> None:
        """Move most of it while others write, then the rest in a turn, so that the next commit begins the log anew.

        A failed fsync, or a page that does not fit, leaves nobody sure of what is in the file; the log has it all until
        the store is opened again.
        """
        database.do("PRAGMA busy_timeout = 0")
        try:
            database.checkpoint("PASSIVE")
            with self._turns.turn():
                self._batches.commit()
                database.checkpoint("PASSIVE")
        except (OutcomeUnknown, StoreDamaged) as error:
            with self._turns.turn():
                self._batches.give_up(error.detail)
