"""The number of products in the cart as a picture, so that static pages show it without JavaScript."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.use_cases.sessions import find_session
from checkout.web.pages import call, front, visitor
from shop.text import persian_digits

COUNT_PATH = "/cart/count.svg"
_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="22" height="22" viewBox="0 0 22 22">'
    '<circle cx="11" cy="11" r="10.25" fill="{fill}" stroke="{brand}" stroke-width="1.5"/>'
    '<text x="11" y="11" dy=".36em" text-anchor="middle" font-family="Vazirmatn, Tahoma, sans-serif" '
    'font-size="13" font-weight="700" fill="{ink}">{count}</text></svg>'
)


async def show_count(request: Request) -> Response:
    """BAK-132: how many products the visitor's cart holds; a browser without our cookie has none and is given none."""
    who, ports = visitor(request), front(request).ports
    count = 0 if who.fresh else len((await call(find_session, ports, who.session_id)).cart)
    brand = ports.releases.current()[1].shop.look.brand
    fill, ink = (brand, "#ffffff") if count else ("#ffffff", brand)
    svg = _DRAWING.format(fill=fill, brand=brand, ink=ink, count=persian_digits(count))
    return Response(svg, media_type="image/svg+xml")


ROUTES = [Route(COUNT_PATH, show_count)]
