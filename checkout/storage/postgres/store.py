"""The Store port over PostgreSQL."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from checkout.kinds import KINDS, Kind
from checkout.storage.postgres.address import read_address
from checkout.storage.postgres.group import Group
from checkout.storage.postgres.leader import Leader
from checkout.storage.postgres.line import Line
from checkout.storage.postgres.lines import Lines
from checkout.storage.postgres.migrate import migrate
from checkout.storage.postgres.reading import Reading
from checkout.storage.postgres.reindex import finding_of
from checkout.storage.postgres.transaction import PostgresTransaction
from checkout.storage.postgres.turn import Turn
from checkout.together import read_ahead, wait, waits_later


def open_postgres(url: str, kinds: Iterable[Kind[Any]] = KINDS) -> PostgresStore:
    """Open the store in a database, and bring its tables up to date; ``kinds`` are those of this release.

    Raises:
        StoreUnavailable: it cannot be reached or used, and what to do.
        StoreDamaged: its tables are not what they should be.
    """
    address, finding = read_address(url), finding_of(kinds)
    migrate(address, kinds=kinds)
    lines = Lines(address.name, lambda: Line(address))
    lines.give(lines.take())
    return PostgresStore(address.name, lines, Group(lines, finding), Leader(address, finding))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one or several transactions read from, and what they have read."""

    turn: Turn
    reading: Reading


class _Here(threading.local):
    """The snapshot in which a thread's transactions read that wait for the disk together."""

    snapshot: Snapshot | None = None


class PostgresStore:
    """The Store port over a database; made by ``open_postgres``."""

    def __init__(self, where: str, lines: Lines, group: Group, leader: Leader) -> None:
        self._where = where
        self._lines = lines
        self._group = group
        self._leader = leader
        self._process = os.getpid()
        self._inside: set[int] = set()
        self._here = _Here()
        self._closed = False

    @contextmanager
    def transaction(self) -> Iterator[PostgresTransaction]:
        """Open a transaction; see the port."""
        thread = threading.get_ident()
        if thread in self._inside:
            raise RuntimeError("a transaction of this store is already open in this thread")
        self._check()
        self._inside.add(thread)
        snapshot = self._shared() if waits_later() else self._snapshot()
        transaction = PostgresTransaction(snapshot.turn.ask, snapshot.reading.beside())
        try:
            if waits_later():
                # By another transaction: this one relies on nothing that others ask for.
                read_ahead(PostgresTransaction(snapshot.turn.ask, snapshot.reading.beside()))
            yield transaction
            if transaction.writing.records:
                transaction.learn()
                snapshot.turn.commit(transaction.reading, transaction.writing)
        finally:
            self._inside.discard(thread)
            transaction.end()
            if not waits_later():
                snapshot.turn.end()

    def _snapshot(self) -> Snapshot:
        return Snapshot(Turn(self._where, self._lines, self._group), Reading())

    def _shared(self) -> Snapshot:
        """Return the snapshot in which this thread's transactions read until it waits for what it commits."""
        shared = self._here.snapshot
        if shared is None or shared.turn.failed:
            shared = self._here.snapshot = self._snapshot()
            wait(partial(self._leave, shared))
        return shared

    def _leave(self, shared: Snapshot) -> None:
        shared.turn.end()
        if self._here.snapshot is shared:
            self._here.snapshot = None

    def leads(self) -> bool:
        """Whether this process holds the lock of the one that runs the jobs, or gets it now."""
        self._check()
        return self._leader.leads()

    @property
    def waiting(self) -> int:
        """How many commits wait for the one before them to end."""
        return self._group.waiting

    def close(self) -> None:
        """Hang up; closing twice is harmless."""
        self._closed = True
        self._leader.close()
        self._lines.drop()

    def _check(self) -> None:
        if self._closed:
            raise RuntimeError("the store is closed")
        if os.getpid() != self._process:
            raise RuntimeError("this store belongs to the process that this one was forked from")
