"""The staff desk over HTTP: orders by state, one order, its moves."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.use_cases.desk import (
    STAFF_EVENTS,
    DeskForm,
    attempts_for_a_person,
    count_orders,
    find_orders,
    move_order,
    open_order,
    orders_in,
    staff_moves,
)
from checkout.web.desk_sign_in import staff_of
from checkout.web.forms import Form, read_form
from checkout.web.pages import call, front, guard, render, see
from checkout.web.reasons import reason_words
from checkout.web.words import STATES, field_error
from shop.errors import (
    BadInput,
    NotFound,
    OptionRefused,
    SessionExpired,
    TransitionRefused,
)
from shop.lifecycle import EventKind, State
from shop.money import UNIT_NAMES, Rials, Unit, read_paid
from shop.order import Order, OrderCode
from shop.rules.identity import identity_asked
from shop.rules.refund import refund_by

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


async def show_orders(request: Request) -> Response:
    """The orders of one state, the oldest first, with how many each state has."""
    try:
        staff, token = await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    state = request.query_params.get("state", "queued")
    shown: State = next((known for known in _SHOWN if known == state), "queued")
    ports = front(request).ports
    counts, orders = await call(count_orders, ports, _SHOWN), await call(orders_in, ports, shown)
    return await _list_page(request, staff, token, orders=orders, state=shown, counts=counts)


async def find(request: Request) -> Response:
    """The orders behind a code or a buyer's mobile; a single one opens at once."""
    try:
        staff, token = await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    sought = request.query_params.get("code", "")[:_LONGEST_NAME]
    found = await call(find_orders, front(request).ports, sought)
    if len(found) == 1:
        return see(f"/desk/orders/{found[0].code}")
    return await _list_page(request, staff, token, orders=found, sought=sought)


async def show_order(request: Request) -> Response:
    """One order, its history and the moves that are allowed now."""
    try:
        await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    return await _order_page(request, Form({}), "", [])


async def post_move(request: Request) -> Response:
    """Make one thing happen to an order."""
    form = await read_form(request)
    try:
        staff, token = await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    code = OrderCode(request.path_params["code"])
    guard(request, form, f"desk:{code}", token)
    event, typed = _event(form.raw("move")), _desk_form(form, front(request).unit)
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
                ("move", f"این کار در وضعیت «{STATES[error.state]}» ممکن نیست. شاید همکارتان پیش‌تر انجامش داده است.")
            ]
    if mistakes:
        beside = [(f"{event}-{field if field != 'move' else 'note'}", words) for field, words in mistakes]
        return await _order_page(request, form, event, beside)
    return see(f"/desk/orders/{code}")


def _event(name: str) -> EventKind | None:
    return next((event for event in STAFF_EVENTS if event == name), None)


def _desk_form(form: Form, unit: Unit) -> DeskForm:
    return DeskForm(
        note=form.text("note", _LONGEST_NOTE),
        reference=form.text("reference", _LONGEST_NAME),
        tracking=form.text("tracking", _LONGEST_NAME),
        amount=form.read("amount", lambda typed: read_paid(typed, unit), Rials(0)) if form.raw("amount").strip() else 0,
        by_card=form.raw("taken") == "card",
        identity_checked=form.checked("identity_checked"),
    )


async def _list_page(
    request: Request,
    staff: str,
    token: str,
    *,
    orders: list[Order],
    state: State | None = None,
    counts: Mapping[State, int] | None = None,
    sought: str = "",
) -> Response:
    _, release = front(request).ports.releases.current()
    context = {
        "staff": staff,
        "state": state or "queued",
        "found": state is None,
        "counts": counts or {},
        "orders": orders,
        "sought": sought,
        "needing_person": await call(attempts_for_a_person, front(request).ports),
        "unit": UNIT_NAMES[release.shop.price_unit],
        "mistakes": [],
    }
    return await render(request, "desk_orders.html", context, holder=token)


async def _order_page(request: Request, form: Form, move: str, mistakes: list[tuple[str, str]]) -> Response:
    staff, token = await staff_of(request)
    ports = front(request).ports
    _, release = ports.releases.current()
    order, attempts = await call(open_order, ports, OrderCode(request.path_params["code"]))
    context: Mapping[str, object] = {
        "staff": staff,
        "order": order,
        "attempts": attempts,
        "moves": staff_moves(order),
        "refund_by": refund_by(order),
        "identity": identity_asked(release.shop, order.recipient.place, order.payment),
        "tried": move,
        "fields": form.shown(),
        "mistakes": mistakes,
    }
    return await render(request, "desk_order.html", context, status=422 if mistakes else 200, holder=token)


ROUTES = [
    Route("/desk", show_orders),
    Route("/desk/find", find),
    Route("/desk/orders/{code}", show_order),
    Route("/desk/orders/{code}", post_move, methods=["POST"]),
]
