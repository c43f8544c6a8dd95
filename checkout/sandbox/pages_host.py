"""A CDN stand-in: serves a folder of static pages as the build tells hosts to, and hands out nothing that is for hosts."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from checkout.sandbox.host_rules import HostRules

_NOT_FOR_READERS = "/_"


def pages_app(folder: Path) -> ASGIApp:
    """Return a host for ``folder``; raises RuntimeError when it does not exist.

    The folder is looked up anew for every answer, so a rebuild that swaps it shows at once.
    """
    return _Host(Starlette(routes=[Mount("/", StaticFiles(directory=folder, html=True))]), HostRules(folder))


class _Host:
    """Puts the build's headers on every answer, whatever its status, and sends readers of moved pages on."""

    def __init__(self, pages: ASGIApp, rules: HostRules) -> None:
        self._pages = pages
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._pages(scope, receive, send)
            return
        headers = {"Cache-Control": "no-cache", **self._rules.headers(scope["path"])}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        await self._app_for(scope)(scope, receive, send_with_headers)

    def _app_for(self, scope: Scope) -> ASGIApp:
        path = scope["path"]
        if path.startswith(_NOT_FOR_READERS):
            scope["path"] = scope["raw_path"] = "/404"
            return self._pages
        moved = self._rules.moved(path)
        return RedirectResponse(moved, status_code=301) if moved else self._pages
