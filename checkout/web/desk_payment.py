"""One payment at a bank over the desk: what is known of it, and the form by which staff close what is unclear."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.records import Attempt
from checkout.use_cases.close_attempt import Found, ask_again, close_attempt
from checkout.use_cases.settle_attempt import find_attempt
from checkout.web.attempt_words import OUTCOMES
from checkout.web.desk_sign_in import staff_of
from checkout.web.forms import Form, beside_fields, read_form
from checkout.web.pages import call, front, guard, render, see
from checkout.web.words import field_error
from shop.errors import BadInput, SessionExpired
from shop.money import UNIT_NAMES, Rials, read_paid
from shop.text import ascii_digits

_LONGEST_NOTE = 500
_LONGEST_REFERENCE = 100


async def show_payment(request: Request) -> Response:
    """What is known of a payment, and what staff may do about it."""
    try:
        await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    return await _page(request, Form({}))


async def post_payment(request: Request) -> Response:
    """Close the payment by what staff found at the bank, or ask the bank once more."""
    form = await read_form(request)
    try:
        staff, token = await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    attempt = request.path_params["attempt"]
    guard(request, form, f"desk-payment:{attempt}", token)
    found = _read(request, form)
    if not form.errors:
        try:
            if form.raw("move") == "ask":
                await call(ask_again, front(request).ports, attempt)
            else:
                await call(close_attempt, front(request).ports, attempt, staff, found)
        except BadInput as error:
            form.errors.append(error)
    return await _page(request, form) if form.errors else see(f"/desk/payments/{attempt}")


def _read(request: Request, form: Form) -> Found:
    unit = front(request).unit
    amount = 0
    if form.raw("outcome") == "paid" and form.raw("amount").strip():
        amount = form.read("amount", lambda typed: read_paid(typed, unit, "amount"), Rials(0))
    # A bank's reference may hold any sign and both cases; only blanks and Persian digits are the typist's.
    reference = "".join(ascii_digits(form.text("reference", _LONGEST_REFERENCE)).split())
    note = form.text("note", _LONGEST_NOTE)
    return Found(outcome=form.raw("outcome"), reference=reference, amount=amount, note=note)


async def _page(request: Request, form: Form) -> Response:
    staff, token = await staff_of(request)
    unit = front(request).unit
    attempt: Attempt = await call(find_attempt, front(request).ports, request.path_params["attempt"])
    mistakes = [(error.field, field_error(error, unit)) for error in form.errors]
    context = {
        "staff": staff,
        "attempt": attempt,
        "outcomes": OUTCOMES,
        "unit": UNIT_NAMES[unit],
        "fields": form.shown(),
        "mistakes": mistakes,
        "errors": beside_fields(mistakes),
    }
    return await render(request, "desk_payment.html", context, status=422 if mistakes else 200, holder=token)


ROUTES = [
    Route("/desk/payments/{attempt}", show_payment),
    Route("/desk/payments/{attempt}", post_payment, methods=["POST"]),
]
