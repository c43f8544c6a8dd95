"""The load's browser, over a small real shop."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest

from scripts.lib.load.browser import Browser
from scripts.lib.load.final_step import Unexpected
from scripts.lib.load.wire import Wire
from tests.scripts.load.test_wire import with_server

FORM = '<form method="post" action="add"><input type="hidden" name="csrf" value="t"><input name="n" value="1"></form>'
ANSWERS: Mapping[str, str] = {
    "GET /shop/page": f"200 OK\r\nset-cookie: a=1; Path=/\r\ncontent-length: {len(FORM)}\r\n\r\n{FORM}",
    "POST /shop/add": "303 See Other\r\nset-cookie: b=2\r\nlocation: ../cart?x=1\r\ncontent-length: 0\r\n\r\n",
    "GET /cart?x=1": "302 Found\r\nlocation: /thanks\r\ncontent-length: 0\r\n\r\n",
    "GET /thanks": "200 OK\r\ncontent-length: 6\r\n\r\nthanks",
    "GET /round": "303 See Other\r\nlocation: /round\r\ncontent-length: 0\r\n\r\n",
}


MISSING = "404 Not Found\r\ncontent-length: 0\r\n\r\n"


def test_a_visit_follows_redirects_keeps_cookies_and_counts_every_request() -> None:
    seen: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode():
                length = next(
                    (int(line.split(":")[1]) for line in head.splitlines() if line.startswith("Content-Length")), 0
                )
                body = (await reader.readexactly(length)).decode()
                cookie = next((line for line in head.splitlines() if line.startswith("Cookie")), "")
                name = head.partition(" HTTP")[0]
                seen.append(f"{name} {cookie} {body}".strip())
                writer.write(f"HTTP/1.1 {ANSWERS.get(name, MISSING)}".encode())
        except asyncio.IncompleteReadError:
            writer.close()

    async def work(port: int) -> None:
        async with Wire(port) as wire:
            browser = Browser(wire, "http://shop.test")
            await browser.open("/shop/page")
            assert await browser.submit("n", {"n": "5"}) == "thanks"
            assert (browser.path, browser.requests) == ("/thanks", 4)
            for wrong in ("/nowhere", "/round"):
                with pytest.raises(Unexpected):
                    await browser.open(wrong)
            with pytest.raises(Unexpected):
                await browser.submit("absent", {})

    with_server(serve, work)
    assert seen[:4] == [
        "GET /shop/page",
        "POST /shop/add Cookie: a=1 csrf=t&n=5",
        "GET /cart?x=1 Cookie: a=1; b=2",
        "GET /thanks Cookie: a=1; b=2",
    ]
