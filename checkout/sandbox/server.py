"""Runs a stand-in under uvicorn, quietly and on this machine alone unless told otherwise."""

from __future__ import annotations

import asyncio
import socket
import struct
from argparse import ArgumentParser
from functools import partial

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_DROP_AT_ONCE = struct.pack("ii", 1, 0)


class ResettableProtocol(HttpToolsProtocol):
    """HTTP as uvicorn speaks it, in which an app may break off as no HTTP server does: by ``state["reset"]()``."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection."""
        super().connection_made(transport)
        # asyncio does so itself, but not for a socket that it is handed.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.app_state = {**self.app_state, "reset": partial(_reset, transport)}


def _reset(transport: asyncio.Transport) -> None:
    """End a connection by a TCP reset: what was not sent is thrown away, and the other side reads an error."""
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _DROP_AT_ONCE)
    transport.abort()


def add_address(parser: ArgumentParser, port: int) -> None:
    """Let a command take ``--host`` and ``--port``."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=port)


def serve(app: ASGIApp, host: str, port: int) -> None:
    """Serve until told to stop."""
    uvicorn.run(
        app, host=host, port=port, http=ResettableProtocol, access_log=False, server_header=False, proxy_headers=False
    )
