"""The buyer's page of an order: where it is, what is next and by when, and what the buyer may do."""

from __future__ import annotations

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from checkout.messages import order_url
from checkout.news.way import door_note, identity_note
from checkout.records import Attempt
from checkout.use_cases.answers import turn_of
from checkout.use_cases.declare_force_majeure import as_it_runs, force_majeure_now
from checkout.use_cases.order_terms import terms_of
from checkout.use_cases.track_order import track
from checkout.web.forms import Form, beside_fields
from checkout.web.pages import call, front, render
from shop.calendar import local_day
from shop.lifecycle import UNPAID
from shop.order import Order
from shop.order_lines import lines_now
from shop.rules.absence import tries_left
from shop.rules.cancel import may_cancel_own, may_request_cancel
from shop.rules.difference import owes_difference
from shop.rules.late import dated_anew, may_rescind
from shop.rules.lines import difference
from shop.rules.receipt import may_claim
from shop.rules.refund import refund_of
from shop.rules.refund_account import asked_account, destination
from shop.rules.reversal import open_reversal
from shop.rules.running import Clock, clocks, is_over
from shop.rules.transfer import looked_at_from, report_fields
from shop.rules.waiting import open_offer, open_proposal, open_question, open_report, open_request
from shop.rules.way import way_name, way_of
from shop.terms import Shop
from shop.verdict import Refused

_STAFFS_OWN = {"seller_starts", "answer", "request", "transfer"}
"""Clocks that only staff work by, or that the page tells in a sentence of its own."""


async def tracked(request: Request) -> tuple[Order, list[Attempt]]:
    """Return the order behind the link of this request, its windows as they run, with its attempts to pay."""
    ports = front(request).ports
    order, attempts = await call(track, ports, request.path_params["link"])
    return await call(as_it_runs, ports, order), attempts


async def order_page(
    request: Request, order: Order, attempts: list[Attempt], form: Form, mistakes: list[tuple[str, str]]
) -> Response:
    """Return the page; with mistakes, what was typed stands there again."""
    ports = front(request).ports
    shop, now = await call(terms_of, ports, order), ports.clock()
    context = {
        "shop": shop,
        "order": order,
        "link_url": order_url(ports.checkout_url, order),
        "checking": any(attempt.unclear and order.paid < order.total for attempt in attempts),
        **_standing(shop, order, now),
        **_asked(order),
        **_rights(shop, order, now),
        **({"overdue": {}} if await call(force_majeure_now, ports) else {}),
        "fields": form.shown(),
        "mistakes": mistakes,
        "errors": beside_fields(mistakes),
    }
    return await render(request, "order.html", context, status=422 if mistakes else 200)


def _standing(shop: Shop, order: Order, now: datetime) -> dict[str, object]:
    """Return where the order stands: its lines, its clocks, its money, what whoever takes it must know."""
    closed = may_claim(shop, order, "visible")
    way = way_of(shop, order)
    return {
        "lines": lines_now(order),
        "way_name": way_name(order),
        "way_note": way.note if way else "",
        "dated_anew": dated_anew(order),
        "overdue": {one.name: one.at for one in clocks(shop, order) if is_over(one, now)},
        "clocks": [one for one in clocks(shop, order) if one.name not in _STAFFS_OWN and not _is_past(one, now)],
        "refund": refund_of(shop, order),
        "account_asked": asked_account(shop, order),
        "account": destination(shop, order),
        "reversal": open_reversal(order),
        "identity": identity_note(shop, order),
        "at_the_door": door_note(shop),
        "tries_left": tries_left(shop, order),
        "call_by": order.deadlines.get("answer") if _is_called(order) else None,
        "claims_closed": closed.clause if isinstance(closed, Refused) else None,
        "report": open_report(order),
        "rejected": _rejected(order),
        "looked_at_from": looked_at_from(shop, order, now),
        "today": local_day(now),
    }


def _asked(order: Order) -> dict[str, object]:
    """Return what waits for the buyer's answer, with the turn that an answer names."""
    question, offer, proposal = open_question(order), open_offer(order), open_proposal(order)
    return {
        "question": question,
        "offer": offer,
        "difference": difference(order, offer.facts) if offer else 0,
        "proposed": datetime.fromisoformat(proposal.facts["until"]) if proposal else None,
        "turns": {
            name: turn_of(order, event)
            for name, event in (("question", question), ("offer", offer), ("date", proposal))
            if event
        },
    }


def _rights(shop: Shop, order: Order, now: datetime) -> dict[str, object]:
    """Return what the buyer may do now."""
    in_time = order.finalise_by is None or now <= order.finalise_by
    return {
        "may_pay": order.state in UNPAID and in_time,
        "owes_difference": owes_difference(shop, order),
        "may_cancel": may_cancel_own(shop, order).allowed,
        "may_request": may_request_cancel(shop, order).allowed,
        "request": open_request(order),
        "may_rescind": may_rescind(shop, order, now).allowed,
        "may_report": order.state == "awaiting_transfer" and in_time,
        "report_fields": report_fields(shop),
    }


def _is_past(clock: Clock, now: datetime) -> bool:
    return clock.name in {"door_cancel", "claim"} and is_over(clock, now)


def _is_called(order: Order) -> bool:
    last = order.last("delivery_failed", "answered", "delivered", "sent_back", "cancelled")
    return last is not None and "answer" in last.deadlines


def _rejected(order: Order) -> str:
    """Return why the last reported transfer was not accepted, '' if none waits to be reported anew."""
    last = order.last("transfer_reported", "transfer_rejected", "transfer_promised", "method_chosen")
    rejected = last is not None and last.kind == "transfer_rejected" and order.state == "awaiting_transfer"
    return last.note if rejected and last else ""
