"""Work that is done beside this process, on another core: for what the disk does, and nobody waits for yet."""

from __future__ import annotations

import os
from collections.abc import Callable


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
