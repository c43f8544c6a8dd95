"""An answer is not held back, also on the socket that several processes share."""

from __future__ import annotations

import asyncio
import socket

import pytest
from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from checkout.prompt import PromptProtocol


async def sends_at_once(protocol: type[HttpToolsProtocol]) -> bool:
    """Whether a protocol's connection, taken from a socket as uvicorn makes it for several processes, waits for nothing."""
    config, state, taken = Config(app=lambda: None), ServerState(), asyncio.Queue[HttpToolsProtocol]()
    config.load()

    def takes() -> HttpToolsProtocol:
        made = protocol(config, state, {})
        taken.put_nowait(made)
        return made

    with socket.socket(socket.AF_INET) as shared:
        shared.bind(("127.0.0.1", 0))
        server = await asyncio.get_running_loop().create_server(takes, sock=shared)
        _, writer = await asyncio.open_connection(*shared.getsockname())
        transport = (await taken.get()).transport
        connection = transport.get_extra_info("socket")
        found = bool(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()
        await writer.wait_closed()
        transport.close()
        server.close()
    return found


@pytest.mark.parametrize(("protocol", "at_once"), [(PromptProtocol, True), (HttpToolsProtocol, False)])
def test_a_shared_socket_sends_each_part_at_once_by_our_protocol_alone(
    protocol: type[HttpToolsProtocol], at_once: bool
) -> None:
    assert asyncio.run(sends_at_once(protocol)) is at_once
