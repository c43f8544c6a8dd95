"""Puts the stand-ins together: one app for the bank and the inbox, with a front page that leads to both."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from checkout.sandbox.bank import bank_routes
from checkout.sandbox.bank_pages import counter_routes
from checkout.sandbox.clock import Clock, system_clock
from checkout.sandbox.headers import FixedHeaders
from checkout.sandbox.inbox import inbox_routes
from checkout.sandbox.letters import Letters
from checkout.sandbox.paper import HEADERS, not_found, page, static_files
from checkout.sandbox.payments import Payments

_PAYMENTS_SHOWN = 20


def sandbox_app(state_dir: Path, clock: Clock = system_clock) -> ASGIApp:
    """Return the bank and the inbox, with their memory in ``state_dir``."""
    state_dir.mkdir(parents=True, exist_ok=True)
    payments = Payments(state_dir / "bank.sqlite3")
    letters = Letters(state_dir / "inbox.sqlite3")

    def front(_request: Request) -> Response:
        return page("front.html", payments=payments.newest(_PAYMENTS_SHOWN), now=clock())

    app = Starlette(
        routes=[
            Route("/", front),
            *bank_routes(payments, clock),
            *counter_routes(payments, clock),
            *inbox_routes(letters, clock),
            static_files(),
        ],
        exception_handlers={404: not_found},
    )
    return FixedHeaders(app, HEADERS)
