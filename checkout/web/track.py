"""Find one's orders again: a code to the phone, then their links by SMS. It never tells who has orders."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.ports import Ports
from checkout.use_cases.order_terms import terms_of
from checkout.use_cases.sign_in import send_code
from checkout.use_cases.track_order import own_orders, send_links
from checkout.web.forms import Form, read_form
from checkout.web.pages import call, front, guard, render, see, visitor
from checkout.web.sign_in import client_address
from checkout.web.turning import seen, turning
from checkout.web.words import field_error, too_many
from shop.errors import CodeRefused, SessionExpired, TooManyRequests
from shop.identifiers import read_mobile
from shop.order import Order
from shop.rules.difference import owes_difference
from shop.rules.waiting import asks_buyer
from shop.text import number_text

_LONGEST_CODE = 20


async def show_track(request: Request) -> Response:
    """Ask for the mobile number."""
    return await _page(request, "track.html", Form({}), [])


async def show_own_orders(request: Request) -> Response:
    """BAQ-105: my orders, for whoever is signed in, in pages."""
    ports = front(request).ports
    try:
        page = await call(own_orders, ports, visitor(request).session_id, seen(request))
    except SessionExpired:
        return see("/sign-in")
    told = [(order, asks_buyer(order), await call(_owes, ports, order)) for order in page.records]
    return await render(request, "my_orders.html", {"orders": told, "turning": turning(request, page)})


def _owes(ports: Ports, order: Order) -> bool:
    """Whether a difference is due; the terms of an old order are looked up only where they matter."""
    return order.due > 0 and owes_difference(terms_of(ports, order), order)


async def post_mobile(request: Request) -> Response:
    """Send a code to the number, whether it has orders or not."""
    form = await read_form(request)
    guard(request, form, "track")
    mobile = form.read("mobile", read_mobile, None)
    if mobile is None:
        return await _page(request, "track.html", form, [("mobile", field_error(form.errors[0]))])
    try:
        await call(send_code, front(request).ports, mobile, "links", client_address(request))
    except TooManyRequests as error:
        return await _page(request, "track.html", form, [("mobile", too_many(error))], status=429)
    return await _page(request, "track_code.html", form, [])


async def post_code(request: Request) -> Response:
    """With the right code, the links go to the phone; the page says the same to everybody."""
    form = await read_form(request)
    guard(request, form, "track")
    mobile = form.read("mobile", read_mobile, None)
    code = number_text(form.text("code", _LONGEST_CODE, needed=True))
    if mobile is None:
        return await _page(request, "track.html", form, [("mobile", field_error(form.errors[0]))])
    if form.errors:
        return await _page(request, "track_code.html", form, [("code", field_error(form.errors[0]))])
    try:
        await call(send_links, front(request).ports, mobile, code)
    except CodeRefused:
        words = "کد درست نیست یا وقتش گذشته است. دوباره ببینید یا کد تازه بخواهید."
        return await _page(request, "track_code.html", form, [("code", words)])
    return await _page(request, "track_sent.html", form, [])


async def _page(
    request: Request, template: str, form: Form, mistakes: list[tuple[str, str]], *, status: int = 422
) -> Response:
    context = {"mobile": form.raw("mobile"), "mistakes": mistakes}
    return await render(request, template, context, status=status if mistakes else 200)


ROUTES = [
    Route("/my-orders", show_own_orders),
    Route("/track", show_track),
    Route("/track", post_mobile, methods=["POST"]),
    Route("/track/code", post_code, methods=["POST"]),
]
