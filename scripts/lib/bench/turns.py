"""Ask several services in turns, one request at a time, so that a slow moment slows all of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack

from scripts.lib.load.answers import Answer
from scripts.lib.load.final_step import Timed, Unexpected
from scripts.lib.load.wire import Wire


async def in_turns(
    asked: Sequence[tuple[int, Sequence[bytes]]], right: Callable[[Answer], bool], *, warm: int
) -> list[list[Timed]]:
    """Send each port its requests, a request of each in every turn; the first ``warm`` of each are not told.

    Raises:
        Unexpected: an answer is not right.
    """
    told: list[list[Timed]] = [[] for _ in asked]
    async with AsyncExitStack() as open_ones:
        wires = [await open_ones.enter_async_context(Wire(port)) for port, _ in asked]
        for turn in range(len(asked[0][1])):
            for wire, (_, requests), answers in zip(wires, asked, told, strict=True):
                start = time.perf_counter()
                answer = await wire.ask(requests[turn])
                answers.append(Timed(answer, time.perf_counter() - start))
                if not right(answer):
                    first = requests[turn].decode().splitlines()[0]
                    raise Unexpected(f"{first}: {answer.status} {answer.location}")
    return [answers[warm:] for answers in told]
