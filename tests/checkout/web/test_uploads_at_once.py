"""Few posts about one order are read at a time; those of other orders, and all other pages, do not wait for them."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any

from checkout.pictures import MOST_BYTES
from shop.order import Order
from tests.checkout.life import an_order_at
from tests.checkout.web.browser import Browser
from tests.fakes import World

_PATIENCE = 30
"""Seconds until a test that waits for something fails."""


class Post:
    """A post of which nothing more comes until its sender goes away."""

    def __init__(self, browser: Browser, order: Order, *headers: tuple[bytes, bytes]) -> None:
        self._app: Any = browser.client.app
        self.is_read, self.goes_away = asyncio.Event(), asyncio.Event()
        self.status = 0
        self._scope = {
            "type": "http",
            "method": "POST",
            "path": f"/orders/{order.link}/transfer",
            "raw_path": b"",
            "query_string": b"",
            "root_path": "",
            "scheme": "http",
            "http_version": "1.1",
            "headers": [
                (b"host", b"127.0.0.1:8001"),
                (b"origin", browser.own.encode()),
                (b"content-type", b"multipart/form-data; boundary=b"),
                *headers,
            ],
            "server": ("127.0.0.1", 8001),
            "client": ("192.0.2.1", 5),
        }

    async def _receive(self) -> MutableMapping[str, object]:
        self.is_read.set()
        await self.goes_away.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]

    async def run(self) -> int:
        """Return the status of the answer."""
        await self._app(self._scope, self._receive, self._send)
        return self.status


def test_a_third_post_at_once_is_not_read_and_other_orders_are(browser: Browser, world: World) -> None:
    order = an_order_at(world, "baqiyat", price=1_800_000, pays="card_to_card")
    other = an_order_at(world, "baqiyat", price=1_800_000, pays="card_to_card", mobile="09350000001")

    async def meet() -> None:
        waiting = [Post(browser, order), Post(browser, order), Post(browser, other)]
        tasks = [asyncio.create_task(post.run()) for post in waiting]
        for post in waiting:
            await post.is_read.wait()

        third = Post(browser, order)
        assert await third.run() == 429
        vast = Post(browser, order, (b"content-length", str(MOST_BYTES + 1).encode()))
        assert await vast.run() == 413
        assert not third.is_read.is_set()
        assert not vast.is_read.is_set()

        for post in waiting:
            post.goes_away.set()
        assert await asyncio.gather(*tasks) == [400, 400, 400]
        again = Post(browser, order)
        again.goes_away.set()
        assert await again.run() == 400
        assert again.is_read.is_set()

    asyncio.run(asyncio.wait_for(meet(), _PATIENCE))


class Endless(Post):
    """A post that goes on for as long as somebody reads it."""

    came = 0

    async def _receive(self) -> MutableMapping[str, object]:
        self.came += 1
        assert self.came < _MOST_PARTS
        return {"type": "http.request", "body": _HEAD if self.came == 1 else bytes(_PART), "more_body": True}


_HEAD = b'--b\r\nContent-Disposition: form-data; name="picture"; filename="x"\r\n\r\n'
_PART = 1024 * 1024
_MOST_PARTS = 100


def test_a_post_without_end_is_read_to_four_times_its_limit(browser: Browser, world: World) -> None:
    order = an_order_at(world, "baqiyat", price=1_800_000, pays="card_to_card")
    post = Endless(browser, order)
    assert asyncio.run(asyncio.wait_for(post.run(), _PATIENCE)) == 413
    assert 4 * MOST_BYTES <= (post.came - 1) * _PART <= 4 * (MOST_BYTES + 64 * 1024) + _PART
