"""The embedded store: TinyDB tables over documents in one SQLite file, every commit on disk before an answer."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from checkout.kinds import KINDS, MOVEMENTS
from checkout.storage.batches import Batch, Batches
from checkout.storage.checkpoints import Checkpoints
from checkout.storage.database import Database
from checkout.storage.disk import make_directory, sync_directory
from checkout.storage.embedded_transaction import EmbeddedTransaction
from checkout.storage.ledger import Ledger
from checkout.storage.old_journal import take_over
from checkout.storage.opening import open_file
from checkout.storage.ownership import Ownership
from checkout.storage.rows import Rows
from checkout.storage.shelf import Shelf
from checkout.storage.tables import ShelfDatabase
from checkout.storage.turns import Turns, TurnsOver
from checkout.storage.wal_index import OpenLog
from checkout.store import OutcomeUnknown, StoreDamaged, StoreUnavailable
from checkout.together import read_ahead, wait, waits_later

_logger = logging.getLogger(__name__)

_LOST_AFTER = 0.05
"""Seconds: who was to commit for others may have been interrupted, so they look after themselves then."""


def open_embedded(directory: Path) -> EmbeddedStore:
    """Open the store in a directory, and make one where there is none.

    Raises:
        StoreLocked: another process has it open.
        StoreDamaged: the file is not what was written; it is left as it is.
        StoreUnavailable: the disk refuses to be read or written.
    """
    try:
        make_directory(directory)
        ownership = Ownership(directory)
        try:
            take_over(directory)
            store = EmbeddedStore(open_file(directory, same_boot=ownership.same_boot), ownership)
            ownership.note_opened()
        except BaseException:
            ownership.release()
            raise
        else:
            return store
    except OutcomeUnknown as error:
        # Nobody waits for an answer yet, so there is nothing to be unsure of.
        raise StoreUnavailable(error.path, error.detail) from error
    except OSError as error:
        raise StoreUnavailable(str(directory), str(error)) from error


class EmbeddedStore:
    """The Store port over TinyDB and SQLite; made by ``open_embedded``."""

    def __init__(self, database: Database, ownership: Ownership) -> None:
        self.database = database
        self._ownership = ownership
        self._log = OpenLog(database.path, database.page_size)
        self._turns = Turns()
        self._rows = Rows(database)
        self._ledger = Ledger(self._rows)
        self._keeping = False
        self._batches = Batches(database, self._log, write=self._write, drop=self._drop)
        self._checkpoints = Checkpoints(self._log, self._turns, self._batches, database)
        shelves = {kind.name: Shelf(kind, self._rows) for kind in KINDS}
        self.tables = ShelfDatabase({**shelves, MOVEMENTS.name: self._ledger})
        self._shelves = {kind.name: self.tables.shelf_table(kind.name).shelf for kind in KINDS}

    @contextmanager
    def transaction(self) -> Iterator[EmbeddedTransaction]:
        """Open a transaction; see the port."""
        batch: Batch | None = None
        try:
            with self._turns.turn():
                self._begin()
                transaction = EmbeddedTransaction(self._shelves, self._ledger, self._rows)
                wrote = False
                try:
                    with suppress(StoreDamaged):  # whose document it is will be told
                        read_ahead(transaction)
                    yield transaction
                    wrote = self._keep()
                finally:
                    transaction.end()
                    batch = self._leave(wrote=wrote)
        except Exception:
            # Even a refusal may rest on what another wrote just before, and that must be safe first.
            self._make_safe(batch)
            raise
        self._make_safe(batch)

    def leads(self) -> bool:
        """It is the only process that may open this store."""
        return True

    def close(self) -> None:
        """Let go of the directory; closing twice is harmless."""
        if self._turns.over:
            return
        with self._turns.turn():
            self._batches.commit()
            self._turns.end()
        self._checkpoints.end()
        self.database.close()
        self._log.close()
        try:
            sync_directory(self.database.path.parent)
        except OSError as error:
            # All that was promised is in the log's flushed part; only that the log is done with may not outlast a power cut.
            _logger.warning("%s: %s", self.database.path.parent, error)
        finally:
            self._ownership.release()

    def _begin(self) -> None:
        self._ownership.check()
        self._undo()  # here too: the one before may have been interrupted while it did so
        self._batches.check()
        self._rows.forget()
        self._ledger.forget()

    def _keep(self) -> bool:
        self._ledger.check_levels()
        self._keeping = True  # until both have it, or neither: else nobody could say any more what is kept
        self._ledger.keep_levels()
        wrote = self._rows.keep()
        self._keeping = False
        return wrote

    def _write(self) -> None:
        self._rows.write_kept()
        self._ledger.write_levels()

    def _drop(self) -> None:
        self._rows.drop()
        self._ledger.drop()

    def _leave(self, *, wrote: bool) -> Batch | None:
        if not wrote:
            self._undo()
        batch = self._batches.join(wrote=wrote)
        if self._batches.is_due or not (self._turns.awaited or waits_later()):
            self._batches.commit()
            self._checkpoints.begin_if_due()
        return batch

    def _undo(self) -> None:
        """Take back what the transaction wrote; where that cannot be, the store is of no use any more."""
        if self._keeping:
            self._keeping = False
            self._batches.give_up("a transaction was interrupted while it was kept")
        try:
            self._rows.undo()
            self._batches.drop_if_empty()
        except (StoreDamaged, StoreUnavailable, OutcomeUnknown) as error:
            self._batches.give_up(f"a transaction could not be taken back: {error.detail}")

    def _make_safe(self, batch: Batch | None) -> None:
        if batch is None:
            return
        if waits_later():
            wait(lambda: self._commit_for(batch))
        else:
            self._wait_for(batch)

    def _commit_for(self, batch: Batch) -> None:
        """Commit for a thread that has run all its work, unless another has done so meanwhile."""
        if not batch.is_settled():
            with suppress(TurnsOver), self._turns.turn():
                self._batches.commit()
                self._checkpoints.begin_if_due()
        self._wait_for(batch)

    def _wait_for(self, batch: Batch) -> None:
        while not batch.is_settled(_LOST_AFTER):
            try:
                with self._turns.turn():
                    self._batches.commit()
            except TurnsOver:  # who closed the store has settled what was open
                continue
        batch.check()
