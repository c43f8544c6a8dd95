"""The headers that every answer of the checkout carries, whatever its status."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "geolocation=(), camera=(), microphone=(), payment=()",
    "referrer-policy": "strict-origin",
    "x-robots-tag": "noindex",
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' {pictures}; font-src 'self'; form-action 'self'; "
        "base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    ),
}
_THEME = "/theme/"
_KEPT = {200, 206, 304}
_TLS = {"strict-transport-security": "max-age=63072000; includeSubDomains; preload"}


class SecurityHeaders:
    """Outermost: adds the headers to answers and errors alike. Pages are never kept by caches; theme files are."""

    def __init__(self, app: ASGIApp, *, secure: bool, pictures: str, embedded: frozenset[str] = frozenset()) -> None:
        """Take the app; ``pictures`` is the origin of the shop's own pages, whose product pictures carts show.

        ``embedded`` are the paths of ours that those pages may show in turn.
        """
        self._app = app
        self._embedded = embedded
        told = {**_ALWAYS, **(_TLS if secure else {})}
        self._headers = {name: value.replace("{pictures}", pictures) for name, value in told.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                if scope["path"] in self._embedded:
                    # Ports of 127.0.0.1 are sites of their own to this header. A stranger's page may draw it too, but
                    # without our cookie, which is Lax: it sees an empty cart, whoever looks.
                    headers["cross-origin-resource-policy"] = "cross-origin"
                kept = scope["path"].startswith(_THEME) and message["status"] in _KEPT
                headers.setdefault("cache-control", "public, max-age=3600" if kept else "no-store")
            await send(message)

        await self._app(scope, receive, with_headers)
