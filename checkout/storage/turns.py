"""Lets one transaction of a store run at a time, and says so when one is opened inside another."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class TurnsOver(RuntimeError):
    """The last turn was taken: the store is closed."""


class Turns:
    """Turns taken one after the other by threads, until they are over."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder: int | None = None
        self._over = False
        self._waiting: deque[None] = deque()  # a counter that threads change without a lock

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it for the block; raises RuntimeError inside another turn or when all are over."""
        if self._holder == threading.get_ident():
            raise RuntimeError("a transaction of this store is already open in this thread")
        waiting = True
        self._waiting.append(None)
        try:
            with self._lock:
                self._waiting.pop()
                waiting = False
                if self._over:
                    raise TurnsOver("the store is closed")
                try:
                    self._holder = threading.get_ident()
                    yield
                finally:
                    self._holder = None
        finally:
            if waiting:
                self._waiting.pop()

    def end(self) -> None:
        """Let nobody have a turn again; called by who holds the last one."""
        self._over = True

    @property
    def over(self) -> bool:
        """Whether the last turn was taken."""
        return self._over

    @property
    def awaited(self) -> bool:
        """Whether somebody waits for a turn."""
        return bool(self._waiting)
