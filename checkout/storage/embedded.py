"""The embedded store: TinyDB tables in one process's memory, every transaction first in a journal on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from checkout.kinds import KINDS, MOVEMENTS, Kind
from checkout.storage.disk import make_directory
from checkout.storage.embedded_transaction import EmbeddedTransaction
from checkout.storage.journal import Journal
from checkout.storage.ledger import Ledger
from checkout.storage.lines import Change
from checkout.storage.ownership import Ownership
from checkout.storage.shelf import Shelf
from checkout.storage.tables import ShelfDatabase
from checkout.storage.turns import Turns
from checkout.store import StoreDamaged, StoreUnavailable

_MIB = 1 << 20


def open_embedded(directory: Path, *, slack_bytes: int = 32 * _MIB) -> EmbeddedStore:
    """Open the store in a directory, and make one where there is none.

    ``slack_bytes`` is how far the journal may outgrow twice what it holds before it is compacted.

    Raises:
        StoreLocked: another process has it open.
        StoreDamaged: the journal is not what was written; it is left as it is.
        StoreUnavailable: the disk refuses to be read or written.
    """
    try:
        make_directory(directory)
        ownership = Ownership(directory)
        try:
            return EmbeddedStore(directory / "journal", ownership, slack_bytes)
        except BaseException:
            ownership.release()
            raise
    except OSError as error:
        raise StoreUnavailable(str(directory), str(error)) from error


class EmbeddedStore:
    """The Store port over TinyDB and a journal; made by ``open_embedded``."""

    def __init__(self, journal: Path, ownership: Ownership, slack_bytes: int) -> None:
        self._ownership = ownership
        self._slack_bytes = slack_bytes
        self._turns = Turns()
        self._ledger = Ledger()
        self._shelves: dict[str, Shelf] = {kind.name: Shelf(kind) for kind in KINDS}
        self._shelves[MOVEMENTS.name] = self._ledger
        self._database = ShelfDatabase(self._shelves)
        self._journal = Journal(journal, self._load)
        try:
            for shelf in self.shelves:
                shelf.index_all()
        except ValueError as error:
            self._journal.close()
            raise StoreDamaged(str(journal), str(error)) from error
        self._in_step = True
        self._compact_at = 0
        self._compact_if_grown()

    @contextmanager
    def transaction(self) -> Iterator[EmbeddedTransaction]:
        """Open a transaction; see the port. Raises StoreUnavailable when it cannot be kept."""
        with self._turns.turn():
            self._check()
            # Here and not at the end, where an interrupt could leave half of it for the next transaction.
            for shelf in self.shelves:
                shelf.forget()
            transaction = EmbeddedTransaction(self._database, self._ledger)
            try:
                yield transaction
                self._commit()
            finally:
                transaction.end()

    def leads(self) -> bool:
        """It is the only process that may open this store."""
        return True

    def close(self) -> None:
        """Let go of the directory; closing twice is harmless."""
        if self._turns.over:
            return
        with self._turns.turn():
            self._turns.end()
            self._journal.close()
            self._ownership.release()

    @property
    def shelves(self) -> Iterable[Shelf]:
        """Everything kept, table by table."""
        return self._shelves.values()

    def _load(self, change: Change) -> None:
        # A table that no kind names any more is kept as it is: forgetting it is not for us to decide.
        if change.table not in self._shelves:
            self._shelves[change.table] = Shelf(Kind(change.table, dict, str))
        self._shelves[change.table].load(change.key, change.text)

    def _check(self) -> None:
        self._ownership.check()
        self._journal.check()
        if not self._in_step:
            raise StoreUnavailable(str(self._journal.path), "a commit was interrupted; the store must be opened again")

    def _commit(self) -> None:
        changes = [change for shelf in self.shelves for change in shelf.staged()]
        if not changes:
            return
        self._in_step = False  # until memory shows what the journal says; an interrupt leaves it so
        try:
            self._journal.append(changes)
        except StoreUnavailable:
            self._in_step = True
            raise
        for shelf in self.shelves:
            shelf.keep()
        self._in_step = True
        self._compact_if_grown()

    def _compact_if_grown(self) -> None:
        kept_bytes = sum(shelf.kept_bytes for shelf in self.shelves)
        if self._journal.size < max(2 * kept_bytes + self._slack_bytes, self._compact_at):
            return
        documents = sum(len(shelf) for shelf in self.shelves)
        state = (change for shelf in self.shelves for change in shelf.kept())
        if not self._journal.rewrite(documents, state):
            self._compact_at = self._journal.size + self._slack_bytes
