"""The visitor's cookie: an opaque random name for the session on the server, nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from checkout.secrets import fingerprint, new_token

_TOKEN = re.compile("[A-Za-z0-9_-]{32}")
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is visiting. ``token`` is what the cookie holds; ``fresh`` says that the browser brought none."""

    token: str
    fresh: bool

    @property
    def session_id(self) -> str:
        """The name under which the store keeps the session."""
        return fingerprint(self.token)


def visitor_of(request: Request, *, secure: bool) -> Visitor:
    """Return the visitor whose cookie came, or a new one; nothing is stored for a new one yet."""
    token = request.cookies.get(cookie_name("cart", secure=secure), "")
    if _TOKEN.fullmatch(token):
        return Visitor(token, fresh=False)
    return Visitor(new_token(), fresh=True)


def set_visitor(response: Response, token: str, *, secure: bool) -> None:
    """Give the browser its session's name."""
    response.set_cookie(
        cookie_name("cart", secure=secure), token, max_age=_YEAR, secure=secure, httponly=True, samesite="lax"
    )


def staff_token_of(request: Request, *, secure: bool) -> str:
    """Return what the staff cookie holds, '' without one."""
    return request.cookies.get(cookie_name("staff", secure=secure), "")


def set_staff(response: Response, token: str, *, secure: bool) -> None:
    """Give the browser its staff session's name, for as long as it is open."""
    response.set_cookie(cookie_name("staff", secure=secure), token, secure=secure, httponly=True, samesite="strict")


def forget(response: Response, name: str, *, secure: bool) -> None:
    """Take a cookie back."""
    response.delete_cookie(cookie_name(name, secure=secure), secure=secure, httponly=True, samesite="lax")


def cookie_name(name: str, *, secure: bool) -> str:
    """Return the cookie's name: under TLS the prefix keeps neighbouring subdomains from setting it."""
    return f"__Host-{name}" if secure else name
