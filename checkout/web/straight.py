"""The way straight to an endpoint, past routing and middleware, for what is asked most when it matters most."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

_RAISED = "hojreh.raised"


class Straight:
    """Asks the endpoints of some routes itself, which halves what HTTP costs them, and leaves all else to the app.

    Their answers have no body worth packing. What they raise is raised again by the app's own routes (``raised_again``),
    so that it is told as everything else is.
    """

    def __init__(self, app: ASGIApp, routes: Iterable[Route]) -> None:
        self.app = app
        self._endpoints = {(method, route.path): route.endpoint for route in routes for method in route.methods or ()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        endpoint = self._endpoints.get((scope.get("method", ""), scope.get("path", "")))
        if endpoint is None:
            await self.app(scope, receive, send)
            return
        scope["app"] = self.app
        try:
            answer: Response = await endpoint(Request(scope, receive))
        except Exception as error:  # noqa: BLE001 - the app tells it
            scope[_RAISED] = error
            await self.app(scope, receive, send)
            return
        await answer(scope, receive, send)


def raised_again(routes: Iterable[Route]) -> list[Route]:
    """Return routes that raise what the endpoints of these have raised."""
    return [Route(route.path, _raise, methods=sorted(route.methods or ())) for route in routes]


async def _raise(request: Request) -> Response:
    error: Exception = request.scope[_RAISED]
    raise error
