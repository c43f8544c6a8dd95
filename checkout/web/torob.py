"""Torob, a site that compares prices, asks for the shop's goods: off unless the shop's terms and its key say otherwise.

The protocol is Torob's Product API v3: https://github.com/torob/Torob-Sync/blob/main/product_api_v3.md (read 2026-11-26).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from checkout.ports import Ports
from checkout.torob_token import HEADER, VERSION, VERSION_HEADER, BadToken, check_token
from checkout.use_cases.list_for_torob import ListedOffer, TorobPage
from checkout.web.forms import read_body
from checkout.web.pages import call, front
from checkout.web.torob_request import BadRequest, read_request
from shop.calendar import TEHRAN
from shop.money import whole_toman

PATH = "/torob_api/v3/products"
_LONGEST_TITLE = 500
_LONGEST_NAME = 200
"""What Torob takes of each text, in letters."""


async def list_goods(request: Request) -> Response:
    """Answer Torob, and nobody else."""
    ports = front(request).ports
    if not (ports.torob_key and ports.releases.current()[1].shop.feeds.torob):
        raise HTTPException(404)
    try:
        await call(_check, request, ports)
        ask = read_request(await read_body(request), ports.site_url)
    except BadToken as error:
        return JSONResponse({"error": error.problem}, 401)
    except BadRequest as error:
        return JSONResponse({"error": error.problem}, 400)
    return JSONResponse(_told(await call(ask, ports), ports))


def _check(request: Request, ports: Ports) -> None:
    if request.headers.get(VERSION_HEADER) != VERSION:
        raise BadToken("the token's version is not known")
    token = request.headers.get(HEADER, "")
    check_token(token, key=ports.torob_key, host=urlsplit(ports.checkout_url).netloc, now=ports.clock())


def _told(page: TorobPage, ports: Ports) -> Mapping[str, object]:
    shop = ports.releases.current()[1].shop
    return {
        "api_version": "torob_api_v3",
        "current_page": page.number,
        "total": page.total,
        "max_pages": page.pages,
        "next_cursor": page.after or None,
        "products": [_item(listed, ports.site_url, shop.name) for listed in page.offers],
    }


def _item(listed: ListedOffer, root: str, shop_name: str) -> Mapping[str, object]:
    """One SKU. What cannot be bought now costs 0, as Torob asks; what the shop states nowhere is left out."""
    offer, page = listed.offer, listed.page
    before = page.before.get(offer.sku)
    return {
        "page_unique": offer.sku,
        "page_url": f"{root}/products/{offer.slug}.html",
        **({} if listed.alone else {"product_group_id": offer.slug}),
        "title": f"{offer.title} {offer.variant}".strip()[:_LONGEST_TITLE],
        "current_price": whole_toman(offer.price) if listed.available else 0,
        **({"old_price": whole_toman(before)} if before and listed.available else {}),
        "availability": listed.available,
        "category_name": page.category[:_LONGEST_NAME],
        "image_links": [root + image for image in page.images],
        "short_desc": page.summary[:_LONGEST_TITLE],
        "spec": page.specification,
        "date_added": _morning(page.added),
        "date_updated": _morning(page.changed),
        **({} if offer.seller == shop_name else {"seller_name": offer.seller}),
    }


def _morning(day: date) -> str:
    return datetime.combine(day, time(), TEHRAN).isoformat()


ROUTES = [Route(PATH, list_goods, methods=["POST"])]
