"""Search without JavaScript: a page that answers a plain form, the same for everybody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.ports import Ports
from checkout.records import EVERYTHING
from checkout.store import OutcomeUnknown, StoreUnavailable
from checkout.use_cases.live_stock import LiveStock, live_stock
from checkout.use_cases.search_goods import search_goods
from checkout.web.pages import call, front, render
from shop.release import Offer, Sku
from shop.search.find import LONGEST
from shop.text import number_text

SEARCH_PATH = "/search"
_KEPT_SECONDS = 60
"""What is found is the same for everybody, and a price that is a minute old is told right in the cart: so whoever turns
pages there and back, and whatever stands in front of the checkout while many look for one thing, asks it once."""
_NUMBER = re.compile("[0-9]{1,4}")
_ZWNJ = "\u200c"


async def show_search(request: Request) -> Response:
    """Answer ``?q=…&page=…`` by the release that is served; it looks at no cookie and keeps nothing of what was typed."""
    ports, typed = front(request).ports, _typed(request.query_params.get("q", ""))
    results = await call(search_goods, ports, typed, _page(request.query_params.get("page", "")))
    stock = await call(_stock_now, ports, [offer for offers in results.products for offer in offers])
    context = {
        "typed": typed,
        "results": results,
        "cards": [_card(offers, stock) for offers in results.products],
        "newer": _path(typed, results.page - 1) if results.page > 1 else "",
        "further": _path(typed, results.page + 1) if results.page < results.pages else "",
        "meant_path": _path(results.meant, 1),
    }
    page = await render(request, "search.html", context)
    page.headers["cache-control"] = f"public, max-age={_KEPT_SECONDS}"
    return page


def _typed(query: str) -> str:
    """Return what is read of a query, as it may stand on a page: no mark in it turns the words around it."""
    return "".join(letter for letter in query[:LONGEST] if letter == _ZWNJ or _is_seen(letter)).strip()


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Cn"}


def _page(asked: str) -> int:
    number = number_text(asked)
    return int(number) if _NUMBER.fullmatch(number) else 1


def _path(query: str, page: int) -> str:
    return f"{SEARCH_PATH}?{urlencode({'q': query} | ({'page': page} if page > 1 else {}))}"


def _stock_now(ports: Ports, offers: Collection[Offer]) -> LiveStock | None:
    """Return what is left now; where the store does not answer, what the owner counted has to do."""
    try:
        return live_stock(ports, offers)
    except (StoreUnavailable, OutcomeUnknown):
        return None


def _card(offers: tuple[Offer, ...], stock: LiveStock | None) -> dict[str, object]:
    """Return what a card shows: the lowest price of what can be bought now, else of all, and coarsely what is left."""
    none = _none(offers, stock)
    open_offers = [offer for offer in offers if offer.sku not in none]
    cheapest = min(open_offers or offers, key=lambda offer: offer.price)
    few = stock is not None and len(offers) == 1 and offers[0].sku in stock.few
    return {"offer": cheapest, "several": len(offers) > 1, "available": bool(open_offers), "few": few}


def _none(offers: Collection[Offer], stock: LiveStock | None) -> set[Sku]:
    """Return the SKUs of which nothing can be bought now."""
    if stock is None:
        return {offer.sku for offer in offers if not offer.stock}
    return {offer.sku for offer in offers if offer.sku in stock.none or EVERYTHING in stock.none}


ROUTES = [Route(SEARCH_PATH, show_search)]
