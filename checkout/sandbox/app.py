"""Puts the stand-ins together: one app for the bank and the inbox, with a front page that leads to both."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from checkout.sandbox.armed import Arms
from checkout.sandbox.clock import Clock, system_clock
from checkout.sandbox.counter import Counter, counter_routes
from checkout.sandbox.faces import Face
from checkout.sandbox.fault_pages import fault_routes
from checkout.sandbox.headers import FixedHeaders
from checkout.sandbox.inbox import inbox_routes
from checkout.sandbox.ledger import Ledger
from checkout.sandbox.letters import Letters
from checkout.sandbox.paper import HEADERS, not_found, page, static_files
from checkout.sandbox.sep import Sep
from checkout.sandbox.sep_door import token_routes
from checkout.sandbox.zarinpal.face import Zarinpal
from checkout.sandbox.zibal import Zibal

_PAYMENTS_SHOWN = 20


def sandbox_app(state_dir: Path, clock: Clock = system_clock) -> ASGIApp:
    """Return the bank, in every protocol it speaks, and the inbox, with their memory in ``state_dir``."""
    state_dir.mkdir(parents=True, exist_ok=True)
    ledger, arms = Ledger(state_dir / "ledger.sqlite3"), Arms(state_dir / "faults.sqlite3")
    letters = Letters(state_dir / "inbox.sqlite3")
    sep = Sep(ledger, clock, arms)
    faces: tuple[Face, ...] = (Zarinpal(ledger, clock, arms), Zibal(ledger, clock, arms), sep)
    pages = {face.name: face.page for face in faces}

    def front(_request: Request) -> Response:
        shown = [(payment, pages[payment.face](payment)) for payment in ledger.newest(_PAYMENTS_SHOWN)]
        return page("front.html", payments=shown, now=clock(), armed=arms.waiting())

    app = Starlette(
        routes=[
            Route("/", front),
            *[route for face in faces for route in face.calls()],
            *token_routes(sep, Counter(ledger, clock, sep)),
            *counter_routes(ledger, clock, faces),
            *fault_routes(arms),
            *inbox_routes(letters, clock),
            static_files(),
        ],
        exception_handlers={404: not_found},
    )
    return FixedHeaders(app, HEADERS)
