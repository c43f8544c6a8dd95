"""Many browsers at once, each over a connection that is open before the first of them asks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from scripts.lib.load.answers import Answer
from scripts.lib.load.wire import ConnectionLost, Wire, get


class Crowd:
    """So many connections to the doors of a shop, kept open from one crowd of requests to the next."""

    def __init__(self, doors: Sequence[int], count: int) -> None:
        self._wires = [Wire(doors[number % len(doors)]) for number in range(count)]
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.run(self._leave())
        self._runner.close()

    def at_once(self, requests: Sequence[bytes], now: Callable[[], None] = lambda: None) -> list[Answer]:
        """Send all requests at once, not more than there are connections, and return the answers in their order.

        ``now`` is told when all stand at the door.

        Raises:
            scripts.lib.load.wire.ConnectionLost: one was not answered.
        """
        return self._runner.run(self._sent(requests, now))

    async def _sent(self, requests: Sequence[bytes], now: Callable[[], None]) -> list[Answer]:
        wires = self._wires[: len(requests)]
        await asyncio.gather(*(_at_the_door(wire) for wire in wires))
        now()
        return await asyncio.gather(*(wire.ask(request) for wire, request in zip(wires, requests, strict=True)))

    async def _leave(self) -> None:
        for wire in self._wires:
            wire.close()


async def _at_the_door(wire: Wire) -> None:
    """Be connected: a connection that nobody used for a while may be closed just as it is used again."""
    try:
        await wire.ask(get("/health"))
    except ConnectionLost:
        await wire.ask(get("/health"))
