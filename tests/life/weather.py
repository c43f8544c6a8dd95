"""Bad weather for a store: a crash, an answer that is lost, somebody in the way, at the transaction that it is set for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, cast

from checkout.store import OutcomeUnknown, Store, Transaction, TryAgain
from tests.fake_stores import Watched

Kind = Literal["calm", "again", "crash_before", "crash_after", "unknown_lost", "unknown_kept", "rival"]
Opener = Callable[[], Store]


class Crashed(Exception):
    """The service died here: nothing after this line runs."""


@dataclass
class Weather:
    """A store over one that ``opens``; what is ``due`` befalls the transaction of that number, the next being 1.

    Where transactions ``overlap``, the rival comes in between a block and its commit, through a store of its own as
    another process has; elsewhere just before the block.
    """

    opens: Opener
    overlaps: bool = False
    kind: Kind = "calm"
    due: int = 0
    rival: Callable[[], object] = lambda: None
    kept: bool = False
    """Whether something was committed just before the crash."""
    _store: Store = field(init=False)
    _other: Store | None = None

    def __post_init__(self) -> None:
        self._store = self.opens()

    def set(self, kind: Kind, due: int, rival: Callable[[], object] = lambda: None) -> None:
        """Let this befall the transaction of that number."""
        self.kind, self.due, self.rival, self.kept = kind, due, rival, False

    def clear(self) -> None:
        """Let nothing befall any more."""
        self.kind, self.due = "calm", 0

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        self.due -= 1
        kind: Kind = self.kind if self.due == 0 else "calm"
        if kind == "rival" and not self.overlaps:
            self.rival()
        with self._store.transaction() as tx:
            watched = Watched(tx)
            yield cast("Transaction", watched)
            if kind == "rival" and self.overlaps:
                self._let_in()
            _before(kind)
        self.kept = self.kept or (watched.wrote and kind in {"crash_after", "unknown_kept"})
        _after(kind)

    def leads(self) -> bool:
        return self._store.leads()

    def close(self) -> None:
        self._store.close()
        if self._other is not None:
            self._other.close()
            self._other = None

    def reopen(self) -> None:
        """Start the service anew: nothing of it is left but what the store kept."""
        self.close()
        self._store = self.opens()

    def _let_in(self) -> None:
        """Run the rival as another process would, on a store of its own."""
        mine = self._store
        self._other = self._other or self.opens()
        self._store = self._other
        try:
            self.rival()
        finally:
            self._store = mine


def _before(kind: Kind) -> None:
    if kind == "again":
        raise TryAgain("the weather")
    if kind == "crash_before":
        raise Crashed
    if kind == "unknown_lost":
        raise OutcomeUnknown("store", "the weather")


def _after(kind: Kind) -> None:
    if kind == "crash_after":
        raise Crashed
    if kind == "unknown_kept":
        raise OutcomeUnknown("store", "the weather")
