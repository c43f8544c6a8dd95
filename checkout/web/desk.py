"""The staff desk over HTTP: sign in, orders by state, one order, its moves."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.use_cases.desk import STAFF_EVENTS, DeskForm, move_order, open_order, orders_in, staff_moves
from checkout.use_cases.staff import staff_behind, staff_sign_in, staff_sign_out
from checkout.web.forms import Form, read_form
from checkout.web.pages import call, front, guard, render, see
from checkout.web.sign_in import client_address
from checkout.web.visitors import forget, set_staff, staff_token_of
from checkout.web.words import STATES, field_error, reason_words, too_many
from shop.errors import (
    BadInput,
    NotFound,
    OptionRefused,
    SessionExpired,
    SignInRefused,
    TooManyRequests,
    TransitionRefused,
)
from shop.lifecycle import EventKind, State
from shop.money import read_number
from shop.order import OrderCode
from shop.rules.identity import identity_asked

_LONGEST_NOTE = 500
_LONGEST_NAME = 60
_LONGEST_PASSWORD = 200
_SHOWN: tuple[State, ...] = (
    "awaiting_transfer",
    "queued",
    "preparing",
    "dispatched",
    "needs_refund",
    "registered",
    "delivered",
    "cancelled",
    "expired",
    "refunded",
)


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
    guard(request, form, "desk", token)
    await call(staff_sign_out, front(request).ports, token)
    answer = see("/desk/sign-in")
    forget(answer, "staff", secure=front(request).secure)
    return answer


async def show_orders(request: Request) -> Response:
    """The orders of one state, the oldest first, with how many each state has."""
    try:
        staff, token = await _staff(request)
    except SessionExpired:
        return see("/desk/sign-in")
    state = request.query_params.get("state", "queued")
    shown: State = next((known for known in _SHOWN if known == state), "queued")
    shelves = {known: await call(orders_in, front(request).ports, known) for known in _SHOWN}
    context = {
        "staff": staff,
        "state": shown,
        "counts": {known: len(orders) for known, orders in shelves.items()},
        "orders": shelves[shown],
    }
    return await render(request, "desk_orders.html", context, holder=token)


async def show_order(request: Request) -> Response:
    """One order, its history and the moves that are allowed now."""
    try:
        await _staff(request)
    except SessionExpired:
        return see("/desk/sign-in")
    return await _order_page(request, Form({}), "", [])


async def post_move(request: Request) -> Response:
    """Make one thing happen to an order."""
    form = await read_form(request)
    try:
        staff, token = await _staff(request)
    except SessionExpired:
        return see("/desk/sign-in")
    code = OrderCode(request.path_params["code"])
    guard(request, form, f"desk:{code}", token)
    event, typed = _event(form.raw("move")), _desk_form(form)
    if event is None:
        raise NotFound(form.raw("move")[:_LONGEST_NAME])
    mistakes = [(error.field, field_error(error)) for error in form.errors]
    if not mistakes:
        try:
            await call(move_order, front(request).ports, code, event, staff, typed)
        except BadInput as error:
            mistakes = [(error.field, field_error(error))]
        except OptionRefused as error:
            mistakes = [("move", reason_words(error.verdict.reason))]
        except TransitionRefused as error:
            mistakes = [
                ("move", f"این کار در حال «{STATES[error.state]}» ممکن نیست. شاید همکارتان پیش‌تر انجامش داده است.")
            ]
    if mistakes:
        return await _order_page(request, form, event, mistakes)
    return see(f"/desk/orders/{code}")


def _event(name: str) -> EventKind | None:
    return next((event for event in STAFF_EVENTS if event == name), None)


def _desk_form(form: Form) -> DeskForm:
    return DeskForm(
        note=form.text("note", _LONGEST_NOTE),
        reference=form.text("reference", _LONGEST_NAME),
        tracking=form.text("tracking", _LONGEST_NAME),
        amount=form.read("amount", _rials, 0),
        by_card=form.raw("taken") == "card",
        identity_checked=form.checked("identity_checked"),
    )


def _rials(typed: str) -> int:
    if not typed.strip():
        return 0
    try:
        return read_number(typed)
    except BadInput as error:
        raise BadInput("amount", "not_a_number", typed) from error


async def _staff(request: Request) -> tuple[str, str]:
    token = staff_token_of(request, secure=front(request).secure)
    return await call(staff_behind, front(request).ports, token), token


async def _sign_in_page(request: Request, form: Form, wrong: str, *, status: int = 200) -> Response:
    context = {"name": form.raw("staff"), "mistakes": [("staff", wrong)] if wrong else []}
    return await render(request, "desk_sign_in.html", context, status=status)


async def _order_page(request: Request, form: Form, move: str, mistakes: list[tuple[str, str]]) -> Response:
    staff, token = await _staff(request)
    ports = front(request).ports
    _, release = ports.releases.current()
    order, attempts = await call(open_order, ports, OrderCode(request.path_params["code"]))
    context: Mapping[str, object] = {
        "staff": staff,
        "order": order,
        "attempts": attempts,
        "moves": staff_moves(order),
        "identity": identity_asked(release.shop, order.recipient.place, order.payment),
        "tried": move,
        "fields": form.shown(),
        "mistakes": mistakes,
    }
    return await render(request, "desk_order.html", context, status=422 if mistakes else 200, holder=token)


ROUTES = [
    Route("/desk", show_orders),
    Route("/desk/sign-in", show_sign_in),
    Route("/desk/sign-in", post_sign_in, methods=["POST"]),
    Route("/desk/sign-out", post_sign_out, methods=["POST"]),
    Route("/desk/orders/{code}", show_order),
    Route("/desk/orders/{code}", post_move, methods=["POST"]),
]
