"""What is left of each SKU as one small JSON, with which static pages refresh themselves; the same for everybody."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.use_cases.live_stock import LiveStock, live_stock
from checkout.web.pages import call, front
from shop.release import ReleaseId

STOCK_PATH = "/stock.json"
_TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.IGNORECASE)
_LOOKED_AT_EVERY = timedelta(seconds=5)
"""However many ask, each process looks into its store no more often."""
_KEPT_SECONDS = 30
"""As long as a shopper takes from a page to the cart, which says what is left anyway: pages looked through one after the
other ask once, and a CDN asks twice a minute for everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What was told last: plain and compressed, since when, and of which release."""

    at: datetime
    release: ReleaseId
    plain: bytes
    packed: bytes
    tag: str


class StockBoard:
    """Keeps what one process tells of its stock; while one request looks anew, the others wait for it."""

    def __init__(self) -> None:
        self._told: _Told | None = None
        self._turn = asyncio.Lock()

    async def read(self, request: Request) -> _Told:
        """Return what is told now."""
        ports = front(request).ports
        async with self._turn:
            now, release = ports.clock(), ports.releases.current()[0]
            told = self._told
            if told is None or told.release != release or not told.at <= now < told.at + _LOOKED_AT_EVERY:
                told = self._told = _told(await call(live_stock, ports), release, now)
            return told


def _told(stock: LiveStock, release: ReleaseId, now: datetime) -> _Told:
    plain = json.dumps({"few": stock.few, "none": stock.none}, separators=(",", ":")).encode()
    tag = hashlib.sha256(plain).hexdigest()[:16]
    return _Told(at=now, release=release, plain=plain, packed=gzip.compress(plain, mtime=0), tag=tag)


async def show_stock(request: Request) -> Response:
    """Answer with the JSON, or that the browser has it already.

    Any page may read it: it says what every visitor sees, looks at no cookie, and one copy then serves all origins.
    """
    board: StockBoard = request.app.state.stock_board
    told = await board.read(request)
    packs = bool(_TAKES_GZIP.search(request.headers.get("accept-encoding", "")))
    tag = f'"{told.tag}{"-gzip" if packs else ""}"'
    headers = {
        "access-control-allow-origin": "*",
        "cache-control": f"public, max-age={_KEPT_SECONDS}",
        "etag": tag,
        "vary": "accept-encoding",
    }
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    if packs:
        headers["content-encoding"] = "gzip"
    return Response(told.packed if packs else told.plain, media_type="application/json", headers=headers)


ROUTES = [Route(STOCK_PATH, show_stock)]
