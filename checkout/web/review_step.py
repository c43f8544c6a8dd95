"""Step 3 over HTTP: everything once more, the national code where the amount asks for it, and the end of the purchase."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.secrets import new_token
from checkout.use_cases.freeze_order import new_names
from checkout.use_cases.give_identity import give_national_code
from checkout.use_cases.place_order import Press, place
from checkout.use_cases.review_order import Review, review
from checkout.web.forms import Form, read_form
from checkout.web.pages import call, front, guard, render, see, visitor
from checkout.web.steps import go_on, session_for
from checkout.web.words import field_error
from shop.errors import BadInput, NotFound, OptionRefused, SessionExpired
from shop.identifiers import read_national_code

_IDENTITY = "/checkout/identity"


async def show_review(request: Request) -> Response:
    """BAQ-026: everything once more, at today's prices."""
    told = await _review(request)
    if not isinstance(told, Review):
        return told
    if told.lacks_national_code:
        return see(_IDENTITY)
    return await render(request, "review.html", {"review": told, "cart": told.cart, "key": new_token()})


async def finish(request: Request) -> Response:
    """BAQ-065, BAQ-114: place the order; pressed twice, it leads to the same one."""
    form = await read_form(request)
    guard(request, form, "review")
    ports = front(request).ports
    names = new_names(ports.releases.current()[1].shop)
    press = Press(visitor(request).session_id, form.raw("key"), form.raw("reviewed"), names)
    try:
        order = await call(place, ports, press)
    except SessionExpired:
        return await go_on(request)
    except BadInput as error:
        return see(_IDENTITY if error.field == "national_code" else "/checkout/delivery")
    except (NotFound, OptionRefused):
        return see("/checkout/delivery/method")
    return see(f"/orders/{order.link}/pay")


async def show_identity(request: Request) -> Response:
    """CHI-008: ask for the recipient's national code, where the amount needs it, and say why."""
    told = await _review(request)
    return await _identity_page(request, told, Form({}), []) if isinstance(told, Review) else told


async def post_identity(request: Request) -> Response:
    """CHI-008: read the national code; an amount that needs none goes on without."""
    form = await read_form(request)
    guard(request, form, "identity")
    told = await _review(request)
    if not isinstance(told, Review):
        return told
    code = form.read("national_code", read_national_code, "")
    if form.errors and told.cart.documents:
        return await _identity_page(request, told, form, [(e.field, field_error(e)) for e in form.errors])
    if told.cart.documents:
        await call(give_national_code, front(request).ports, visitor(request).session_id, code)
    return see("/checkout/review")


async def _review(request: Request) -> Review | Response:
    """Return the review, or the way to the step that is not done."""
    if await session_for(request, "/checkout/review") is None:
        return await go_on(request)
    try:
        return await call(review, front(request).ports, visitor(request).session_id)
    except (NotFound, OptionRefused):
        # The delivery chosen is no longer on offer.
        return see("/checkout/delivery/method")


async def _identity_page(request: Request, told: Review, form: Form, mistakes: list[tuple[str, str]]) -> Response:
    if told.cart.documents is None:
        return see("/checkout/review")
    context = {
        "review": told,
        "documents": told.cart.documents,
        "typed": form.raw("national_code") or told.recipient.national_code,
        "mistakes": mistakes,
    }
    return await render(request, "identity.html", context, status=422 if mistakes else 200)


STRAIGHT = [Route("/checkout/review", finish, methods=["POST"])]
ROUTES = [
    Route("/checkout/review", show_review),
    Route(_IDENTITY, show_identity),
    Route(_IDENTITY, post_identity, methods=["POST"]),
]
