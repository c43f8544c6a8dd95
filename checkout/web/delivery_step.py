"""Step 2 over HTTP: who receives and where, then how it is sent."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.use_cases.fill_delivery import fill_addressee, fill_delivery, offered_deliveries
from checkout.web.climb_form import read_climb
from checkout.web.delivery_form import filled_in, read_addressee
from checkout.web.forms import Form, beside_fields, read_form
from checkout.web.pages import call, front, guard, render, see, visitor
from checkout.web.reasons import reason_words, remedy_words
from checkout.web.steps import go_on, session_for
from checkout.web.words import field_error
from shop.errors import BadInput, NotFound, OptionRefused
from shop.order import Mobile
from shop.places import provinces


async def show_addressee(request: Request) -> Response:
    """Who receives, and where."""
    session = await session_for(request, "/checkout/delivery")
    if session is None:
        return await go_on(request)
    fields = filled_in(session.recipient, session.email, session.invoice, session.mobile or Mobile(""))
    return await _addressee_page(request, Form(fields), [])


async def post_addressee(request: Request) -> Response:
    """BAQ-078, BAQ-083, BAK-045, PAY-012: read the form; errors keep all that was typed."""
    form = await read_form(request)
    guard(request, form, "delivery")
    if await session_for(request, "/checkout/delivery") is None:
        return await go_on(request)
    read = read_addressee(form, front(request).ports.releases.current()[1].shop)
    mistakes = [(error.field, field_error(error)) for error in form.errors]
    if read is not None:
        try:
            await call(fill_addressee, front(request).ports, visitor(request).session_id, read)
        except OptionRefused as error:
            mistakes = [("place_kind", _refusal(request, error))]
    if mistakes:
        return await _addressee_page(request, form, mistakes)
    return see("/checkout/delivery/method")


async def show_method(request: Request) -> Response:
    """The ways of delivery for that place, the refused ones with their reason."""
    return await _method_page(request, Form({}), [])


async def post_method(request: Request) -> Response:
    """BAQ-003, BAQ-004, CHI-021: choose how it is sent, and how high it is carried."""
    form = await read_form(request)
    guard(request, form, "delivery")
    if await session_for(request, "/checkout/delivery/method") is None:
        return await go_on(request)
    ports, chosen = front(request).ports, form.raw("delivery")
    climb = read_climb(form, ports.releases.current()[1].shop, chosen)
    mistakes = [(f"{error.field}-{chosen}", field_error(error)) for error in form.errors]
    if not mistakes:
        try:
            await call(fill_delivery, ports, visitor(request).session_id, chosen, climb)
        except NotFound:
            mistakes = [("delivery", field_error(BadInput("delivery", "missing_choice")))]
        except OptionRefused as error:
            at = f"floor-{chosen}" if error.verdict.reason.code == "too_high" else "delivery"
            mistakes = [(at, _refusal(request, error))]
    return await _method_page(request, form, mistakes) if mistakes else see("/checkout/review")


def _refusal(request: Request, error: OptionRefused) -> str:
    reason, unit = error.verdict.reason, front(request).unit
    return f"{reason_words(reason, unit)} {remedy_words(reason, unit)}"


async def _addressee_page(request: Request, form: Form, mistakes: list[tuple[str, str]]) -> Response:
    context = {
        "fields": form.shown(),
        "mistakes": mistakes,
        "errors": beside_fields(mistakes),
        "provinces": provinces(),
    }
    return await render(request, "delivery.html", context, status=422 if mistakes else 200)


async def _method_page(request: Request, form: Form, mistakes: list[tuple[str, str]]) -> Response:
    session = await session_for(request, "/checkout/delivery/method")
    if session is None:
        return await go_on(request)
    offered = await call(offered_deliveries, front(request).ports, visitor(request).session_id)
    open_now = [option.delivery.id for option in offered.options if option.verdict.allowed]
    kept = offered.chosen if offered.chosen in open_now else ""
    context = {
        "offered": offered,
        "chosen": form.raw("delivery") or kept or next(iter(open_now), ""),
        "withdrawn": bool(offered.chosen) and not kept,
        "fields": form.shown(),
        "mistakes": mistakes,
        "errors": beside_fields(mistakes),
    }
    return await render(request, "delivery_method.html", context, status=422 if mistakes else 200)


ROUTES = [
    Route("/checkout/delivery", show_addressee),
    Route("/checkout/delivery", post_addressee, methods=["POST"]),
    Route("/checkout/delivery/method", show_method),
    Route("/checkout/delivery/method", post_method, methods=["POST"]),
]
