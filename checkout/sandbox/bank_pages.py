"""The sandbox bank's pages: where a buyer pays, cancels, or walks away.

The form posts ``choice``: ``pay`` and ``cancel`` lead back to the shop, ``pay_and_stay`` pays and never
returns, ``leave`` closes the page and changes nothing.
"""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from checkout.sandbox.clock import Clock
from checkout.sandbox.paper import page
from checkout.sandbox.payments import Payment, Payments

_TEST_CARD_BANK = "502229"


class Counter:
    """The bank's counter: shows a payment to its buyer and does what the buyer chooses."""

    def __init__(self, payments: Payments, clock: Clock) -> None:
        self._payments = payments
        self._clock = clock

    def show(self, authority: str) -> Response:
        """Show an open payment, or what became of it."""
        payment = self._payments.find(authority)
        if payment is None:
            return _notice("unknown", 404, None)
        if payment.state != "in_bank":
            return _notice(payment.state, 200, payment)
        if payment.expires_at <= self._clock():
            return _notice("expired", 410, payment)
        shop = urlsplit(payment.callback_url).hostname
        order = payment.metadata.get("order_id", "")
        return page("start_pay.html", payment=payment, shop=shop, order=order if isinstance(order, str) else "")

    def choose(self, authority: str, choice: str) -> Response:
        """Do what the buyer chose, once; a payment that is no longer open is refused with a page that says so."""
        payment = self._payments.find(authority)
        if payment is None:
            return _notice("unknown", 404, None)
        if choice == "leave":
            return _notice("left", 200, payment)
        if choice not in {"pay", "pay_and_stay", "cancel"}:
            return _notice("no_choice", 400, payment)
        if not self._take(payment, choice):
            return self._refuse(authority)
        if choice == "pay_and_stay":
            return RedirectResponse(f"/pg/StartPay/{authority}", status_code=303)
        return RedirectResponse(return_address(payment, paid=choice == "pay"), status_code=303)

    def _take(self, payment: Payment, choice: str) -> bool:
        if choice == "cancel":
            return self._payments.move(payment.authority, "failed", out_of="in_bank")
        card = _TEST_CARD_BANK + "".join(secrets.choice("0123456789") for _ in range(10))
        return self._payments.pay(payment.authority, card, self._clock())

    def _refuse(self, authority: str) -> Response:
        payment = self._payments.find(authority)
        if payment is None or payment.state == "in_bank":
            return _notice("expired", 410, payment)
        return _notice(payment.state, 409, payment)


def return_address(payment: Payment, *, paid: bool) -> str:
    """Return the shop's address with the bank's word appended to whatever query it has."""
    parts = urlsplit(payment.callback_url)
    said = urlencode({"Authority": payment.authority, "Status": "OK" if paid else "NOK"})
    return urlunsplit(parts._replace(query=f"{parts.query}&{said}" if parts.query else said))


def counter_routes(payments: Payments, clock: Clock) -> list[Route]:
    """Return the routes that buyers visit."""
    counter = Counter(payments, clock)

    def show(request: Request) -> Response:
        return counter.show(request.path_params["authority"])

    async def choose(request: Request) -> Response:
        fields = parse_qs((await request.body()).decode("ascii", "replace"))
        choice = fields.get("choice", [""])[0]
        return await run_in_threadpool(counter.choose, request.path_params["authority"], choice)

    address = "/pg/StartPay/{authority}"
    return [Route(address, show), Route(address, choose, methods=["POST"], max_body_size=10_000)]


def _notice(notice: str, status: int, payment: Payment | None) -> Response:
    has_way_back = payment is not None and notice not in {"left", "no_choice"}
    paid = payment is not None and payment.state in {"paid", "verified", "reversed"}
    link = return_address(payment, paid=paid) if payment is not None and has_way_back else ""
    return page("notice.html", status=status, notice=notice, payment=payment, link=link)
