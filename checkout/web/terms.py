"""The terms an order accepted, shown from its own link."""

from __future__ import annotations

import re

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.use_cases.accepted_terms import accepted_pages, accepted_text
from checkout.web.pages import call, front, render
from shop.order import Order

_OWN_LINK = re.compile(r'(href|src)="/(?!/)([^"#]*)')
_POLICY = re.compile(r"policies/([a-z0-9-]+)\.html")


async def show_pages(request: Request) -> Response:
    """BAQ-058, BAK-005: the policy pages that the order accepted, each with the hash of its text."""
    order, pages = await call(accepted_pages, front(request).ports, request.path_params["link"])
    return await render(request, "terms.html", {"order": order, "pages": pages})


async def show_text(request: Request) -> Response:
    """BAQ-058, BAK-005: one of those pages, word for word as it was accepted."""
    ports, given = front(request).ports, request.path_params
    order, page, text = await call(accepted_text, ports, given["link"], given["slug"])
    context = {"order": order, "page": page, "text": None if text is None else _placed(text, order, ports.site_url)}
    return await render(request, "terms_text.html", context, status=200 if text is not None else 404)


def _placed(text: str, order: Order, site_url: str) -> Markup:
    """Return a page's text with its links leading on: to the other accepted pages, or to the shop. No word changes."""

    def leading_on(link: re.Match[str]) -> str:
        policy = _POLICY.fullmatch(link[2])
        if policy and policy[1] in order.terms.pages:
            return f'{link[1]}="/orders/{order.link}/terms/{policy[1]}'
        return f'{link[1]}="{site_url}/{link[2]}'

    return Markup(_OWN_LINK.sub(leading_on, text))  # noqa: S704 - our own build's HTML, by the hash the order names


ROUTES = [
    Route("/orders/{link}/terms", show_pages),
    Route("/orders/{link}/terms/{slug}", show_text),
]
