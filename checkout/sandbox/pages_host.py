"""A CDN stand-in: serves a folder of static pages with the headers a real host must be told to send."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from checkout.sandbox.headers import FixedHeaders

_STRICT_TRANSPORT = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload"}


def pages_app(folder: Path, checkout_url: str) -> ASGIApp:
    """Return a host for ``folder``, whose forms may post to the origin of ``checkout_url`` only.

    The folder is looked up anew for every answer, so a rebuild that swaps it shows at once.
    """
    policy = _content_security_policy(checkout_url)
    secure = {"Content-Security-Policy": f"{policy}; upgrade-insecure-requests", **_STRICT_TRANSPORT}
    headers = _headers(policy)
    # Carts show product pictures. On 127.0.0.1 the checkout's port counts as another site, and on a shop whose
    # checkout has a domain of its own it is one; the pictures are public anyway.
    pictures = {**headers, "Cross-Origin-Resource-Policy": "cross-origin"}
    pages = Starlette(
        routes=[
            Mount("/images", FixedHeaders(StaticFiles(directory=folder / "images", check_dir=False), pictures, secure)),
            Mount("/", StaticFiles(directory=folder, html=True)),
        ]
    )
    return FixedHeaders(pages, headers, on_https=secure)


def _headers(policy: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-site",
        "X-Frame-Options": "DENY",
        "Permissions-Policy": "geolocation=(), camera=(), microphone=(), payment=()",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cache-Control": "no-cache",
    }


def _content_security_policy(checkout_url: str) -> str:
    parts = urlsplit(checkout_url)
    checkout = f"{parts.scheme}://{parts.netloc}"
    # The checkout draws how many products the cart holds.
    return (
        f"default-src 'none'; style-src 'self'; img-src 'self' {checkout}; font-src 'self'; manifest-src 'self'; "
        f"form-action {checkout}; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    )
