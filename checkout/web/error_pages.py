"""Answers what went wrong: from the one table of errors, with the page that tells it."""

from __future__ import annotations

import logging
from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from checkout.store import OutcomeUnknown, StoreUnavailable
from checkout.web.error_words import HTTP, OUR_FAULT, OUTCOME_UNKNOWN, SHOP_ERRORS, STORE_DOWN, Told
from checkout.web.pages import render
from checkout.web.reasons import reason_words
from checkout.web.words import field_error, too_many
from shop.errors import (
    BadInput,
    GatewayRefused,
    GatewayUnavailable,
    OptionRefused,
    SalesStopped,
    ShopError,
    TooManyRequests,
)

log = logging.getLogger("hojreh.web")


async def tell_shop_error(request: Request, error: Exception) -> Response:
    """Answer a refusal of the shop's rules."""
    if not isinstance(error, ShopError):
        raise TypeError from error
    told, link = _told(error), request.path_params.get("link")
    if link and isinstance(error, GatewayUnavailable | GatewayRefused):
        told = replace(told, link=f"/orders/{link}/pay", link_words="بازگشت به پرداخت سفارش")
    return await _page(request, told)


async def tell_http_error(request: Request, error: Exception) -> Response:
    """Answer what HTTP itself refuses."""
    if not isinstance(error, HTTPException):
        raise TypeError from error
    told = HTTP.get(error.status_code, Told(error.status_code, "نشد", "دوباره امتحان کنید."))
    page = await _page(request, told)
    page.headers.update(error.headers or {})
    return page


async def tell_store_down(request: Request, error: Exception) -> Response:
    """Answer when nothing can be written: nothing was acknowledged, nothing is lost."""
    log.error("the store is unavailable: %s", error)
    return await _page(request, STORE_DOWN)


async def tell_outcome_unknown(request: Request, error: Exception) -> Response:
    """Answer when nobody can say whether it was kept: unknown is never told as failed."""
    log.error("a commit's outcome is unknown: %s", error)
    return await _page(request, OUTCOME_UNKNOWN)


async def tell_our_fault(request: Request, _: Exception) -> Response:
    """Answer what nobody foresaw; the server logs it."""
    return await render(request, "error.html", {"told": OUR_FAULT, "force_majeure": None}, status=OUR_FAULT.status)


def _told(error: ShopError) -> Told:
    match error:
        case BadInput():
            return Told(422, "یک چیز را درست کنید", field_error(error))
        case OptionRefused(option=option, verdict=verdict):
            return Told(422, f"«{option}» برای این سفارش نیست", reason_words(verdict.reason), clause=verdict.clause)
        case TooManyRequests():
            return Told(429, "کمی صبر کنید", too_many(error))
    told = next((told for kind, told in SHOP_ERRORS.items() if isinstance(error, kind)), None)
    if told is None:
        log.error("a refusal without a page of its own: %s", error.code, exc_info=error)
        return OUR_FAULT
    return replace(told, clause=error.clause) if isinstance(error, SalesStopped) else told


async def _page(request: Request, told: Told) -> Response:
    return await render(request, "error.html", {"told": told}, status=told.status)


HANDLERS = {
    ShopError: tell_shop_error,
    HTTPException: tell_http_error,
    StoreUnavailable: tell_store_down,
    OutcomeUnknown: tell_outcome_unknown,
    Exception: tell_our_fault,
}
