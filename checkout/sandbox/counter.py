"""The sandbox bank's pages: where a buyer pays, cancels, or walks away, whatever protocol the shop spoke.

The form posts ``choice``: ``pay`` and ``cancel`` lead back to the shop, ``pay_and_stay`` pays and never
returns, ``leave`` closes the page and changes nothing. With ``back_by`` of ``post`` the way back is a form's.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from checkout.sandbox.clock import Clock
from checkout.sandbox.faces import Face, return_address
from checkout.sandbox.ledger import Ledger, Payment
from checkout.sandbox.paper import page

_TEST_CARD_BANK = "502229"
_LARGEST_FORM = 10_000


@dataclass(frozen=True, slots=True)
class Counter:
    """The bank's counter of one protocol: shows a payment to its buyer and does what the buyer chooses."""

    ledger: Ledger
    clock: Clock
    face: Face

    def show(self, authority: str, back_by: str = "get") -> Response:
        """Show an open payment, or what became of it."""
        payment = self.ledger.find(self.face.name, authority)
        if payment is None:
            return _notice("unknown", 404)
        if payment.state != "in_bank":
            return self._told(payment, payment.state, 200)
        if payment.expires_at <= self.clock():
            return self._told(payment, "expired", 410)
        return page("start_pay.html", payment=payment, action=self.face.page(payment), back_by=back_by)

    def choose(self, authority: str, choice: str, back_by: str = "get") -> Response:
        """Do what the buyer chose, once; a payment that is no longer open is refused with a page that says so."""
        payment = self.ledger.find(self.face.name, authority)
        if payment is None:
            return _notice("unknown", 404)
        if choice == "leave":
            return _notice("left", 200, payment, again=self.face.page(payment))
        if choice not in {"pay", "pay_and_stay", "cancel"}:
            return _notice("no_choice", 400, payment, again=self.face.page(payment))
        if not self._take(payment, choice):
            return self._refuse(authority)
        if choice == "pay_and_stay":
            return RedirectResponse(self.face.page(payment), status_code=303)
        return self._send_back(authority, back_by)

    def _take(self, payment: Payment, choice: str) -> bool:
        if choice == "cancel":
            return self.ledger.move(payment, "failed", out_of="in_bank")
        card = _TEST_CARD_BANK + "".join(secrets.choice("0123456789") for _ in range(10))
        return self.ledger.pay(payment, card, self.clock())

    def _send_back(self, authority: str, back_by: str) -> Response:
        payment = self.ledger.find(self.face.name, authority)
        if payment is None:
            return _notice("unknown", 404)
        said = self.face.said(payment)
        if back_by == "post":
            return page("back_by_form.html", payment=payment, said=said)
        return RedirectResponse(return_address(payment, said), status_code=303)

    def _refuse(self, authority: str) -> Response:
        payment = self.ledger.find(self.face.name, authority)
        if payment is None:
            return _notice("unknown", 404)
        if payment.state == "in_bank":
            return self._told(payment, "expired", 410)
        return self._told(payment, payment.state, 409)

    def _told(self, payment: Payment, notice: str, status: int) -> Response:
        return _notice(notice, status, payment, link=return_address(payment, self.face.said(payment)))


def counter_routes(ledger: Ledger, clock: Clock, faces: Iterable[Face]) -> list[Route]:
    """Return the routes that buyers visit."""
    return [
        route
        for face in faces
        for address in face.addresses()
        for route in _routes(Counter(ledger, clock, face), address)
    ]


async def arrive(counter: Counter, request: Request) -> Response:
    """Show a payment to a buyer whose shop's form names it, or do what the buyer chose on its page."""
    fields = _fields((await request.body()).decode("ascii", "replace"))
    authority = request.path_params.get("authority") or fields.get("Token") or request.query_params.get("token", "")
    back_by = fields.get("back_by") or _back_by(fields)
    if "choice" not in fields and "Token" in fields:
        return await run_in_threadpool(counter.show, authority, back_by)
    return await run_in_threadpool(counter.choose, authority, fields.get("choice", ""), back_by)


def _routes(counter: Counter, address: str) -> list[Route]:
    def show(request: Request) -> Response:
        return counter.show(request.path_params.get("authority") or request.query_params.get("token", ""))

    async def post(request: Request) -> Response:
        return await arrive(counter, request)

    return [Route(address, show), Route(address, post, methods=["POST"], max_body_size=_LARGEST_FORM)]


def _fields(form: str) -> Mapping[str, str]:
    return {name: values[0] for name, values in parse_qs(form, keep_blank_values=True).items()}


def _back_by(fields: Mapping[str, str]) -> str:
    """SEP returns by POST unless the shop's form says GetMethod=true; the other protocols return by GET."""
    return "post" if "Token" in fields and fields.get("GetMethod", "") != "true" else "get"


def _notice(notice: str, status: int, payment: Payment | None = None, *, link: str = "", again: str = "") -> Response:
    return page("notice.html", status=status, notice=notice, payment=payment, link=link, again=again)
