"""Sign in by mobile number and one-time code: the first step, and the way back in."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.use_cases.sessions import find_session, sign_out
from checkout.use_cases.sign_in import claim_mobile, send_code, sign_in
from checkout.web.forms import Form, read_form
from checkout.web.pages import call, front, guard, render, see, visitor
from checkout.web.visitors import forget, set_visitor
from checkout.web.words import field_error, too_many
from shop.errors import CodeRefused, TooManyRequests
from shop.identifiers import read_mobile
from shop.text import number_text

_LONGEST_CODE = 20
_IPV6 = 6


def client_address(request: Request) -> str:
    """Return where the request came from, as the server saw it; what headers claim is not believed.

    An IPv6 address is cut to its /64, which is what one household has.
    """
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host or "unknown"
    return str(ip_network(f"{address}/64", strict=False)) if address.version == _IPV6 else host


async def show_sign_in(request: Request) -> Response:
    """Ask for the mobile number; who is signed in and has nothing to buy is led to their orders."""
    session = await call(find_session, front(request).ports, visitor(request).session_id)
    if session.mobile and not session.cart:
        return see("/my-orders")
    return await _mobile_page(request, Form({"mobile": session.claimed_mobile or session.mobile or ""}))


async def post_mobile(request: Request) -> Response:
    """BAQ-024, BAQ-099: send a code to the number typed."""
    form = await read_form(request)
    guard(request, form, "sign-in")
    mobile = form.read("mobile", read_mobile, None)
    if mobile is None:
        return await _mobile_page(request, form, status=422)
    ports, who = front(request).ports, visitor(request)
    try:
        await call(send_code, ports, mobile, "sign_in", client_address(request), who.session_id)
    except TooManyRequests as error:
        return await _mobile_page(request, form, error, status=429)
    await call(claim_mobile, ports, who.session_id, mobile)
    answer = see("/sign-in/code")
    set_visitor(answer, who.token, secure=front(request).secure)
    return answer


async def show_code(request: Request) -> Response:
    """Ask for the code that was sent."""
    session = await call(find_session, front(request).ports, visitor(request).session_id)
    if session.claimed_mobile is None:
        return see("/sign-in")
    return await _code_page(request, session.claimed_mobile, "")


async def post_code(request: Request) -> Response:
    """BAQ-024: prove the number; the session gets a new name, so that an old one is worth nothing."""
    form = await read_form(request)
    guard(request, form, "sign-in")
    ports, who = front(request).ports, visitor(request)
    session = await call(find_session, ports, who.session_id)
    if session.claimed_mobile is None:
        return see("/sign-in")
    code = number_text(form.text("code", _LONGEST_CODE, needed=True))
    if form.errors:
        return await _code_page(request, session.claimed_mobile, field_error(form.errors[0]), status=422)
    try:
        token = await call(sign_in, ports, who.session_id, code)
    except CodeRefused as error:
        words = "کد درست نیست یا وقتش گذشته است."
        words += " دوباره ببینید و بنویسید." if error.tries_left else " کد تازه‌ای بخواهید."
        return await _code_page(request, session.claimed_mobile, words, status=422)
    answer = see("/checkout" if session.cart else "/my-orders")
    set_visitor(answer, token, secure=front(request).secure)
    return answer


async def post_sign_out(request: Request) -> Response:
    """BAQ-055: forget the session on the server and the cookie here."""
    form = await read_form(request)
    guard(request, form, "sign-out")
    await call(sign_out, front(request).ports, visitor(request).session_id)
    answer = see("/cart")
    forget(answer, "cart", secure=front(request).secure)
    return answer


async def _mobile_page(
    request: Request, form: Form, refused: TooManyRequests | None = None, *, status: int = 200
) -> Response:
    mistakes = [(error.field, field_error(error)) for error in form.errors]
    if refused:
        mistakes.append(("mobile", too_many(refused)))
    context = {"mobile": form.raw("mobile"), "mistakes": mistakes}
    return await render(request, "sign_in.html", context, status=status)


async def _code_page(request: Request, mobile: str, wrong: str, *, status: int = 200) -> Response:
    mistakes = [("code", wrong)] if wrong else []
    return await render(request, "sign_in_code.html", {"mobile": mobile, "mistakes": mistakes}, status=status)


ROUTES = [
    Route("/sign-in", show_sign_in),
    Route("/sign-in", post_mobile, methods=["POST"]),
    Route("/sign-in/code", show_code),
    Route("/sign-in/code", post_code, methods=["POST"]),
    Route("/sign-out", post_sign_out, methods=["POST"]),
]
