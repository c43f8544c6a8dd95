"""Sharing work among the machine's cores: the same results in the same order, however many there are."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH_SHARING = 400
"""Fewer pieces than this are done before a second process has begun."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


def in_parallel(work: Callable[[Sequence[T]], R], pieces: Sequence[T]) -> list[R]:
    """Return what ``work`` makes of each part of the pieces, in their order.

    Each part is worked off in a process that begins as a copy of this one, so that ``work`` may know all that stands here;
    what it returns is sent back, and what it changes is lost.
    """
    parts = cores() if len(pieces) >= WORTH_SHARING else 1
    if parts == 1:
        return [work(pieces)]
    ends = [len(pieces) * part // parts for part in range(parts + 1)]
    _shared.append((work, [pieces[start:end] for start, end in pairwise(ends)]))
    try:
        with ProcessPoolExecutor(parts, mp_context=get_context("fork")) as pool:
            return list(pool.map(_part, range(parts)))
    finally:
        _shared.pop()


_shared: list[tuple[Callable[[Sequence[Any]], Any], list[Sequence[Any]]]] = []


def _part(number: int) -> Any:  # noqa: ANN401 - whatever the work returns
    work, parts = _shared[-1]
    return work(parts[number])
