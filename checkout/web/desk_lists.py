"""The desk's lists over HTTP: orders by state or buyer, what is due, and payments that need a person."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.use_cases.desk_orders import (
    MOST_COUNTED,
    attempts_for_a_person,
    count_orders,
    duties_now,
    find_orders,
    orders_in,
)
from checkout.use_cases.in_pages import Page
from checkout.web.desk_sign_in import staff_of
from checkout.web.pages import call, front, render, see
from checkout.web.turning import seen, turning
from shop.errors import SessionExpired
from shop.lifecycle import LIVE, State
from shop.money import UNIT_NAMES
from shop.order import Order
from shop.rules.waiting import is_waiting, open_report

_LONGEST_NAME = 60
_FEW = 5
"""How many payments that need a person stand above the orders."""
_MOST_DUE = 200
"""How many things to see to are shown: the most urgent, which go as they are done."""
_SHOWN: tuple[State, ...] = (
    "awaiting_transfer",
    "queued",
    "confirmed",
    "preparing",
    "dispatched",
    "at_depot",
    "returning",
    "returned",
    "needs_refund",
    "registered",
    "delivered",
    "cancelled",
    "expired",
    "refunded",
)


async def show_orders(request: Request) -> Response:
    """The orders of one state, with how many each state has."""
    try:
        staff, token = await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    state = request.query_params.get("state", "queued")
    shown: State = next((known for known in _SHOWN if known == state), "queued")
    ports = front(request).ports
    counts, orders = await call(count_orders, ports, _SHOWN), await call(orders_in, ports, shown, seen(request))
    return await _list_page(request, staff, token, orders=orders, state=shown, counts=counts)


async def find(request: Request) -> Response:
    """The orders behind a code or a buyer's mobile; a single one opens at once."""
    try:
        staff, token = await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    sought = request.query_params.get("code", "")[:_LONGEST_NAME]
    found = await call(find_orders, front(request).ports, sought, seen(request))
    if len(found.records) == 1 and not seen(request):
        return see(f"/desk/orders/{found.records[0].code}")
    return await _list_page(request, staff, token, orders=found, sought=sought)


async def show_due(request: Request) -> Response:
    """BAQ-031, BAQ-075, BAK-014: what staff have to see to, with its time, the most urgent first."""
    try:
        staff, token = await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    ports = front(request).ports
    duties, counts = await call(duties_now, ports), await call(count_orders, ports, sorted(LIVE))
    context = {
        "staff": staff,
        "due": duties[:_MOST_DUE],
        "left_out": len(duties) - _MOST_DUE,
        "not_looked_at": [state for state, count in counts.items() if count > MOST_COUNTED],
        "most_counted": MOST_COUNTED,
    }
    return await render(request, "desk_due.html", context, holder=token)


async def show_payments(request: Request) -> Response:
    """The payments that the bank's answers alone do not settle, the newest first."""
    try:
        staff, token = await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    attempts = await call(attempts_for_a_person, front(request).ports, seen(request))
    context = {"staff": staff, "attempts": attempts.records, "turning": turning(request, attempts)}
    return await render(request, "desk_payments.html", context, holder=token)


async def _list_page(
    request: Request,
    staff: str,
    token: str,
    *,
    orders: Page[Order],
    state: State | None = None,
    counts: Mapping[State, int] | None = None,
    sought: str = "",
) -> Response:
    ports = front(request).ports
    _, release = ports.releases.current()
    context = {
        "staff": staff,
        "state": state or "queued",
        "found": state is None,
        "counts": counts or {},
        "most_counted": MOST_COUNTED,
        "orders": [(order, is_waiting(order), open_report(order) is not None) for order in orders.records],
        "sought": sought,
        "turning": turning(request, orders),
        "needing_person": await call(attempts_for_a_person, ports, most=_FEW),
        "unit": UNIT_NAMES[release.shop.price_unit],
        "mistakes": [],
    }
    return await render(request, "desk_orders.html", context, holder=token)


ROUTES = [
    Route("/desk", show_orders),
    Route("/desk/find", find),
    Route("/desk/due", show_due),
    Route("/desk/payments", show_payments),
]
