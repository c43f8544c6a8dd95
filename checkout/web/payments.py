"""The way to the bank and back. The return needs no cookie and proves nothing; the bank is asked."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.news.told import goes_back
from checkout.records import Attempt
from checkout.use_cases.desk_orders import open_order
from checkout.use_cases.order_terms import terms_of
from checkout.use_cases.settle_attempt import find_attempt, returned
from checkout.use_cases.start_payment import attempt_to_pay
from checkout.web.error_words import ORDER_LOST
from checkout.web.forms import read_form
from checkout.web.guards import origin_of
from checkout.web.headers import let_forms_go_to
from checkout.web.pages import call, front, render, see
from shop.errors import OrderNotFound
from shop.rules.difference import needless, paid_before
from shop.rules.late import dated_anew

PAUSES = (3, 3, 5, 5, 10, 10, 15, 15, 20, 20, *(30,) * 8, *(60,) * 10)
"""Seconds after which the page of a payment that is being checked looks again by itself, a quarter of an hour in all.

The reconciler asks a bank after 15 seconds, and every few minutes later on.
"""


async def going_to_bank(request: Request) -> Response:
    """A page of ours that leads on to the bank: a form post itself must not redirect to a foreign host.

    A bank that wants a form gets it from a button on this page, whose forms may go to that bank alone.
    """
    attempt, due = await call(attempt_to_pay, front(request).ports, request.path_params["attempt"])
    if due is None:
        return see(f"/payments/{attempt.id}/result")
    if attempt.pay_form:
        let_forms_go_to(request, origin_of(attempt.pay_url))
    return await render(request, "going_to_bank.html", {"attempt": attempt, "due": due})


async def come_back(request: Request) -> Response:
    """BAQ-009: the buyer returns, with or without a cookie, once or many times, by GET or POST."""
    parameters = dict(request.query_params)
    if request.method == "POST":
        parameters |= (await read_form(request)).typed
    attempt = await call(returned, front(request).ports, request.path_params["attempt"], parameters)
    return see(f"/payments/{attempt.id}/result")


async def show_result(request: Request) -> Response:
    """Paid, not paid, or being checked: never more than is known."""
    ports = front(request).ports
    attempt: Attempt = await call(find_attempt, ports, request.path_params["attempt"])
    try:
        order, _ = await call(open_order, ports, attempt.order)
    except OrderNotFound:  # lost with a damaged store; its payment may be there, and a person looks
        return await render(request, "error.html", {"told": ORDER_LOST}, status=ORDER_LOST.status)
    looked = _times(request.query_params.get("looked", ""))
    waits = attempt.state in {"requesting", "open"} and looked < len(PAUSES)
    context = {
        "attempt": attempt,
        "order": order,
        "dated_anew": dated_anew(order),
        "needless": needless(order, attempt.id),
        "is_second": paid_before(order, attempt.id),
        "back": goes_back(terms_of(ports, order), order),
        "refresh": f"{PAUSES[looked]};url=/payments/{attempt.id}/result?looked={looked + 1}" if waits else "",
    }
    return await render(request, "result.html", context)


def _times(looked: str) -> int:
    """Return how often the page has looked by itself; what is no such number of ours ends it."""
    return int(looked or "0") if re.fullmatch("[0-9]{0,3}", looked) else len(PAUSES)


ROUTES = [
    Route("/payments/{attempt}/go", going_to_bank),
    Route("/payments/{attempt}/return", come_back, methods=["GET", "POST"]),
    Route("/payments/{attempt}/result", show_result),
]
