"""An order behind its secret link: its tracking page, its payment step, and what its buyer may still do."""

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
from checkout.use_cases.claims import OWN_CANCEL, cancel_own, report_transfer
from checkout.use_cases.track_order import track
from checkout.web.forms import Form, beside_fields, read_form
from checkout.web.pages import call, front, guard, render, see
from checkout.web.reasons import reason_words, remedy_words
from checkout.web.words import field_error
from shop.errors import BadInput, NotFound, OptionRefused, TransitionRefused
from shop.lifecycle import UNPAID
from shop.money import Rials, read_paid
from shop.order import Order
from shop.rules.difference import may_be_paid, owes_difference
from shop.rules.identity import identity_asked
from shop.rules.refund import refund_by

_LONGEST_REFERENCE = 40


async def show_order(request: Request) -> Response:
    """The tracking page: where the order is, what is next and by when."""
    order, attempts = await _tracked(request)
    return await _order_page(request, order, attempts, Form({}), [])


async def show_payment(request: Request) -> Response:
    """BAQ-006: step 4: the ways of payment, the refused ones with their reason and clause."""
    order, attempts = await _tracked(request)
    if not may_be_paid(order):
        return see(f"/orders/{order.link}")
    return await _payment_page(request, order, attempts, "")


async def post_payment(request: Request) -> Response:
    """BAQ-027: choose; the bank's own page comes after a page of ours, since a form must not lead to a foreign host."""
    form = await read_form(request)
    order, attempts = await _tracked(request)
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


async def post_report(request: Request) -> Response:
    """BAQ-013, BAQ-020: the buyer reports a transfer, by amount, tracking code and invoice number."""
    form = await read_form(request)
    order, attempts = await _tracked(request)
    guard(request, form, f"order:{order.code}")
    _, release = front(request).ports.releases.current()
    paid = form.read("amount", lambda typed: read_paid(typed, release.shop.price_unit), Rials(0))
    reference = form.text("reference", _LONGEST_REFERENCE, needed=True)
    if not form.errors:
        try:
            await call(report_transfer, front(request).ports, order.code, paid, reference)
        except BadInput as error:
            form.errors.append(error)
    if form.errors:
        mistakes = [(error.field, field_error(error, release.shop.price_unit)) for error in form.errors]
        return await _order_page(request, order, attempts, form, mistakes)
    return see(f"/orders/{order.link}")


async def post_cancel(request: Request) -> Response:
    """BAQ-030: the buyer takes the order back while nobody has begun with it."""
    form = await read_form(request)
    order, _ = await _tracked(request)
    guard(request, form, f"order:{order.code}")
    await call(cancel_own, front(request).ports, order.code)
    return see(f"/orders/{order.link}")


async def _tracked(request: Request) -> tuple[Order, list[Attempt]]:
    return await call(track, front(request).ports, request.path_params["link"])


async def _order_page(
    request: Request, order: Order, attempts: list[Attempt], form: Form, mistakes: list[tuple[str, str]]
) -> Response:
    ports = front(request).ports
    _, release = ports.releases.current()
    context = {
        "order": order,
        "link_url": order_url(ports.checkout_url, order),
        "checking": any(attempt.state in {"open", "needs_person"} and order.due for attempt in attempts),
        "may_pay": order.state in UNPAID and (order.finalise_by is None or ports.clock() <= order.finalise_by),
        "difference": owes_difference(order),
        "may_cancel": order.state in OWN_CANCEL,
        "may_report": order.state == "awaiting_transfer",
        "refund_by": refund_by(order),
        "identity": identity_asked(release.shop, order.recipient.place, order.payment),
        "fields": form.shown(),
        "mistakes": mistakes,
        "errors": beside_fields(mistakes),
    }
    return await render(request, "order.html", context, status=422 if mistakes else 200)


async def _payment_page(request: Request, order: Order, attempts: list[Attempt], wrong: str) -> Response:
    ports = front(request).ports
    _, release = ports.releases.current()
    options = ways_to_pay(release.shop, order)
    context = {
        "order": order,
        "options": options,
        "difference": owes_difference(order),
        "chosen": next((option.payment.kind for option in options if option.verdict.allowed), ""),
        "wrong": wrong,
        "open_attempt": any(attempt.state in {"open", "needs_person"} for attempt in attempts),
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
    Route("/orders/{link}/transfer", post_report, methods=["POST"]),
    Route("/orders/{link}/cancel", post_cancel, methods=["POST"]),
]
