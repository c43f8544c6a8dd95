"""Puts fixed headers on every answer of a stand-in, whatever its status."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class FixedHeaders:
    """An app whose every answer, even to its own failure, carries ``headers``, and ``on_https`` too by https."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str], on_https: Mapping[str, str] | None = None) -> None:
        self._app = app
        self._headers = headers
        self._on_https = on_https or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer, its headers completed on the way."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**self._headers, **(self._on_https if scope["scheme"] == "https" else {})}.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
