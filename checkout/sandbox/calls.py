"""Answers the calls of shops, in whatever protocol, and lets the fault that waits for a call happen to it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from checkout.sandbox.armed import Arms
from checkout.sandbox.faults import Call, Fault, Wire
from checkout.sandbox.ledger import FaceName

_LARGEST_BODY = 100_000
_SLOW_SECONDS = 30.0
_LONGEST_SILENCE_SECONDS = 120.0
_HTML = "<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>"

Answering = Callable[[bytes, Fault], Response]
"""Takes a call's raw body and the fault to show; returns the protocol's answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopCall:
    """One call of one protocol, as an ASGI app."""

    arms: Arms
    face: FaceName
    call: Call
    answering: Answering

    def route(self, path: str) -> Route:
        """Return the route on which shops make this call."""
        return Route(path, self, methods=["POST"], max_body_size=_LARGEST_BODY)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Do what was asked, unless the fault says not to, and answer as the fault says."""
        raw = await Request(scope, receive).body()
        fault = await run_in_threadpool(self.arms.take, self.face, self.call)
        breaking = _BREAKING.get(fault.wire)
        if breaking and fault.wire.endswith("_before"):
            return await breaking(scope, receive, send)
        answer = await run_in_threadpool(self.answering, raw, fault)
        if breaking:
            return await breaking(scope, receive, send)
        if fault.wire == "slow" and await _gave_up(receive, _SLOW_SECONDS):
            return None
        return await _spoiled(fault, answer)(scope, receive, send)


def _spoiled(fault: Fault, answer: Response) -> Response:
    if fault.wire == "error":
        return Response("Internal Server Error", status_code=500, media_type="text/plain")
    if fault.wire == "html":
        return HTMLResponse(_HTML)
    if fault.wire == "blank":
        return JSONResponse({name: [] for name in json.loads(bytes(answer.body))})
    if fault.wire == "half":
        body = bytes(answer.body)
        return Response(body[: len(body) // 2], media_type="application/json")
    return answer


async def _be_silent(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer nothing until the shop gives up."""
    if not await _gave_up(receive, _LONGEST_SILENCE_SECONDS):
        await _cut(scope, receive, send)


async def _gave_up(receive: Receive, seconds: float) -> bool:
    """Wait so long; say whether the shop has given up before."""

    async def leaves() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    try:
        await asyncio.wait_for(leaves(), seconds)
    except TimeoutError:
        return False
    return True


async def _reset(scope: Scope, receive: Receive, send: Send) -> None:
    """Break off by a TCP reset, where the server can; else end the connection in the midst of an answer."""
    reset = scope.get("state", {}).get("reset", lambda: None)
    reset()
    await _cut(scope, receive, send)


async def _cut(_: Scope, __: Receive, send: Send) -> None:
    """Promise a body and break off before its first byte: the server then drops the connection."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"100")]})


_BREAKING: Mapping[Wire, ASGIApp] = {
    "silent_before": _be_silent,
    "silent_after": _be_silent,
    "reset_before": _reset,
    "reset_after": _reset,
    "cut": _cut,
}
"""What comes instead of an answer, before or after what was asked is done."""
