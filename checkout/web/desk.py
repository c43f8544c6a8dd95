"""The staff desk over HTTP: one order and its moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.use_cases.declare_force_majeure import as_it_runs, force_majeure_now
from checkout.use_cases.desk import staff_moves
from checkout.use_cases.desk_orders import open_order
from checkout.use_cases.match_transfers import word_of_bank
from checkout.use_cases.order_terms import release_for
from checkout.use_cases.write_to_shop import MOST_SHOWN, tickets_of
from checkout.web.desk_fields import AtDesk
from checkout.web.desk_forms import move_forms
from checkout.web.desk_moves import Tried, event_named, press
from checkout.web.desk_sign_in import staff_of
from checkout.web.forms import Form, beside_fields, read_form
from checkout.web.pages import call, front, guard, render, see
from shop.errors import NotFound, SessionExpired
from shop.order import Order, OrderCode
from shop.order_lines import lines_now
from shop.rules.identity import identity_asked
from shop.rules.order_form import public_words
from shop.rules.refund import refund_by, refund_of
from shop.rules.refund_account import destination
from shop.rules.reversal import open_reversal
from shop.rules.running import clocks, is_over
from shop.rules.way import way_name

_LONGEST_NAME = 60


async def show_order(request: Request) -> Response:
    """One order, its history and the moves that are allowed now."""
    try:
        await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    return await _order_page(request, Tried(form=Form({})))


async def post_move(request: Request) -> Response:
    """Make one thing happen to an order."""
    form = await read_form(request)
    try:
        staff, token = await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    code = OrderCode(request.path_params["code"])
    guard(request, form, f"desk:{code}", token)
    event = event_named(form.raw("move"))
    if event is None:
        raise NotFound(form.raw("move")[:_LONGEST_NAME])
    tried = await press(request, code, event, staff, form)
    return see(f"/desk/orders/{code}") if tried is None else await _order_page(request, tried)


async def _order_page(request: Request, tried: Tried) -> Response:
    staff, token = await staff_of(request)
    ports = front(request).ports
    order, attempts = await call(open_order, ports, OrderCode(request.path_params["code"]))
    release, order = await call(release_for, ports, order), await call(as_it_runs, ports, order)
    quiet = await call(force_majeure_now, ports) is not None
    now, shop = ports.clock(), release.shop
    at_desk = AtDesk(release=release, order=order, at=now, staff=tuple(ports.staff))
    tickets = await call(tickets_of, ports, order.code)
    context: Mapping[str, object] = {
        "staff": staff,
        "shop": shop,
        "order": order,
        "lines": lines_now(order),
        "way_name": way_name(order),
        "attempts": attempts,
        "bank_word": await call(word_of_bank, ports, order.code)
        if ports.releases.current()[1].shop.statement
        else None,
        "pictures": _pictures(order),
        "forms": move_forms(at_desk, staff_moves(shop, order, now)),
        "refund_by": refund_by(order),
        "refund": refund_of(shop, order),
        "account": destination(shop, order),
        "reversal": open_reversal(order),
        "clocks": [(clock, not quiet and is_over(clock, now)) for clock in clocks(shop, order)],
        "identity": identity_asked(shop, order.recipient.place, order.payment),
        "public_words": public_words(shop, order.recipient.address),
        "tickets": tickets,
        "older_tickets": len(tickets) == MOST_SHOWN,
        "tried": tried.event,
        "fields": tried.form.shown(),
        "mistakes": tried.mistakes,
        "refusal": tried.refusal,
        "errors": beside_fields(list(tried.mistakes)),
    }
    status = 422 if tried.mistakes or tried.refusal else 200
    return await render(request, "desk_order.html", context, status=status, holder=token)


def _pictures(order: Order) -> list[tuple[datetime, str]]:
    """Return when each picture of a receipt came, and its path."""
    return [
        (event.at, f"/desk/orders/{order.code}/pictures/{event.facts['picture']}")
        for event in order.events
        if "picture" in event.facts
    ]


ROUTES = [
    Route("/desk/orders/{code}", show_order),
    Route("/desk/orders/{code}", post_move, methods=["POST"]),
]
