"""The desk's page «شرایط ناگزیر»: declare a period of force majeure, see what was declared, end one early."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.use_cases.declare_force_majeure import declare, declared_periods, end_period
from checkout.web.desk_sign_in import staff_of
from checkout.web.forms import Form, beside_fields, read_form
from checkout.web.pages import call, front, guard, render, see
from checkout.web.words import field_error
from shop.calendar import local_day, read_date
from shop.errors import BadInput, NotFound, SessionExpired

_LONGEST_REASON = 200
_LONGEST_ID = 60
_PATH = "/desk/force-majeure"


async def show_periods(request: Request) -> Response:
    """BAK-130: what was declared by whom, and the form; only in a shop whose terms have the rule."""
    try:
        await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    return await _page(request, Form({}))


async def post_period(request: Request) -> Response:
    """BAK-130: declare a period, or end one."""
    form = await read_form(request)
    try:
        staff, token = await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    guard(request, form, "desk-force-majeure", token)
    match form.raw("move"):
        case "declare":
            await _declare(request, form, staff)
        case "end":
            await call(end_period, front(request).ports, form.raw("period")[:_LONGEST_ID], staff)
        case move:
            raise NotFound(move[:_LONGEST_ID])
    return await _page(request, form) if form.errors else see(_PATH)


async def _declare(request: Request, form: Form, staff: str) -> None:
    first = form.read("first_day", lambda typed: _day("first_day", typed), None)
    last = form.read("last_day", lambda typed: _day("last_day", typed), None)
    reason = form.text("reason", _LONGEST_REASON, needed=True)
    if first is None or last is None or form.errors:
        return
    try:
        await call(declare, front(request).ports, first, last, reason, staff)
    except BadInput as error:
        form.errors.append(error)


def _day(field: str, typed: str) -> date:
    if not typed.strip():
        raise BadInput(field, "missing")
    try:
        return read_date(typed)
    except BadInput as error:
        raise BadInput(field, "bad_date", typed) from error


async def _page(request: Request, form: Form) -> Response:
    staff, token = await staff_of(request)
    ports = front(request).ports
    if ports.releases.current()[1].shop.force_majeure is None:
        raise NotFound(_PATH)
    mistakes = [(error.field, field_error(error)) for error in form.errors]
    context = {
        "staff": staff,
        "periods": await call(declared_periods, ports),
        "now": ports.clock(),
        "today": local_day(ports.clock()),
        "fields": form.shown(),
        "mistakes": mistakes,
        "errors": beside_fields(mistakes),
    }
    return await render(request, "desk_force_majeure.html", context, status=422 if mistakes else 200, holder=token)


ROUTES = [
    Route(_PATH, show_periods),
    Route(_PATH, post_period, methods=["POST"]),
]
