"""What the use cases need from a store: transactions, and an honest word on whether they were kept."""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any, ParamSpec, Protocol, TypeVar

from checkout.kinds import Kind
from checkout.records import Movement
from shop.release import Sku

P = ParamSpec("P")
T = TypeVar("T")


class Transaction(Protocol):
    """Reads and writes that are all kept or all forgotten.

    Reads see the transaction's own writes and otherwise one consistent state. A block that read a record, or found
    some by an index, and writes anything is kept only if they are unchanged by then; else it ends with TryAgain.
    ``stock`` is the exception: it is a view, and ``move`` is what guards it.
    """

    def read_ahead(
        self,
        *,
        records: Iterable[tuple[Kind[Any], str]] = (),
        found: Iterable[tuple[Kind[Any], str, str]] = (),
        stock: Iterable[Sku] = (),
    ) -> None:
        """Read at once what will be asked for: keys, ``find``s and stock levels. It saves waiting, and changes nothing."""

    def get(self, kind: Kind[T], key: str) -> T | None:
        """Return the record of that key, or None."""

    def insert(self, kind: Kind[T], record: T) -> None:
        """Keep a new record; raises Conflict when its key is taken."""

    def put(self, kind: Kind[T], record: T) -> None:
        """Keep the record, in place of any other of its key. What is booked of the stock ledger stays as it is."""

    def delete(self, kind: Kind[T], key: str) -> None:
        """Forget the record of that key, if there is one."""

    def find(self, kind: Kind[T], index: str, value: str, *, after: str = "", most: int | None = None) -> list[T]:
        """Return the records whose indexed field has that value, by rank; none for ''.

        With ``most``, only the first so many; ``after`` is the mark (``Kind.mark``) of the last one already seen.
        """

    def newest(self, kind: Kind[T], index: str, value: str, most: int, *, before: str = "") -> list[T]:
        """Return the last ``most`` records that ``find`` would return, the last one first.

        ``before`` is the mark (``Kind.mark``) of the last one already seen, for the next page.
        """

    def count(self, kind: Kind[T], index: str, value: str, most: int) -> int:
        """Return how many records ``find`` would return, at most ``most``, without reading them."""

    def every(self, kind: Kind[T], *, after: str = "", most: int | None = None) -> list[T]:
        """Return the records of a kind, by key: those after a key, at most so many; for small kinds and jobs."""

    def stock(self, sku: Sku) -> int:
        """Return how many units can be sold now; 0 for a SKU never counted."""

    def move(self, movement: Movement) -> None:
        """Book one stock movement, once.

        A movement whose id is booked already changes nothing. Raises OutOfStock, and books nothing,
        when fewer than the units going out are left.
        """


class Store(Protocol):
    """A small transactional document store."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Open a transaction: one try.

        Leaving the block normally commits: when it returns, everything is safe on disk. Leaving it by an exception
        forgets everything. Keep it short, and never call a bank inside one.

        Raises, at the latest when the block ends:
            TryAgain: another transaction got in the way; nothing is kept.
            StoreUnavailable: it cannot be kept, and is not.
            OutcomeUnknown: nobody can say whether it was kept.
        """

    def leads(self) -> bool:
        """Whether this process is the one that runs the jobs; asks for the part when nobody has it."""

    def close(self) -> None:
        """Let go of files and connections; later use is an error."""


class StoreLocked(Exception):
    """Another process owns the store's files; ``path`` says which."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class StoreDamaged(Exception):
    """What a store keeps cannot be read; ``path`` names it and ``detail`` says where it is broken."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail


class StoreUnavailable(Exception):
    """A store cannot be read or written now; ``path`` names it and ``detail`` says why.

    A commit that raises this is not kept.
    """

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail


class OutcomeUnknown(Exception):
    """A commit was sent and no answer came: it may be kept or not. The same request, repeated, will tell."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail


class TryAgain(Exception):
    """Another transaction got in the way; this one changed nothing and may be tried again. ``detail`` says where."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


_TRIES = 25
_LONGEST_PAUSE = 0.1
"""Seconds."""


def retried(function: Callable[P, T]) -> Callable[P, T]:
    """Run a function of one transaction again when another one got in its way.

    The function does nothing outside the store, so that running it twice is running it once.

    Raises:
        StoreUnavailable: something was in the way every time.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        pause = 0.001
        for _ in range(_TRIES):
            try:
                return function(*args, **kwargs)
            except TryAgain as error:
                last = error
            # Chance keeps two that met once from meeting again.
            time.sleep(random.uniform(0, pause))  # noqa: S311
            pause = min(2 * pause, _LONGEST_PAUSE)
        raise StoreUnavailable("store", f"other transactions were always in the way: {last.detail}") from last

    _RETRIED.add(run)
    return run


_RETRIED: set[object] = set()


def is_one_transaction(function: object) -> bool:
    """Whether a function is one transaction and nothing else, and so can wait for the disk together with others."""
    return function in _RETRIED
