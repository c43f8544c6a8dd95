"""The load's connection, over a small real server."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

import pytest

from scripts.lib.load.final_step import in_parallel
from scripts.lib.load.wire import ConnectionLost, Wire, get, post

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def with_server(serve: Serve, work: Callable[[int], Awaitable[None]]) -> None:
    served = []

    async def remembered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        served.append(asyncio.current_task())
        await serve(reader, writer)
        await writer.wait_closed()

    async def both() -> None:
        async with await asyncio.start_server(remembered, "127.0.0.1", 0) as server:
            await work(server.sockets[0].getsockname()[1])
            await asyncio.gather(*(task for task in served if task))

    asyncio.run(both())


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer each request with its own path; hang up at /end."""
    try:
        while head := (await reader.readuntil(b"\r\n\r\n")).decode():
            path = head.split(" ")[1]
            if path == "/end":
                break
            writer.write(f"HTTP/1.1 200 OK\r\ncontent-length: {len(path)}\r\n\r\n{path}".encode())
            await writer.drain()
    except asyncio.IncompleteReadError:
        pass
    writer.close()


def test_answers_come_in_order_over_one_connection() -> None:
    async def work(port: int) -> None:
        async with Wire(port) as wire:
            assert [(await wire.ask(get(f"/{n}"))).text for n in range(3)] == ["/0", "/1", "/2"]

    with_server(echo, work)


def test_a_connection_that_ends_is_told_and_opened_anew() -> None:
    async def work(port: int) -> None:
        async with Wire(port) as wire:
            with pytest.raises(ConnectionLost):
                await wire.ask(get("/end"))
            assert (await wire.ask(get("/again"))).text == "/again"

    with_server(echo, work)


def test_a_service_that_is_not_there_is_told() -> None:
    async def ask() -> None:
        async with Wire(9) as wire:
            await wire.ask(get("/"))

    with pytest.raises(ConnectionLost):
        asyncio.run(ask())


def test_results_stand_in_the_order_of_the_work() -> None:
    async def asked(wire: Wire, number: int) -> str:
        return (await wire.ask(get(f"/{number}"))).text

    async def work(port: int) -> None:
        assert await in_parallel(port, range(20), asked, 3) == [f"/{n}" for n in range(20)]

    with_server(echo, work)


def test_a_post_carries_its_form_its_origin_and_its_cookie() -> None:
    head, body = post("/x", {"name": "مریم", "a": "1&2"}, origin="http://a.test", cookies="cart=t").split(b"\r\n\r\n")

    assert head.decode().splitlines() == [
        "POST /x HTTP/1.1",
        "Host: 127.0.0.1",
        "Cookie: cart=t",
        "Origin: http://a.test",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    assert parse_qs(body.decode()) == {"name": ["مریم"], "a": ["1&2"]}
