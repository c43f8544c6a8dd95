"""An order behind its secret link: its tracking page and its payment step."""

from __future__ import annotations

import io

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.messages import order_url
from checkout.records import Attempt
from checkout.use_cases.choose_payment import choose_method, ways_to_pay
from checkout.use_cases.order_terms import terms_of
from checkout.web.forms import Form, read_form
from checkout.web.order_page import order_page, tracked
from checkout.web.pages import call, front, guard, render, see
from checkout.web.reasons import reason_words, remedy_words
from shop.errors import NotFound, OptionRefused, TransitionRefused
from shop.order import Order
from shop.rules.difference import may_be_paid, owes_difference


async def show_order(request: Request) -> Response:
    """The tracking page: where the order is, what is next and by when."""
    order, attempts = await tracked(request)
    return await order_page(request, order, attempts, Form({}), [])


async def show_payment(request: Request) -> Response:
    """BAQ-006: step 4: the ways of payment, the refused ones with their reason and clause."""
    order, attempts = await tracked(request)
    if not may_be_paid(await call(terms_of, front(request).ports, order), order):
        return see(f"/orders/{order.link}")
    return await _payment_page(request, order, attempts, "")


async def post_payment(request: Request) -> Response:
    """BAQ-027: choose; the bank's own page comes after a page of ours, since a form must not lead to a foreign host."""
    form = await read_form(request)
    order, attempts = await tracked(request)
    guard(request, form, f"order:{order.code}")
    try:
        attempt = await call(choose_method, front(request).ports, order.code, form.raw("method"))
    except NotFound:
        return await _payment_page(request, order, attempts, "روش پرداخت را انتخاب کنید.")
    except OptionRefused as error:
        reason, unit = error.verdict.reason, front(request).unit
        words = f"{error.option}: {reason_words(reason, unit)} {remedy_words(reason, unit)}"
        return await _payment_page(request, order, attempts, words)
    except TransitionRefused:
        # Pressed twice, or from a page left open: the order's own page says where it stands.
        return see(f"/orders/{order.link}")
    return see(f"/payments/{attempt.id}/go" if attempt else f"/orders/{order.link}")


async def _payment_page(request: Request, order: Order, attempts: list[Attempt], wrong: str) -> Response:
    ports = front(request).ports
    shop = await call(terms_of, ports, order)
    options = ways_to_pay(shop, order)
    context = {
        "shop": shop,
        "order": order,
        "options": options,
        "difference": owes_difference(shop, order),
        "chosen": next((option.payment.kind for option in options if option.verdict.allowed), ""),
        "wrong": wrong,
        "open_attempt": any(attempt.unclear for attempt in attempts),
        "never_returned": any(attempt.never_returned for attempt in attempts),
        "qr": _qr(f"{order_url(ports.checkout_url, order)}/pay"),
    }
    return await render(request, "payment.html", context, status=422 if wrong else 200)


def _qr(url: str) -> Markup:
    """BAQ-008: return the payment link as a QR code, an inline SVG without styles."""
    out = io.BytesIO()
    segno.make(url, error="m").save(
        out, kind="svg", xmldecl=False, svgns=False, scale=1, border=2, omitsize=True, svgclass="qr", lineclass=None
    )
    return Markup(out.getvalue().decode())  # noqa: S704 - drawn by segno from our own link


ROUTES = [
    Route("/orders/{link}", show_order),
    Route("/orders/{link}/pay", show_payment),
    Route("/orders/{link}/pay", post_payment, methods=["POST"]),
]
