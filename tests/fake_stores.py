"""Stores in trouble, for tests: another process gets in the way, comes in between, or nobody knows what was kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

from checkout.store import OutcomeUnknown, Store, Transaction, TryAgain


@dataclass
class ContendedStore:
    """A store where somebody always was quicker: the first ``lost`` tries of every transaction are forgotten.

    One that ``keeps`` them says so all the same, as no store may.
    """

    store: Store
    lost: int = 1
    keeps: bool = False
    _mine: threading.local = field(default_factory=threading.local)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        before = getattr(self._mine, "lost", 0)
        self._mine.lost = 0
        with self.store.transaction() as tx:
            yield tx
            if before < self.lost and not self.keeps:
                self._fail(before)
        if before < self.lost:
            self._fail(before)

    def leads(self) -> bool:
        return self.store.leads()

    def close(self) -> None:
        self.store.close()

    def _fail(self, before: int) -> None:
        self._mine.lost = before + 1
        raise TryAgain("orders")


@dataclass
class RivalStore:
    """A store of two processes: what ``rivals`` names by number happens just before that transaction, the next being 1."""

    store: Store
    rivals: dict[int, Callable[[], object]] = field(default_factory=dict)
    opened: int = 0

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        self.opened += 1
        self.rivals.pop(self.opened, lambda: None)()
        with self.store.transaction() as tx:
            yield tx

    def leads(self) -> bool:
        return self.store.leads()

    def close(self) -> None:
        self.store.close()


@dataclass
class SilentStore:
    """A store whose server, while ``silent``, does not answer a commit that writes; ``keeps`` says if it was kept."""

    store: Store
    keeps: bool
    silent: bool = False

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with self.store.transaction() as tx:
            watched = Watched(tx)
            yield cast("Transaction", watched)
            unknown = self.silent and watched.wrote
            if unknown and not self.keeps:
                raise OutcomeUnknown("postgresql://db.test/shop", "the connection was lost")
        if unknown:
            raise OutcomeUnknown("postgresql://db.test/shop", "the connection was lost")

    def leads(self) -> bool:
        return self.store.leads()

    def close(self) -> None:
        self.store.close()


class Watched:
    """A transaction that remembers whether it wrote."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.wrote = False

    def __getattr__(self, name: str) -> object:
        self.wrote = self.wrote or name in {"insert", "put", "delete", "move"}
        return getattr(self._tx, name)


@dataclass
class CountingStore:
    """A store that counts the ``records`` it was asked to read."""

    store: Store
    records: int = 0

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with self.store.transaction() as tx:
            yield cast("Transaction", _Counted(tx, self))

    def leads(self) -> bool:
        return self.store.leads()

    def close(self) -> None:
        self.store.close()


class _Counted:
    """A transaction whose reads are counted."""

    def __init__(self, tx: Transaction, store: CountingStore) -> None:
        self._tx = tx
        self._store = store

    def __getattr__(self, name: str) -> object:
        method = getattr(self._tx, name)
        return self._reading(method) if name in {"get", "find", "newest", "every"} else method

    def _reading(self, method: Callable[..., object]) -> Callable[..., object]:
        def read(*args: object, **kwargs: object) -> object:
            found = method(*args, **kwargs)
            self._store.records += len(found) if isinstance(found, list) else 1
            return found

        return read
