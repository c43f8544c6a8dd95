"""The sandbox inbox: takes the shop's messages, and shows them to whoever tries the shop."""

from __future__ import annotations

import json
import re
from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from checkout.sandbox.clock import Clock
from checkout.sandbox.letters import Letter, Letters
from checkout.sandbox.paper import page
from shop.text import ascii_digits

_FIELDS = ("id", "channel", "to", "subject", "body", "sender")
_NEEDED = ("id", "channel", "to", "body")
_CHANNELS = ("sms", "email")
_LINK = re.compile(r"(https?://[^\s«»<>\"]+)")
_LARGEST_BODY = 200_000


def inbox_routes(letters: Letters, clock: Clock) -> list[Route]:
    """Return the routes that take messages and show them."""

    async def take(request: Request) -> Response:
        fields = _read(await request.body())
        if fields is None:
            return JSONResponse({"error": "not a message"}, status_code=422)
        is_new = await run_in_threadpool(letters.keep, Letter(**fields, received_at=clock()))
        return JSONResponse({"id": fields["id"], "new": is_new}, status_code=201 if is_new else 200)

    def show(request: Request) -> Response:
        to = _recipient(request)
        return page("inbox.html", to=to, letters=[(letter, _parts(letter.body)) for letter in letters.newest(to)])

    def show_json(request: Request) -> Response:
        found = letters.newest(_recipient(request))
        return JSONResponse({"messages": [_as_json(letter) for letter in found]})

    return [
        Route("/inbox/messages", take, methods=["POST"], max_body_size=_LARGEST_BODY),
        Route("/inbox", show),
        Route("/inbox.json", show_json),
    ]


def _read(raw: bytes) -> dict[str, str] | None:
    try:
        body = json.loads(raw)
        fields = {name: body.get(name, "") for name in _FIELDS}
        "".join(fields.values()).encode()
    except (ValueError, RecursionError, AttributeError, TypeError):
        return None
    if fields["channel"] not in _CHANNELS or not all(fields[name] for name in _NEEDED):
        return None
    return fields


def _as_json(letter: Letter) -> dict[str, str]:
    return asdict(letter) | {"received_at": letter.received_at.isoformat()}


def _recipient(request: Request) -> str:
    return ascii_digits(request.query_params.get("to", "")).strip()


def _parts(body: str) -> list[tuple[bool, str]]:
    return [(bool(_LINK.fullmatch(part)), part) for part in _LINK.split(body) if part]
