"""The threads in which use cases run: they may wait for the disk or the bank, and the event loop must not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from checkout.together import Outcome, together

T = TypeVar("T")
Job = tuple[asyncio.AbstractEventLoop, asyncio.Future[Any], Callable[[], Any]]
TransactionJob = tuple[asyncio.AbstractEventLoop, asyncio.Future[Any], partial[Any]]
Settled = tuple[asyncio.Future[Any], Outcome[Any]]
_MOST_TOGETHER = 16
_LONGEST_TURN = 0.5
"""Seconds: for so long a crew waits for a loop to answer, as one may have stopped."""


class Threads:
    """So many threads, started at the first job, that do what they are given in its turn.

    An event loop's own executor, and anyio's, can do more than we need, at a price: with 16 requests under way they take
    25 and 64 microseconds a call, this takes 6.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._jobs: SimpleQueue[Job] = SimpleQueue()
        self._starting = threading.Lock()
        self._started = False

    async def run(self, work: Callable[[], T]) -> T:
        """Return what ``work`` returns or raise what it raises; whoever stops waiting does not stop the work."""
        if not self._started:
            self._start()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._jobs.put((loop, done, work))
        return await done

    def _start(self) -> None:
        with self._starting:
            if not self._started:
                self._started = True
                for number in range(self._count):
                    # Nobody ends them: a server that stops has answered every request before.
                    threading.Thread(target=_serve, args=(self._jobs,), name=f"use case {number}", daemon=True).start()


class Crews:
    """Threads for functions of one transaction each: one runs all that wait, and waits for the disk once for them.

    So buyers who come together share one fsync, nobody contends for the interpreter, and the event loop is woken once.
    There is one crew, unless more are opened: a store that runs one transaction at a time has no use for another.

    Crew and event loop take turns: what comes is handed over together, when a round of the loop has brought nobody more,
    and a crew goes on when those that it answered have been told. Else each call of the system that either makes would
    hand the interpreter to the other, a tenth of what an order costs; and the first of those who come together would
    have a commit of its own, which costs as much as an order, while all others wait for it.
    """

    def __init__(self) -> None:
        self._jobs: SimpleQueue[list[TransactionJob]] = SimpleQueue()
        self._gathered: dict[asyncio.AbstractEventLoop, list[TransactionJob]] = {}
        self._starting = threading.Lock()
        self._crews = 0

    async def run(self, work: partial[T]) -> T:
        """Return what ``work`` returns or raise what it raises; whoever stops waiting does not stop the work."""
        if not self._crews:
            self.open(1)
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        gathered = self._gathered.setdefault(loop, [])
        if not gathered:
            loop.call_soon(self._hand_over, loop)
        gathered.append((loop, done, work))
        return await done

    def open(self, crews: int) -> None:
        """Have at least so many crews."""
        with self._starting:
            while self._crews < crews:
                self._crews += 1
                threading.Thread(target=self._serve, name=f"crew {self._crews}", daemon=True).start()

    @property
    def _most(self) -> int:
        """How many a crew runs together at most: several share what came together."""
        return max(1, _MOST_TOGETHER // self._crews)

    def _hand_over(self, loop: asyncio.AbstractEventLoop, known: int = 0) -> None:
        """Hand over what has come, unless it is more than was ``known`` a round before, and less than a crew takes."""
        gathered, most = self._gathered[loop], self._most
        if known < len(gathered) < most:
            loop.call_soon(self._hand_over, loop, len(gathered))
            return
        del self._gathered[loop]
        for start in range(0, len(gathered), most):
            self._jobs.put(gathered[start : start + most])

    def _serve(self) -> None:
        while True:
            jobs = self._jobs.get()
            with suppress(Empty):
                while len(jobs) < self._most:
                    jobs += self._jobs.get_nowait()
            outcomes = _all_of([work for _, _, work in jobs])
            settled: dict[asyncio.AbstractEventLoop, list[Settled]] = {}
            for (loop, done, _), outcome in zip(jobs, outcomes, strict=True):
                settled.setdefault(loop, []).append((done, outcome))
            for loop, those in settled.items():
                told = threading.Event()
                with suppress(RuntimeError):  # the loop is closed: nobody waits
                    loop.call_soon_threadsafe(_settle_all, loop, those, told)
                    told.wait(_LONGEST_TURN)


def _all_of(works: list[partial[Any]]) -> list[Outcome[Any]]:
    try:
        return together(works)
    except BaseException as error:  # noqa: BLE001 - whoever waits is told, and the crew goes on
        return [Outcome(error=error)] * len(works)


def _serve(jobs: SimpleQueue[Job]) -> None:
    while True:
        _do(jobs.get())


def _do(job: Job) -> None:
    loop, done, work = job
    result, error = None, None
    try:
        result = work()
    except BaseException as raised:  # noqa: BLE001 - it is raised where the work was asked for
        error = raised
    with suppress(RuntimeError):  # the loop is closed: nobody waits
        loop.call_soon_threadsafe(_settle, done, result, error)


def _settle_all(loop: asyncio.AbstractEventLoop, settled: list[Settled], told: threading.Event) -> None:
    # Whoever waited goes on in the next round of the loop, and has answered when that is over.
    loop.call_soon(loop.call_soon, told.set)
    for done, outcome in settled:
        _settle(done, outcome.result, outcome.error)


def _settle(done: asyncio.Future[T], result: T, error: BaseException | None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(result)
    else:
        # A future refuses StopIteration, and whoever waits would wait for ever, and all who are settled after them.
        done.set_exception(RuntimeError(repr(error)) if isinstance(error, StopIteration) else error)
