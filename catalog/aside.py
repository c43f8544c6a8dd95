"""Work that is done beside this process, on another core: for what the disk does, and nobody waits for yet."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from select import select
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Answer(Generic[T]):
    """What comes of work that was begun in a process that is a copy of this one."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._reads, writes = os.pipe()
        self._child = os.fork()
        if self._child == 0:
            status = 1
            try:
                os.close(self._reads)
                with os.fdopen(writes, "wb") as out:
                    pickle.dump(_outcome(work), out)
                status = 0
            finally:
                os._exit(status)
        os.close(writes)
        self._outcomes: list[T | Exception] = []

    def __call__(self) -> T:
        """Wait for it, however often.

        Raises:
            ChildProcessError: the other process was ended from without.
            Exception: whatever the work raised.
        """
        if not self._outcomes:
            self._outcomes.append(self._told())
        outcome = self._outcomes[0]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def fileno(self) -> int:
        """Return where it comes, for those who wait for several things."""
        return self._reads

    def is_there(self) -> bool:
        """Return whether it is there, so that nobody has to wait for it."""
        return bool(select([self], [], [], 0)[0])

    def _told(self) -> Any:  # noqa: ANN401 - whatever the work returned
        with os.fdopen(self._reads, "rb") as answer:
            packed = answer.read()
        if os.waitpid(self._child, 0)[1]:
            return ChildProcessError(self._child)
        return pickle.loads(packed)  # noqa: S301 - a copy of this process wrote it


def aside(work: Callable[[], T]) -> Answer[T]:
    """Begin work in a process that is a copy of this one."""
    return Answer(work)


def _outcome(work: Callable[[], T]) -> T | Exception:
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
        return error
