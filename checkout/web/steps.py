"""The steps of BAQ-022 between the cart and the bank: delivery and review. Each asks for the one before."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.records import Session
from checkout.secrets import new_token
from checkout.use_cases.fill_delivery import fill_addressee, fill_delivery, offered_deliveries
from checkout.use_cases.place_order import place_order, review
from checkout.use_cases.sessions import find_session
from checkout.web.delivery_form import filled_in, read_addressee
from checkout.web.forms import Form, beside_fields, read_form
from checkout.web.pages import call, front, guard, render, see, visitor
from checkout.web.reasons import reason_words
from checkout.web.words import field_error
from shop.errors import NotFound, OptionRefused, SessionExpired
from shop.order import Mobile
from shop.places import provinces


def _next_step(session: Session) -> str:
    """BAQ-022: return where this buyer goes on; no step opens before the one ahead of it is done."""
    if not session.cart:
        return "/cart"
    if session.mobile is None:
        return "/sign-in"
    if session.recipient is None:
        return "/checkout/delivery"
    return "/checkout/review" if session.delivery else "/checkout/delivery/method"


_ORDER = ("/cart", "/sign-in", "/checkout/delivery", "/checkout/delivery/method", "/checkout/review")


async def _session_for(request: Request, step: str) -> Session | None:
    """Return the visitor's session if they may be at this step, else None."""
    session = await call(find_session, front(request).ports, visitor(request).session_id)
    return session if _ORDER.index(_next_step(session)) >= _ORDER.index(step) else None


async def go_on(request: Request) -> Response:
    """Lead the buyer to the first step that is not done."""
    session = await call(find_session, front(request).ports, visitor(request).session_id)
    return see(_next_step(session))


async def show_addressee(request: Request) -> Response:
    """Step 2: who receives, and where."""
    session = await _session_for(request, "/checkout/delivery")
    if session is None:
        return await go_on(request)
    fields = filled_in(session.recipient, session.email, session.invoice, session.mobile or Mobile(""))
    return await _addressee_page(request, Form(fields), [])


async def post_addressee(request: Request) -> Response:
    """BAQ-078, BAQ-083: read the form; errors keep all that was typed."""
    form = await read_form(request)
    guard(request, form, "delivery")
    if await _session_for(request, "/checkout/delivery") is None:
        return await go_on(request)
    read = read_addressee(form)
    mistakes = [(error.field, field_error(error)) for error in form.errors]
    if read is not None:
        try:
            await call(fill_addressee, front(request).ports, visitor(request).session_id, read)
        except OptionRefused as error:
            mistakes = [("place_kind", reason_words(error.verdict.reason))]
    if mistakes:
        return await _addressee_page(request, form, mistakes)
    return see("/checkout/delivery/method")


async def show_method(request: Request) -> Response:
    """Step 2, second half: the ways of delivery for that place, the refused ones with their reason."""
    return await _method_page(request, "")


async def post_method(request: Request) -> Response:
    """BAQ-003, BAQ-004: choose how it is sent."""
    form = await read_form(request)
    guard(request, form, "delivery")
    if await _session_for(request, "/checkout/delivery/method") is None:
        return await go_on(request)
    chosen = form.raw("delivery")
    try:
        await call(fill_delivery, front(request).ports, visitor(request).session_id, chosen)
    except NotFound:
        return await _method_page(request, "روش ارسال را انتخاب کنید.")
    except OptionRefused as error:
        return await _method_page(request, reason_words(error.verdict.reason))
    return see("/checkout/review")


async def show_review(request: Request) -> Response:
    """BAQ-026: step 3: everything once more, at today's prices."""
    session = await _session_for(request, "/checkout/review")
    if session is None:
        return await go_on(request)
    ports, session_id = front(request).ports, visitor(request).session_id
    try:
        told = await call(review, ports, session_id)
    except (NotFound, OptionRefused):
        # The delivery chosen is no longer on offer.
        return see("/checkout/delivery/method")
    return await render(request, "review.html", {"review": told, "quote": told.quote, "key": new_token()})


async def finish(request: Request) -> Response:
    """BAQ-065, BAQ-114: place the order; pressed twice, it leads to the same one."""
    form = await read_form(request)
    guard(request, form, "review")
    ports, session_id = front(request).ports, visitor(request).session_id
    try:
        order = await call(place_order, ports, session_id, form.raw("key"), form.raw("reviewed"))
    except SessionExpired:
        return await go_on(request)
    except (NotFound, OptionRefused):
        return see("/checkout/delivery/method")
    return see(f"/orders/{order.link}/pay")


async def _addressee_page(request: Request, form: Form, mistakes: list[tuple[str, str]]) -> Response:
    context = {
        "fields": form.shown(),
        "mistakes": mistakes,
        "errors": beside_fields(mistakes),
        "provinces": provinces(),
    }
    return await render(request, "delivery.html", context, status=422 if mistakes else 200)


async def _method_page(request: Request, wrong: str) -> Response:
    session = await _session_for(request, "/checkout/delivery/method")
    if session is None or session.recipient is None:
        return await go_on(request)
    ports = front(request).ports
    options = await call(offered_deliveries, ports, visitor(request).session_id)
    first = next((option.delivery.id for option in options if option.verdict.allowed), "")
    context = {
        "place": session.recipient.place,
        "options": options,
        "chosen": session.delivery or first,
        "wrong": wrong,
    }
    return await render(request, "delivery_method.html", context, status=422 if wrong else 200)


ROUTES = [
    Route("/checkout", go_on),
    Route("/checkout/delivery", show_addressee),
    Route("/checkout/delivery", post_addressee, methods=["POST"]),
    Route("/checkout/delivery/method", show_method),
    Route("/checkout/delivery/method", post_method, methods=["POST"]),
    Route("/checkout/review", show_review),
    Route("/checkout/review", finish, methods=["POST"]),
]
