"""The one address at SEP that shops and buyers share: JSON asks for a token, a form brings a buyer with one."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from checkout.sandbox.calls import ShopCall
from checkout.sandbox.counter import Counter, arrive
from checkout.sandbox.sep import TOKEN_PATHS, Sep

_LARGEST_BODY = 100_000


@dataclass(frozen=True, slots=True)
class Door:
    """An ASGI app that tells the two apart by the type of what they bring."""

    shops: ShopCall
    buyers: Counter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lead a shop to its token and a buyer to the counter."""
        request = Request(scope, receive)
        if "json" in request.headers.get("content-type", ""):
            return await self.shops(scope, receive, send)
        return await (await arrive(self.buyers, request))(scope, receive, send)


def token_routes(sep: Sep, counter: Counter) -> list[Route]:
    """Return the routes of the shared address, in both spellings that clients use."""
    door = Door(sep.token_call(), counter)
    return [Route(path, door, methods=["POST"], max_body_size=_LARGEST_BODY) for path in TOKEN_PATHS]
