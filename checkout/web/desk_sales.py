"""The desk's page «فروش»: stop and resume sales, end the sale of a product, grant a buyer a larger quantity."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.records import EVERYTHING
from checkout.use_cases.grant_quantity import grant_quantity, take_grant_back
from checkout.use_cases.switch_sales import end_sale, find_offers, resume, sales, stop_sales
from checkout.web.desk_sign_in import staff_of
from checkout.web.forms import Form, beside_fields, read_form
from checkout.web.pages import call, front, guard, render, see
from checkout.web.turning import seen, turning
from checkout.web.words import field_error
from shop.cart import read_quantity
from shop.errors import BadInput, NotFound, SessionExpired
from shop.identifiers import read_mobile
from shop.order import Mobile
from shop.release import Sku

_LONGEST = 120


async def show_sales(request: Request) -> Response:
    """What is stopped, what is off sale, who may order more; and the products that are looked for."""
    try:
        await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    return await _sales_page(request, Form({}))


async def post_sales(request: Request) -> Response:
    """BAQ-060, BAQ-062, BAQ-081: make one of the moves."""
    form = await read_form(request)
    try:
        staff, token = await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    guard(request, form, "desk-sales", token)
    move = _MOVES.get(form.raw("move"))
    if move is None:
        raise NotFound(form.raw("move")[:_LONGEST])
    try:
        await move(request, form, staff)
    except BadInput as error:
        form.errors.append(error)
    return await _sales_page(request, form) if form.errors else see("/desk/sales")


async def _stop(request: Request, _: Form, staff: str) -> None:
    await call(stop_sales, front(request).ports, staff)


async def _resume(request: Request, _: Form, __: str) -> None:
    await call(resume, front(request).ports, EVERYTHING)


async def _end(request: Request, form: Form, staff: str) -> None:
    await call(end_sale, front(request).ports, _sku(form), staff)


async def _put_back(request: Request, form: Form, _: str) -> None:
    await call(resume, front(request).ports, _sku(form))


async def _grant(request: Request, form: Form, staff: str) -> None:
    member = form.read("mobile", read_mobile, Mobile(""))
    most = form.read("most", lambda typed: read_quantity(typed, "most"), 0)
    if not form.errors:
        await call(grant_quantity, front(request).ports, member, _sku(form), most, staff)


async def _take_back(request: Request, form: Form, _: str) -> None:
    await call(take_grant_back, front(request).ports, Mobile(form.raw("mobile")), _sku(form))


def _sku(form: Form) -> Sku:
    return Sku(form.text("sku", _LONGEST).upper())


_MOVES: Mapping[str, Callable[[Request, Form, str], Awaitable[None]]] = {
    "stop": _stop,
    "resume": _resume,
    "end": _end,
    "put_back": _put_back,
    "grant": _grant,
    "take_back": _take_back,
}


async def _sales_page(request: Request, form: Form) -> Response:
    staff, token = await staff_of(request)
    ports = front(request).ports
    _, release = ports.releases.current()
    sought = request.query_params.get("product", "")[:_LONGEST]
    now = await call(sales, ports, seen(request))
    mistakes = [(error.field, field_error(error)) for error in form.errors]
    context = {
        "staff": staff,
        "sales": now,
        "turning": turning(request, now.grants),
        "offers": release.offers,
        "sought": sought,
        "found": find_offers(release, sought),
        "fields": form.shown(),
        "mistakes": mistakes,
        "errors": beside_fields(mistakes),
    }
    return await render(request, "desk_sales.html", context, status=422 if mistakes else 200, holder=token)


ROUTES = [
    Route("/desk/sales", show_sales),
    Route("/desk/sales", post_sales, methods=["POST"]),
]
