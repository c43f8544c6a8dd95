"""Staff sign in and out of the desk."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.use_cases.staff import staff_behind, staff_sign_in, staff_sign_out
from checkout.web.forms import Form, read_form
from checkout.web.pages import call, front, guard, render, see
from checkout.web.sign_in import client_address
from checkout.web.visitors import forget, set_staff, staff_token_of
from checkout.web.words import too_many
from shop.errors import SignInRefused, TooManyRequests

_LONGEST_NAME = 60
_LONGEST_PASSWORD = 200


async def show_sign_in(request: Request) -> Response:
    """Ask for name and password."""
    return await _sign_in_page(request, Form({}), "")


async def post_sign_in(request: Request) -> Response:
    """Open a staff session."""
    form = await read_form(request)
    guard(request, form, "staff-sign-in")
    name, password = form.text("staff", _LONGEST_NAME), form.raw("password")[:_LONGEST_PASSWORD]
    try:
        token = await call(staff_sign_in, front(request).ports, name, password, client_address(request))
    except SignInRefused:
        return await _sign_in_page(request, form, "نام کاربری یا گذرواژه درست نیست.", status=422)
    except TooManyRequests as error:
        return await _sign_in_page(request, form, too_many(error), status=429)
    answer = see("/desk")
    set_staff(answer, token, secure=front(request).secure)
    return answer


async def post_sign_out(request: Request) -> Response:
    """End the staff session."""
    form = await read_form(request)
    token = staff_token_of(request, secure=front(request).secure)
    if not token:
        return see("/desk/sign-in")
    guard(request, form, "desk", token)
    await call(staff_sign_out, front(request).ports, token)
    answer = see("/desk/sign-in")
    forget(answer, "staff", secure=front(request).secure)
    return answer


async def staff_of(request: Request) -> tuple[str, str]:
    """Return who of the staff this is, and the token their forms are bound to.

    Raises:
        SessionExpired: nobody is signed in.
    """
    token = staff_token_of(request, secure=front(request).secure)
    return await call(staff_behind, front(request).ports, token), token


async def _sign_in_page(request: Request, form: Form, wrong: str, *, status: int = 200) -> Response:
    context = {"name": form.raw("staff"), "mistakes": [("staff", wrong)] if wrong else []}
    return await render(request, "desk_sign_in.html", context, status=status)


ROUTES = [
    Route("/desk/sign-in", show_sign_in),
    Route("/desk/sign-in", post_sign_in, methods=["POST"]),
    Route("/desk/sign-out", post_sign_out, methods=["POST"]),
]
