"""The contact form, for shops whose terms name subjects to write about."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.secrets import new_token
from checkout.use_cases.write_to_shop import Letter, write_to_shop
from checkout.web.forms import Form, beside_fields, read_form
from checkout.web.pages import call, front, guard, render, see
from checkout.web.sign_in import client_address
from checkout.web.words import field_error, too_many
from shop.errors import BadInput, TooManyRequests
from shop.identifiers import read_email, read_mobile

_LONGEST_NAME = 80
_LONGEST_CODE = 20
_LONGEST_TEXT = 4000
_LONGEST_KEY = 60


async def show_contact(request: Request) -> Response:
    """BAK-107: the form; a link may name the subject and the order it is about."""
    asked = request.query_params
    chosen = {name: asked.get(name, "")[:_LONGEST_NAME] for name in ("subject", "order")}
    return await _contact_page(request, Form(chosen), [])


async def post_contact(request: Request) -> Response:
    """BAK-107, BAK-108, BAK-109, BAK-129: send what was written; errors keep all that was typed."""
    form = await read_form(request)
    guard(request, form, "contact")
    letter = Letter(
        subject=form.text("subject", _LONGEST_NAME),
        name=form.text("name", _LONGEST_NAME, needed=True),
        reach=form.read("reach", _reach, ""),
        order=form.text("order", _LONGEST_CODE),
        text=form.text("text", _LONGEST_TEXT, needed=True),
    )
    if not form.errors:
        try:
            await call(write_to_shop, front(request).ports, letter, client_address(request), _key(form))
        except BadInput as error:
            form.errors.append(error)
        except TooManyRequests as error:
            return await _contact_page(request, form, [("text", too_many(error))], status=429)
    if form.errors:
        return await _contact_page(request, form, [(error.field, field_error(error)) for error in form.errors])
    return see("/contact/sent")


async def show_sent(request: Request) -> Response:
    """Say that the letter is on its way, the same to everybody."""
    return await render(request, "contact_sent.html", {})


def _reach(typed: str) -> str:
    """Return how the writer is reached: an e-mail address where there is an @, else a mobile number."""
    return read_email(typed, "reach") if "@" in typed else read_mobile(typed, "reach")


def _key(form: Form) -> str:
    """Return the idempotency key of a form, which a page that tells mistakes hands on."""
    return form.raw("key")[:_LONGEST_KEY]


async def _contact_page(
    request: Request, form: Form, mistakes: list[tuple[str, str]], *, status: int = 422
) -> Response:
    _, release = front(request).ports.releases.current()
    if not release.shop.contact.subject:
        raise HTTPException(404)
    context = {
        "fields": form.shown(),
        "key": _key(form) or new_token(),
        "mistakes": mistakes,
        "errors": beside_fields(mistakes),
    }
    return await render(request, "contact.html", context, status=status if mistakes else 200)


ROUTES = [
    Route("/contact", show_contact),
    Route("/contact", post_contact, methods=["POST"]),
    Route("/contact/sent", show_sent),
]
