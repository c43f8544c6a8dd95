"""The page on which somebody who tries a shop lets the bank misbehave; a test posts the same form.

``fault``, ``call`` and ``times`` say what goes wrong, where and how often; ``face`` names one protocol, empty for all.
``/faults/clear`` lets nothing more go wrong.
"""

from __future__ import annotations

from typing import cast, get_args
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from checkout.sandbox.armed import Arms
from checkout.sandbox.faults import FAULTS, Call
from checkout.sandbox.ledger import FaceName
from checkout.sandbox.paper import page
from shop.text import ascii_digits

_MOST_TIMES = 1_000


def fault_routes(arms: Arms) -> list[Route]:
    """Return the routes of the page."""

    def show(_request: Request) -> Response:
        return page("faults.html", faults=FAULTS.values(), armed=arms.waiting(), wrong=False)

    async def arm(request: Request) -> Response:
        fields = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        if await run_in_threadpool(_armed, arms, fields):
            return RedirectResponse("/faults", status_code=303)
        return page("faults.html", status=422, faults=FAULTS.values(), armed=arms.waiting(), wrong=True)

    def clear(_request: Request) -> Response:
        arms.disarm()
        return RedirectResponse("/faults", status_code=303)

    return [
        Route("/faults", show),
        Route("/faults", arm, methods=["POST"], max_body_size=10_000),
        Route("/faults/clear", clear, methods=["POST"]),
    ]


def _armed(arms: Arms, fields: dict[str, str]) -> bool:
    """Arm what a form asks for; say whether there is such a thing."""
    times, face = ascii_digits(fields.get("times", "1")), fields.get("face", "")
    if not times.isdecimal() or not 1 <= int(times[:5]) <= _MOST_TIMES or face not in {"", *get_args(FaceName)}:
        return False
    try:
        arms.arm(
            fields.get("fault", ""),
            cast("Call", fields.get("call", "")),
            face=cast("FaceName", face) if face else None,
            times=int(times[:5]),
        )
    except KeyError:
        return False
    return True
