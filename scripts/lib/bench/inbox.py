"""An inbox that takes the shop's messages at no cost, and tells each buyer who waits their code."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CODE = re.compile(r"#(\d{6})")
_TAKEN = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


class Inbox:
    """Where codes arrive. ``taken`` counts all messages."""

    def __init__(self) -> None:
        self._waiting: dict[str, asyncio.Future[str]] = {}
        self._open: dict[asyncio.StreamWriter, asyncio.Task[None] | None] = {}
        self.taken = 0

    def code_for(self, mobile: str) -> asyncio.Future[str]:
        """Return the code that will come to a mobile; to be asked for before it is sent."""
        self._waiting[mobile] = asyncio.get_running_loop().create_future()
        return self._waiting[mobile]

    def take(self, letter: dict[str, str]) -> None:
        """Take one message."""
        self.taken += 1
        code = _CODE.search(letter["body"])
        waiting = self._waiting.pop(letter["to"], None) if code else None
        if code and waiting and not waiting.done():
            waiting.set_result(code[1])

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take what comes over one connection."""
        self._open[writer] = asyncio.current_task()
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = _LENGTH.search(head)
                self.take(json.loads(await reader.readexactly(int(length[1]) if length else 0)))
                writer.write(_TAKEN)
        writer.close()

    async def close(self) -> None:
        """Hang up."""
        for writer in self._open:
            writer.close()
        await asyncio.gather(*(task for task in self._open.values() if task))


@asynccontextmanager
async def inbox(port: int) -> AsyncIterator[Inbox]:
    """Run an inbox on a port."""
    box = Inbox()
    server = await asyncio.start_server(box.serve, "127.0.0.1", port)
    try:
        yield box
    finally:
        server.close()
        await box.close()
