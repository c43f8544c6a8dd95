"""The final step of the purchase, over HTTP: the review read, then the post that places the order."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from scripts.lib.load.answers import Answer
from scripts.lib.load.buyers import Buyer
from scripts.lib.load.forms import form_with
from scripts.lib.load.wire import Wire, get, post

T = TypeVar("T")
R = TypeVar("R")

REVIEW = "/checkout/review"


class Unexpected(Exception):
    """The service answered otherwise than a load can go on with."""


@dataclass(frozen=True, slots=True)
class Timed:
    """One answer, and how many seconds it took."""

    answer: Answer
    seconds: float


@dataclass(frozen=True, slots=True)
class Round:
    """What a round of requests came to; ``seconds`` is from the first one sent to the last one answered."""

    answers: tuple[Timed, ...]
    seconds: float

    @property
    def per_second(self) -> float:
        """How many were answered a second."""
        return len(self.answers) / self.seconds

    def quantile(self, part: float) -> float:
        """Return the time within which that part of the answers came, in milliseconds."""
        ordered = sorted(one.seconds for one in self.answers)
        return 1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))]


async def review_forms(port: int, buyers: Sequence[Buyer], origin: str, at_once: int = 8) -> list[bytes]:
    """Open each buyer's review; return the bytes of the posts that would finish their purchases.

    Raises:
        Unexpected: a page is not the review, or holds no such form.
    """

    async def finishing(wire: Wire, buyer: Buyer) -> bytes:
        page = await wire.ask(get(REVIEW, buyer.cookie))
        form = form_with(page.text, "reviewed")
        if form is None:
            raise Unexpected(f"no review but {page.status} {page.location}")
        return post(form.action or REVIEW, form.fields, origin=origin, cookies=buyer.cookie)

    return await in_parallel(port, buyers, finishing, at_once)


async def placed(port: int, posts: Sequence[bytes], at_once: int) -> Round:
    """Send the posts over so many connections, each as soon as the one before it was answered.

    Raises:
        Unexpected: one did not lead to an order's payment.
    """

    async def timed(wire: Wire, request: bytes) -> Timed:
        start = time.perf_counter()
        answer = await wire.ask(request)
        return Timed(answer, time.perf_counter() - start)

    start = time.perf_counter()
    answers = await in_parallel(port, posts, timed, at_once)
    took = time.perf_counter() - start
    wrong = next((one.answer for one in answers if not leads_to_payment(one.answer)), None)
    if wrong:
        raise Unexpected(f"no order but {wrong.status} {wrong.location}")
    return Round(tuple(answers), took)


def leads_to_payment(answer: Answer) -> bool:
    """Whether an answer acknowledges an order."""
    return answer.status == 303 and answer.location.startswith("/orders/") and answer.location.endswith("/pay")  # noqa: PLR2004


def link_in(answer: Answer) -> str:
    """Return the secret link of the order that was acknowledged."""
    return answer.location.removeprefix("/orders/").removesuffix("/pay")


async def in_parallel(port: int, work: Iterable[T], do: Callable[[Wire, T], Awaitable[R]], at_once: int) -> list[R]:
    """Do each piece of work on one of so many connections; return the results in the order of the work."""
    pieces = list(enumerate(work))
    pieces.reverse()
    results: dict[int, R] = {}

    async def one_connection() -> None:
        async with Wire(port) as wire:
            while pieces:
                number, piece = pieces.pop()
                results[number] = await do(wire, piece)

    await asyncio.gather(*(one_connection() for _ in range(min(at_once, len(pieces) or 1))))
    return [results[number] for number in sorted(results)]
