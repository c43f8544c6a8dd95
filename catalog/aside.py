"""Work that is done beside this process, on another core: for what the disk does, and nobody waits for yet."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def aside(work: Callable[[], object]) -> Callable[[], None]:
    """Begin work in a process that is a copy of this one, and return what waits for its end, however often.

    What waits raises:
        ChildProcessError: the work was not done.
    """
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)

    ended: list[int] = []

    def wait() -> None:
        if not ended:
            ended.append(os.waitpid(child, 0)[1])
        if ended != [0]:
            raise ChildProcessError(work)

    return wait


def answered(work: Callable[[], T]) -> Callable[[], T]:
    """Begin work in a process that is a copy of this one, and return what waits for what comes of it, once.

    What waits raises:
        ChildProcessError: the work was not done.
    """
    reads, writes = os.pipe()

    def send() -> None:
        os.close(reads)
        with os.fdopen(writes, "wb") as out:
            pickle.dump(work(), out)

    done = aside(send)
    os.close(writes)

    def wait() -> T:
        with os.fdopen(reads, "rb") as answer:
            told = answer.read()
        done()
        made: T = pickle.loads(told)  # noqa: S301 - a copy of this process wrote it
        return made

    return wait
