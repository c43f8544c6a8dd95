"""The checkout as one ASGI app: every route, error page, limit and header in one readable expression."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from checkout.ports import Ports
from checkout.web import (
    cart,
    cart_count,
    contact,
    delivery_step,
    desk,
    desk_force_majeure,
    desk_lists,
    desk_payment,
    desk_pictures,
    desk_sales,
    desk_settlement,
    desk_sign_in,
    desk_statement,
    order_answers,
    order_report,
    orders,
    payments,
    review_step,
    search,
    sign_in,
    steps,
    stock,
    terms,
    torob,
    track,
)
from checkout.web.environment import templates
from checkout.web.error_pages import HANDLERS
from checkout.web.guards import origin_of
from checkout.web.headers import SecurityHeaders
from checkout.web.pages import CREWS, Front, front
from checkout.web.straight import Straight, raised_again
from shop.look import style_sheet

_COMPRESSION = 5
"""Of 1 to 9: a page in half a millisecond, and within 2% of the smallest."""

_PACKED = ("font/woff2", "image/jpeg")
"""What of ours gets no smaller; each request goes through this list, and Starlette's own is long."""

_OF_THE_PAGES = {"41-product", "42-policy", "43-shelf", "47-shelf-layouts"}
"""Parts of the style sheet for what only the site has: a product's page, a policy's, a category's."""

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


async def go_to_shop(request: Request) -> Response:
    """The checkout has no front page of its own."""
    return RedirectResponse(f"{front(request).ports.site_url}/")


async def health(_: Request) -> Response:
    """Answer that the service runs."""
    return PlainTextResponse("ok")


async def robots(_: Request) -> Response:
    """BAQ-054: nothing here is for robots."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


async def site_css(request: Request) -> Response:
    """The stylesheet of the pages with the parts for the checkout, from the shop's look."""
    site = front(request)
    _, release = site.ports.releases.current()
    parts = [
        part for part in sorted(request.app.state.theme.glob("static/css/*.css")) if part.stem not in _OF_THE_PAGES
    ]
    css = style_sheet(release.shop.look, [part.read_text(encoding="utf-8") for part in parts])
    return Response(css, media_type="text/css", headers={"cache-control": "public, max-age=300"})


def web_app(ports: Ports, *, theme: Path, secure: bool, crews: int = 1, lifespan: Lifespan | None = None) -> ASGIApp:
    """Return the checkout over these ports; ``crews`` is in how many threads at once its transactions are worth running."""
    CREWS.open(crews)
    # Safe beside tokens in a page: nothing on it was chosen by whoever sent its reader there.
    small = [Middleware(GZipMiddleware, compresslevel=_COMPRESSION, exclude_content_types=_PACKED)]
    app = Starlette(routes=_routes(theme), middleware=small, exception_handlers=HANDLERS, lifespan=lifespan)
    # A redirect to the path with or without its slash would go to whatever host the request named.
    app.router.redirect_slashes = False
    app.state.front = Front(ports=ports, templates=templates(theme, ports), secure=secure)
    app.state.theme = theme
    app.state.stock_board = stock.StockBoard()
    return SecurityHeaders(
        Straight(app, review_step.STRAIGHT),
        secure=secure,
        pictures=origin_of(ports.site_url),
        embedded=frozenset({cart_count.COUNT_PATH}),
    )


def _routes(theme: Path) -> list[BaseRoute]:
    """Return all routes. They are tried one after the other, and no two want the same path: a purchase's stand first."""
    return [
        *raised_again(review_step.STRAIGHT),
        *review_step.ROUTES,
        *delivery_step.ROUTES,
        *cart.ROUTES,
        *sign_in.ROUTES,
        *steps.ROUTES,
        *orders.ROUTES,
        *payments.ROUTES,
        *cart_count.ROUTES,
        *stock.ROUTES,
        *search.ROUTES,
        *terms.ROUTES,
        *order_answers.ROUTES,
        *order_report.ROUTES,
        *track.ROUTES,
        *contact.ROUTES,
        *desk_lists.ROUTES,
        *desk_payment.ROUTES,
        *desk.ROUTES,
        *desk_pictures.ROUTES,
        *desk_sales.ROUTES,
        *desk_settlement.ROUTES,
        *desk_force_majeure.ROUTES,
        *desk_statement.ROUTES,
        *desk_sign_in.ROUTES,
        *torob.ROUTES,
        Route("/", go_to_shop),
        Route("/health", health),
        Route("/robots.txt", robots),
        Route("/theme/site.css", site_css),
        Mount("/theme/fonts", StaticFiles(directory=theme / "static" / "fonts")),
        Mount("/theme/marks", StaticFiles(directory=theme / "static" / "marks")),
    ]
