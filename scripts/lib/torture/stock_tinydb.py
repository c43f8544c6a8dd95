"""The control of what the embedded store's file is worth: the same records in TinyDB's own JSONStorage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tinydb.storages import JSONStorage

from checkout.kinds import KINDS
from checkout.storage.memory import MemoryStore
from checkout.store import StoreDamaged, StoreUnavailable, Transaction

STOCK = "TinyDB's own JSONStorage"


class StockTinyStore:
    """The Store port over a memory store that writes all of itself to one JSON file at every commit, as TinyDB does."""

    def __init__(self, directory: Path) -> None:
        """Read what the file holds; raises StoreDamaged when it is no JSON."""
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._memory = MemoryStore()
        self._written: object = None
        self._file = JSONStorage(str(directory / "db.json"))
        try:
            kept = self._file.read() or {}
            with self._memory.transaction() as tx:
                for kind in KINDS:
                    for document in kept.get(kind.name, {}).values():
                        tx.put(kind, kind.decode(document))
        except ValueError as error:
            self._file.close()
            raise StoreDamaged(str(directory), str(error)) from error

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open a transaction; see the port. It writes the whole file when anything changed."""
        with self._memory.transaction() as tx:
            yield tx
            kept = {kind.name: {kind.key(one): kind.encode(one) for one in tx.every(kind)} for kind in KINDS}
            if kept == self._written:
                return
            try:
                self._file.write(kept)
                self._written = kept
            except OSError as error:
                raise StoreUnavailable(str(self._directory), str(error)) from error

    def leads(self) -> bool:
        """It is alone."""
        return True

    def close(self) -> None:
        """Close the file, as far as it lets itself be."""
        with suppress(OSError):
            self._file.close()
