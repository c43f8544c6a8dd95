"""Group commit: transactions that wait for each other share one fsync, and nobody is answered before it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from checkout.storage.database import TROUBLES, Database
from checkout.storage.wal_index import OpenLog
from checkout.store import OutcomeUnknown, StoreDamaged, StoreUnavailable

_MOST = 64


class Batch:
    """Transactions of one commit, and what became of it."""

    def __init__(self) -> None:
        self.size = 0
        self._settled = threading.Event()
        self._failure: Callable[[], Exception] | None = None

    def settle(self, failure: Callable[[], Exception] | None = None) -> None:
        """Say to all who wait that it was kept, or how it failed."""
        self._failure = failure
        self._settled.set()

    def is_settled(self, timeout: float = 0) -> bool:
        """Whether it is known what became of it, at the latest after so many seconds."""
        return self._settled.wait(timeout)

    def check(self) -> None:
        """Raise StoreUnavailable or OutcomeUnknown when it was not kept."""
        if self._failure:
            raise self._failure()


class Batches:
    """The commits of a store, one after the other; used by who has the turn."""

    def __init__(
        self, database: Database, log: OpenLog, *, write: Callable[[], None], drop: Callable[[], None]
    ) -> None:
        """``write`` hands SQLite what transactions have left to a commit; ``drop`` forgets it when that failed."""
        self._database = database
        self._log = log
        self._write = write
        self._drop = drop
        self._path = str(database.path)
        self._open = Batch()
        self._committing = False
        self._broken = ""

    def check(self) -> None:
        """Raise StoreUnavailable when nobody knows any more what is on the disk."""
        if self._committing:
            self.give_up("a commit was interrupted")
        if self._broken:
            raise StoreUnavailable(self._path, f"{self._broken}; the store must be opened again")

    def give_up(self, why: str) -> None:
        """Acknowledge nothing any more; what is open has an unknown outcome."""
        self._broken, self._committing = why, False
        self._settle(lambda: OutcomeUnknown(self._path, why))

    def join(self, *, wrote: bool) -> Batch | None:
        """Add a transaction that ended to the open batch; None when it saw nothing that is not on the disk."""
        if not wrote and not self._open.size:
            return None
        self._open.size += 1
        return self._open

    @property
    def is_due(self) -> bool:
        """Whether the open batch is so large that nobody more may join."""
        return self._open.size >= _MOST

    def drop_if_empty(self) -> None:
        """Forget what nobody's transaction wrote: one that was begun and taken back."""
        if not self._open.size:
            self._drop()
            if self._database.connection.in_transaction:
                self._database.do("ROLLBACK")

    def commit(self) -> None:
        """Commit what is open; those who wait are told, nothing is raised."""
        if not self._open.size:
            return
        if self._committing:  # SQLite may have been done with it
            self.give_up("a commit was interrupted")
            return
        self._committing = True  # until the end of this method, however it is left
        if not self._hand_over():
            return
        try:
            if self._database.connection.in_transaction:
                self._database.connection.execute("COMMIT")
        except TROUBLES as error:
            self._fail(self._database.failure(error))
        else:
            self._committing = False
            self._settle(None)

    def _hand_over(self) -> bool:
        """Hand SQLite what it is to commit; whether that went well."""
        try:
            self._write()
        except (StoreDamaged, StoreUnavailable, OutcomeUnknown) as error:
            self._fail(error)
            return False
        except BaseException:
            self._fail(StoreUnavailable(self._path, "interrupted"))
            raise
        return True

    def _fail(self, failure: StoreDamaged | StoreUnavailable | OutcomeUnknown) -> None:
        if isinstance(failure, OutcomeUnknown):
            self.give_up(failure.detail)
            return
        try:
            if self._database.connection.in_transaction:
                self._database.connection.execute("ROLLBACK")
            self._drop()
            self._log.cut()
        except (*TROUBLES, OSError) as another:
            self.give_up(f"{failure.detail}; then {another}")
            return
        self._committing = False
        self._settle(lambda: StoreUnavailable(self._path, f"cannot write: {failure.detail}"))

    def _settle(self, failure: Callable[[], Exception] | None) -> None:
        batch, self._open = self._open, Batch()
        batch.settle(failure)
