"""The headers that every answer of the checkout carries, whatever its status."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
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
_OWN_FORMS = b"form-action 'self'"
_POLICY = b"content-security-policy"
_NOTHING_RUNS = b"default-src 'none'; sandbox; frame-ancestors 'none'"
_THEME = "/theme/"
_KEPT = {200, 206, 304}
_TLS = {"strict-transport-security": "max-age=63072000; includeSubDomains; preload"}


def let_forms_go_to(request: Request, origin: str) -> None:
    """Let the forms of the page that answers this request go to that one foreign origin, and nowhere else."""
    request.state.form_to = origin


def let_nothing_run(request: Request) -> None:
    """Answer this request with a file that came from outside: whatever it says, a browser runs and loads nothing of it."""
    request.state.nothing_runs = True


class SecurityHeaders:
    """Outermost: adds the headers to answers and errors alike. Pages are never kept by caches; theme files are.

    Forms of a page go to our own origin, unless the page named another by ``let_forms_go_to``.
    """

    def __init__(self, app: ASGIApp, *, secure: bool, pictures: str, embedded: frozenset[str] = frozenset()) -> None:
        """Take the app; ``pictures`` is the origin of the shop's own pages, whose product pictures carts show.

        ``embedded`` are the paths of ours that those pages may show in turn.
        """
        self._app = app
        self._embedded = embedded
        told = {**_ALWAYS, **(_TLS if secure else {})}
        always = {name: value.replace("{pictures}", pictures) for name, value in told.items()}
        self._headers = _encoded(always)
        # Ports of 127.0.0.1 are sites of their own to this header. A stranger's page may draw it too, but without our
        # cookie, which is Lax: it sees an empty cart, whoever looks.
        self._embedded_headers = _encoded({**always, "cross-origin-resource-policy": "cross-origin"})
        self._names = {name for name, _ in self._headers}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = [header for header in message["headers"] if header[0] not in self._names]
                told += self._embedded_headers if scope["path"] in self._embedded else self._headers
                if scope.get("state", {}).get("nothing_runs"):
                    told = [(name, _NOTHING_RUNS if name == _POLICY else value) for name, value in told]
                if form_to := scope.get("state", {}).get("form_to", ""):
                    told = [(name, _with_forms_to(form_to, value)) for name, value in told]
                if not any(name == b"cache-control" for name, _ in told):
                    kept = scope["path"].startswith(_THEME) and message["status"] in _KEPT
                    told.append((b"cache-control", b"public, max-age=3600" if kept else b"no-store"))
                message["headers"] = told
            await send(message)

        await self._app(scope, receive, with_headers)


def _with_forms_to(origin: str, policy: bytes) -> bytes:
    return policy.replace(_OWN_FORMS, f"form-action {origin}".encode("ascii"))


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Return headers as they go out, once for all answers."""
    return [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
