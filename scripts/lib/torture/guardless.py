"""Stores with one guard removed, for the controls. Nothing but the torture's own launcher ever opens one."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from checkout.kinds import COUNTED, SUBMISSIONS, Kind
from checkout.records import CountedStock, Movement
from checkout.store import Store, Transaction, retried
from scripts.lib.torture.passing import PassingTransaction
from scripts.lib.torture.stock_tinydb import STOCK, StockTinyStore
from shop.errors import Conflict, OutOfStock
from shop.release import Sku

T = TypeVar("T")
Write = Callable[[Transaction], None]

PAUSE_SECONDS = 0.05
"""How long a control lies between what it said and what it does: a busy disk's worth."""

log = logging.getLogger("hojreh.torture")


class Keyless(PassingTransaction):
    """Knows no form's key again."""

    def get(self, kind: Kind[T], key: str) -> T | None:
        """Find everything but what a form led to."""
        return None if kind.name == SUBMISSIONS.name else super().get(kind, key)

    def insert(self, kind: Kind[T], record: T) -> None:
        """Keep everything but what a form led to."""
        if kind.name != SUBMISSIONS.name:
            super().insert(kind, record)


class Later(PassingTransaction):
    """Reads now and writes later, in another transaction; it sees its own records by key only."""

    def __init__(self, inner: Transaction) -> None:
        super().__init__(inner)
        self.writes: list[Write] = []
        self._own: dict[tuple[str, str], Any] = {}

    def get(self, kind: Kind[T], key: str) -> T | None:
        """Return its own record, or the one kept."""
        own: T | None = self._own.get((kind.name, key))
        return own if (kind.name, key) in self._own else super().get(kind, key)

    def insert(self, kind: Kind[T], record: T) -> None:
        """Look whether the key is taken, then put."""
        if self.get(kind, kind.key(record)) is not None:
            raise Conflict(kind.name, kind.key(record))
        self.put(kind, record)

    def put(self, kind: Kind[T], record: T) -> None:
        """Write it later."""
        self._own[kind.name, kind.key(record)] = record
        self.writes.append(lambda tx: tx.put(kind, record))

    def delete(self, kind: Kind[T], key: str) -> None:
        """Delete it later."""
        self._own[kind.name, key] = None
        self.writes.append(lambda tx: tx.delete(kind, key))

    def move(self, movement: Movement) -> None:
        """Look whether there are enough, and book it later."""
        left = self.stock(movement.sku)
        if left + movement.quantity < 0:
            raise OutOfStock(movement.sku, -movement.quantity, left)
        self.writes.append(lambda tx: tx.move(movement))


class ReadThenWrite(Later):
    """Keeps the level of a SKU as a number that was read, reckoned on, and is written back."""

    def stock(self, sku: Sku) -> int:
        """Return the number last written, or what the store says before the first."""
        level = self.get(COUNTED, f"level of {sku}")
        return self.inner.stock(sku) if level is None else level.declared

    def move(self, movement: Movement) -> None:
        """Reckon on the number that was read."""
        left = self.stock(movement.sku) + movement.quantity
        if left < 0:
            raise OutOfStock(movement.sku, -movement.quantity, left - movement.quantity)
        self.put(COUNTED, CountedStock(sku=Sku(f"level of {movement.sku}"), declared=left, times=0))


class KeylessStore:
    """Without the submission key."""

    def __init__(self, inner: Store) -> None:
        self._inner = inner

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open a transaction that knows no form again."""
        with self._inner.transaction() as tx:
            yield Keyless(tx)

    def leads(self) -> bool:
        """Pass it on."""
        return self._inner.leads()

    def close(self) -> None:
        """Pass it on."""
        self._inner.close()


class SplitStore:
    """Reads in one transaction and writes in another, a moment later: what was read may be true no more.

    ``early`` answers before it writes; else it writes before it answers.
    """

    def __init__(self, inner: Store, kind: type[Later], *, early: bool) -> None:
        self._inner = inner
        self._kind = kind
        self._early = early
        self._waiting: queue.Queue[list[Write]] = queue.Queue()
        threading.Thread(target=self._write_on, name="later", daemon=True).start()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open a transaction whose writes come later."""
        with self._inner.transaction() as tx:
            later = self._kind(tx)
            yield later
        if later.writes and self._early:
            self._waiting.put(later.writes)
        elif later.writes:
            time.sleep(PAUSE_SECONDS)
            self._write(later.writes)

    def leads(self) -> bool:
        """Pass it on."""
        return self._inner.leads()

    def close(self) -> None:
        """Write what waits, and pass it on."""
        self._waiting.join()
        self._inner.close()

    def _write_on(self) -> None:
        while True:
            first = self._waiting.get()
            time.sleep(PAUSE_SECONDS)
            for writes in (first, *(self._waiting.get() for _ in range(self._waiting.qsize()))):
                try:
                    self._write(writes)
                except Exception:
                    # It was answered long ago: nobody is there to be told.
                    log.exception("what was acknowledged is not kept")
                finally:
                    self._waiting.task_done()

    @retried
    def _write(self, writes: list[Write]) -> None:
        with self._inner.transaction() as tx:
            for write in writes:
                write(tx)


def _stock(store: Store, where: str) -> Store:
    store.close()
    return StockTinyStore(Path(where))


NAME = "HOJREH_TORTURE"
"""By this variable the torture's launcher is told which control to run; the shipped service does not know it."""
EARLY = "answers before its commit"
NAIVE = "stock read, then written"
KEYLESS = "without the submission key"
CONTROLS: Mapping[str, Callable[[Store, str], Store]] = {
    EARLY: lambda store, _: SplitStore(store, Later, early=True),
    NAIVE: lambda store, _: SplitStore(store, ReadThenWrite, early=False),
    KEYLESS: lambda store, _: KeylessStore(store),
    STOCK: _stock,
}
"""From the service's own store, and where it is, to what it is given instead."""
