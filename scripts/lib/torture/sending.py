"""Buyers who send forms whatever happens: to a service that may be killed, on a disk that may be full."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from scripts.lib.load.answers import Answer
from scripts.lib.load.final_step import leads_to_payment, link_in
from scripts.lib.load.wire import ConnectionLost, Wire, get

BUYERS = 16
PATIENCE_SECONDS = 60
UNAVAILABLE = 503
_PAUSE_SECONDS = 0.2


async def first_page(port: int, path: str = "/cart") -> float:
    """Return how many seconds pass until a page is answered with 200.

    Raises:
        TimeoutError: it is not, for a minute.
    """
    start = time.monotonic()
    while time.monotonic() < start + PATIENCE_SECONDS:
        try:
            async with Wire(port) as wire:
                if (await wire.ask(get(path))).status == 200:  # noqa: PLR2004
                    return time.monotonic() - start
        except ConnectionLost:
            pass
        await asyncio.sleep(0.01)
    raise TimeoutError


async def sent(
    port: int, posts: list[bytes], at_once: int = BUYERS, heard: Callable[[int], None] = lambda _: None
) -> dict[int, Answer]:
    """Send the posts over so many connections; return the answers that came, by the number of the post.

    A connection that is lost sends no more. ``heard`` is told with each answer how many have come.
    """
    answers: dict[int, Answer] = {}
    pieces = iter(enumerate(posts))

    async def one_connection() -> None:
        async with Wire(port) as wire:
            for number, request in pieces:
                try:
                    answers[number] = await wire.ask(request)
                except ConnectionLost:
                    return
                heard(len(answers))

    await asyncio.gather(*(one_connection() for _ in range(at_once)))
    return answers


async def sent_until_taken(port: int, posts: list[bytes], seconds: float) -> dict[int, Answer]:
    """Send all posts, and those that led to no order again, for so long; return the last answer to each."""
    until = time.monotonic() + seconds
    answers = await sent(port, posts)
    while time.monotonic() < until:
        left = [number for number in range(len(posts)) if not link_of(answers.get(number))]
        if not left:
            break
        await asyncio.sleep(_PAUSE_SECONDS)
        again = await sent(port, [posts[number] for number in left])
        answers |= {left[number]: answer for number, answer in again.items()}
    return answers


def link_of(answer: Answer | None) -> str:
    """Return the link of the order that an answer acknowledges, '' when it acknowledges none."""
    return link_in(answer) if answer and leads_to_payment(answer) else ""
