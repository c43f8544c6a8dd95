"""Sharing work among the machine's cores: the same results in the same order, however many there are."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext
    from multiprocessing.sharedctypes import Synchronized

T = TypeVar("T")
R = TypeVar("R")

WORTH_SHARING = 400
"""Fewer pieces than this are done before a second process has begun."""
_LEAST = 32
"""No part is smaller than what comes to so many for each core."""


@cache
def _fork() -> ForkContext:
    from multiprocessing import get_context  # noqa: PLC0415 - what is not shared need not wait for it

    return get_context("fork")


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


def worth_sharing(pieces: int) -> bool:
    """Is so much work done sooner by several?"""
    return pieces >= WORTH_SHARING and cores() > 1


def in_parallel(work: Callable[[Sequence[T]], R], pieces: Sequence[T], many: int | None = None) -> list[R]:
    """Return what ``work`` makes of each part of the pieces, in their order; ``many`` tells where each is more than one.

    This process works too, beside others that begin as copies of it, so that ``work`` may know all that stands here. What it
    returns elsewhere is sent back, and what it changes there is lost.

    Raises:
        ChildProcessError: one of the others was ended from without.
    """
    hands = cores() if worth_sharing(len(pieces) if many is None else many) else 1
    if hands == 1:
        return [work(pieces)]
    parts = [pieces[start:end] for start, end in pairwise(_ends(len(pieces), hands))]
    following = _fork().Value("i", 0)
    others = [_Other(work, parts, following) for _ in range(hands - 1)]
    try:
        made = _take(work, parts, following)
        for other in others:
            made |= other.made()
    finally:
        for other in others:
            other.end()
    return [made[number] for number in range(len(parts))]


def _ends(pieces: int, hands: int) -> list[int]:
    """Return where parts begin and end: the first are large, for what stands together shares much; of the last no core has much."""
    ends, least = [0], max(1, pieces // (hands * _LEAST))
    while left := pieces - ends[-1]:
        ends.append(ends[-1] + min(left, max(least, left // (2 * hands))))
    return ends


def _take(work: Callable[[T], R], parts: Sequence[T], following: Synchronized[int]) -> dict[int, R]:
    """Work off one part after the other that nobody else has taken; return what each came to by its number."""
    made: dict[int, R] = {}
    while (number := _taken(following)) < len(parts):
        made[number] = work(parts[number])
    return made


def _taken(following: Synchronized[int]) -> int:
    with following.get_lock():
        following.value += 1
        return following.value - 1


class _Other(Generic[R]):
    """A copy of this process that takes parts too."""

    def __init__(self, work: Callable[[T], R], parts: Sequence[T], following: Synchronized[int]) -> None:
        self._receives, sends = _fork().Pipe(duplex=False)
        self._process = _fork().Process(target=_send, args=(sends, work, parts, following), daemon=True)
        self._process.start()
        sends.close()

    def made(self) -> dict[int, R]:
        """Wait for what came of its parts.

        Raises:
            ChildProcessError: it was ended from without.
            Exception: whatever the work raised.
        """
        try:
            made: dict[int, R] | Exception = self._receives.recv()
        except EOFError as error:
            raise ChildProcessError(self._process.pid) from error
        if isinstance(made, Exception):
            raise made
        return made

    def end(self) -> None:
        """See to it that it is gone."""
        self._process.terminate()
        self._process.join()
        self._receives.close()


def _send(sends: Connection, work: Callable[[T], R], parts: Sequence[T], following: Synchronized[int]) -> None:
    made: dict[int, R] | Exception
    try:
        made = _take(work, parts, following)
    except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
        made = error
    with suppress(BrokenPipeError):  # nobody waits for it any more
        sends.send(made)
