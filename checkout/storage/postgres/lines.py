"""The connections of one process: as many as it needs at once and no more, each used by one transaction at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable

from checkout.storage.postgres.line import Line
from checkout.store import StoreUnavailable

MOST_LINES = 16
"""Of one process. A server allows 100 in all, if it is not told otherwise."""

_PATIENCE_SECONDS = 5.0


class Lines:
    """Opens a connection when none is free. So a server that is back is found by the next who asks, and no later."""

    def __init__(self, where: str, connect: Callable[[], Line], most: int = MOST_LINES) -> None:
        self._where = where
        self._connect = connect
        self._free: list[Line] = []
        self._all: set[Line] = set()
        self._places = threading.BoundedSemaphore(most)
        self._lock = threading.Lock()

    def take(self) -> Line:
        """Return a line that nobody else uses; raises StoreUnavailable when none can be had."""
        if not self._places.acquire(timeout=_PATIENCE_SECONDS):
            raise StoreUnavailable(self._where, "every connection is in use")
        try:
            with self._lock:
                if self._free:
                    return self._free.pop()
            line = self._connect()
            with self._lock:
                self._all.add(line)
        except BaseException:
            self._places.release()
            raise
        return line

    def give(self, line: Line) -> None:
        """Put a line back for the next; one that broke takes all with it that waited, as their server is gone."""
        with self._lock:
            known = line in self._all
            if known and not line.broken:
                self._free.append(line)
        if not known or line.broken:
            self._hang_up([line])
            if known:
                self.drop()
        self._places.release()

    def drop(self) -> None:
        """Hang up all that wait; those in use are hung up when they come back."""
        with self._lock:
            waiting, self._free = self._free, []
            self._all.clear()
        self._hang_up(waiting)

    def _hang_up(self, lines: list[Line]) -> None:
        for line in lines:
            line.close()
