"""A keep-alive connection that costs its machine little: one request at a time, written by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from scripts.lib.load.answers import Answer, take_answer

_FORM = "application/x-www-form-urlencoded"


class ConnectionLost(Exception):
    """The connection ended before the whole answer came: nobody knows what became of the request."""


class Wire(asyncio.Protocol):
    """One connection to a service on this machine. ``ask`` waits for the answer; one request may be under way at a time.

    Reconnects by itself when the last connection has ended. ``source`` is the address that it comes from: any of 127.0.0.0/8.
    """

    def __init__(self, port: int, source: str = "127.0.0.1") -> None:
        self._port = port
        self._source = source
        self._received = bytearray()
        self._let_go = 0
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def ask(self, request: bytes) -> Answer:
        """Send a request and return its answer.

        Raises:
            ConnectionLost: the service is not there, or went before it answered.
        """
        loop = asyncio.get_running_loop()
        if self._transport is None:
            try:
                await loop.create_connection(lambda: self, "127.0.0.1", self._port, local_addr=(self._source, 0))
            except OSError as error:
                raise ConnectionLost(str(error)) from error
        self._waiting = loop.create_future()
        if self._transport is None:
            raise ConnectionLost("closed at once")
        self._transport.write(request)
        return await self._waiting

    def close(self) -> None:
        """End the connection."""
        if self._transport is not None:
            self._transport.close()
            self._transport = None
            self._let_go += 1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - TCP gives no other
        self._transport = transport
        self._received.clear()

    def data_received(self, data: bytes) -> None:
        """Hand over the answer when it has come whole."""
        self._received += data
        waiting = self._waiting
        try:
            answer = take_answer(self._received)
        except Exception as error:  # noqa: BLE001 - whoever waits is told, whatever it is
            if waiting is not None and not waiting.done():
                waiting.set_exception(error)
            self.close()
            return
        if answer is None or waiting is None or waiting.done():
            return
        if answer.headers.get("connection", "").lower() == "close":
            self.close()
        waiting.set_result(answer)

    def connection_lost(self, error: Exception | None) -> None:
        """Tell whoever waits that no answer will come; the end of a connection that was let go concerns nobody."""
        if self._let_go:
            self._let_go -= 1
            return
        self._transport = None
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(ConnectionLost(str(error or "closed")))


def get(path: str, cookies: str = "") -> bytes:
    """Return the bytes of a GET."""
    return _request(f"GET {path} HTTP/1.1", _cookie(cookies))


def post(path: str, fields: Mapping[str, str], *, origin: str, cookies: str = "") -> bytes:
    """Return the bytes of a form post, from a page of that origin."""
    body = urlencode(fields).encode()
    told = [*_cookie(cookies), f"Origin: {origin}", f"Content-Type: {_FORM}", f"Content-Length: {len(body)}"]
    return _request(f"POST {path} HTTP/1.1", told) + body


def _request(first: str, headers: Iterable[str]) -> bytes:
    return "\r\n".join([first, "Host: 127.0.0.1", *headers, "", ""]).encode()


def _cookie(cookies: str) -> list[str]:
    return [f"Cookie: {cookies}"] if cookies else []
