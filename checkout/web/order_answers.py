"""What a buyer does on the page of an order: answers, cancels, asks, rescinds."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.use_cases.answers import accept_substitute, answer_date, answer_question, decline_substitute
from checkout.use_cases.claims import cancel_own, request_cancel, rescind
from checkout.use_cases.order_terms import terms_of
from checkout.use_cases.refund_account import declare_account
from checkout.web.forms import Form, read_form
from checkout.web.order_page import order_page, tracked
from checkout.web.pages import call, front, guard, see
from checkout.web.words import field_error
from shop.errors import BadInput, OutOfStock, TransitionRefused
from shop.order import Order
from shop.rules.refund_account import account_problems, asked_account

_LONGEST_ANSWER = 500
_LONGEST_ACCOUNT = 60
_TURN_DIGITS = 4


async def post_cancel(request: Request) -> Response:
    """BAQ-030: the buyer takes the order back, as far as the shop lets them alone."""
    return await _do(request, lambda _, order: cancel_own(front(request).ports, order.code))


async def post_request(request: Request) -> Response:
    """BAQ-031, ATR-005: the buyer asks staff to cancel, and says why."""

    def ask(form: Form, order: Order) -> None:
        note = form.text("cancel_note", _LONGEST_ANSWER)
        if not form.errors:
            request_cancel(front(request).ports, order.code, note)

    return await _do(request, ask)


async def post_rescind(request: Request) -> Response:
    """PAY-035: the buyer ends an order whose due date failed."""
    return await _do(request, lambda _, order: rescind(front(request).ports, order.code))


async def post_answer(request: Request) -> Response:
    """BAQ-079: the buyer answers what staff asked."""

    def answer(form: Form, order: Order) -> None:
        note = form.text("reply", _LONGEST_ANSWER)
        if not form.errors:
            answer_question(front(request).ports, order.code, _turn(form, order), note)

    return await _do(request, answer)


async def post_substitute(request: Request) -> Response:
    """BAQ-074: the buyer takes the product offered instead, or does not."""

    def answer(form: Form, order: Order) -> None:
        act = accept_substitute if form.raw("answer") == "accept" else decline_substitute
        try:
            act(front(request).ports, order.code, _turn(form, order))
        except OutOfStock as error:
            raise BadInput("offer", "gone_meanwhile", error.sku) from error

    return await _do(request, answer)


async def post_date(request: Request) -> Response:
    """PAY-035: the buyer agrees to another due date, or does not."""

    def answer(form: Form, order: Order) -> None:
        answer_date(front(request).ports, order.code, _turn(form, order), accepts=form.raw("answer") == "accept")

    return await _do(request, answer)


async def post_account(request: Request) -> Response:
    """BAQ-077, BAK-044, PAY-011, CHI-031, ATR-039: the buyer says to which account owed money goes back."""
    ports = front(request).ports

    def declare(form: Form, order: Order) -> None:
        shop = terms_of(ports, order)
        number, holder = (form.text(name, _LONGEST_ACCOUNT) for name in ("account", "account_holder"))
        asked = asked_account(shop, order)
        wrong = {error.field for error in form.errors}
        if asked is not None:
            problems = account_problems(asked, number, holder)
            form.errors.extend(problem for problem in problems if problem.field not in wrong)
        if not form.errors:
            declare_account(ports, order.code, number, holder)

    try:
        return await _do(request, declare)
    except TransitionRefused:
        # The money is on its way already, or gone: the order's own page says where it stands.
        return see(f"/orders/{request.path_params['link']}")


async def _do(request: Request, act: Callable[[Form, Order], object]) -> Response:
    """Read the form, do it, and lead back to the order; what is wrong is told beside its field."""
    form = await read_form(request)
    order, attempts = await tracked(request)
    guard(request, form, f"order:{order.code}")
    try:
        await call(act, form, order)
    except BadInput as error:
        form.errors.append(error)
    if form.errors:
        mistakes = [(error.field, field_error(error, front(request).unit)) for error in form.errors]
        return await order_page(request, order, attempts, form, mistakes)
    return see(f"/orders/{order.link}")


def _turn(form: Form, order: Order) -> int:
    """Return which event the page answered, as its form says."""
    typed = form.raw("asked")
    if not (typed.isascii() and typed.isdigit() and len(typed) <= _TURN_DIGITS):
        raise TransitionRefused(order.state, "information_given")
    return int(typed)


ROUTES = [
    Route("/orders/{link}/cancel", post_cancel, methods=["POST"]),
    Route("/orders/{link}/request-cancel", post_request, methods=["POST"]),
    Route("/orders/{link}/rescind", post_rescind, methods=["POST"]),
    Route("/orders/{link}/answer", post_answer, methods=["POST"]),
    Route("/orders/{link}/substitute", post_substitute, methods=["POST"]),
    Route("/orders/{link}/date", post_date, methods=["POST"]),
    Route("/orders/{link}/account", post_account, methods=["POST"]),
]
