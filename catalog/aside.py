"""Work that is done beside this process, on another core: for what the disk does, and nobody waits for yet."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def aside(work: Callable[[], T]) -> Callable[[], T]:
    """Begin work in a process that is a copy of this one, and return what waits for what comes of it, however often.

    What waits raises:
        ChildProcessError: the other process was ended from without.
        Exception: whatever the work raised.
    """
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reads)
            with os.fdopen(writes, "wb") as out:
                pickle.dump(_outcome(work), out)
            status = 0
        finally:
            os._exit(status)
    os.close(writes)
    outcomes: list[T | Exception] = []

    def wait() -> T:
        if not outcomes:
            outcomes.append(_told(child, reads))
        outcome = outcomes[0]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return wait


def _outcome(work: Callable[[], T]) -> T | Exception:
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
        return error


def _told(child: int, reads: int) -> Any:  # noqa: ANN401 - whatever the work returned
    with os.fdopen(reads, "rb") as answer:
        packed = answer.read()
    if os.waitpid(child, 0)[1]:
        return ChildProcessError(child)
    return pickle.loads(packed)  # noqa: S301 - a copy of this process wrote it
