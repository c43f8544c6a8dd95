"""Who may post: our own pages with a token of the visitor's session, and shop pages to add an item."""

from __future__ import annotations

from typing import Literal

from starlette.requests import Request

from checkout.secrets import keyed, same
from checkout.web.forms import Form
from shop.errors import Forbidden

Sender = Literal["ours", "unknown", "foreign"]


def csrf_token(secret: bytes, visitor: str, purpose: str) -> str:
    """Return the token a form of ours carries, bound to the visitor's session and what the form is for."""
    return keyed(secret, "csrf", visitor, purpose)


def check_own_post(request: Request, form: Form, *, secret: bytes, own: str, visitor: str, purpose: str) -> None:
    """Check that a form came from a page of ours, in this visitor's own session.

    Raises:
        Forbidden: it did not.
    """
    if not from_own_page(request, own):
        raise Forbidden("origin")
    if not same(form.raw("csrf"), csrf_token(secret, visitor, purpose)):
        raise Forbidden("token")


def from_own_page(request: Request, own: str) -> bool:
    """Whether the browser says that a page of ours sent this; browsers without Origin say so by Sec-Fetch-Site."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site") == "same-origin"
    return origin == own


def sender_of_item(request: Request, *, own: str, site: str) -> Sender:
    """Who asks to add an item: a page of the shop, nobody named, or a stranger.

    ``Sec-Fetch-Site: same-site`` is no evidence, for a neighbouring subdomain passes it too.
    """
    origin = request.headers.get("origin")
    if origin in {own, site}:
        return "ours"
    return "unknown" if origin in {None, "null"} else "foreign"


def item_signature(secret: bytes, sku: str, quantity: str) -> str:
    """Return the signature under which an item of unknown origin is offered for confirmation."""
    return keyed(secret, "item", sku, quantity)


def origin_of(url: str) -> str:
    """Return the origin of a base address: scheme, host and port."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
