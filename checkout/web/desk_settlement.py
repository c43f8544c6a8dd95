"""The desk's page «دفتر روز»: what each bank says of a day, what our books say, and what differs."""

from __future__ import annotations

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.use_cases.ask_again import ask_again
from checkout.use_cases.settlement import settlement
from checkout.web.desk_sign_in import staff_of
from checkout.web.forms import read_form
from checkout.web.pages import call, front, guard, render, see
from checkout.web.settlement_words import KNOWN, MISMATCHES, OWED_FOR, part_words, till_words
from checkout.web.words import field_error
from shop.calendar import local_day, read_date, typed_date
from shop.errors import BadInput, SessionExpired
from shop.money import UNIT_NAMES

_PATH = "/desk/settlement"
_LONGEST = 30
_MOST_DIGITS = 8


async def show_sheet(request: Request) -> Response:
    """The sheet of the day that is asked for, or of today."""
    try:
        await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    return await _page(request, request.query_params.get("day", "")[:_LONGEST])


async def post_question(request: Request) -> Response:
    """Ask the gateways again about what they confirmed on that day."""
    form = await read_form(request)
    try:
        _, token = await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    guard(request, form, "desk-settlement", token)
    day = read_date(form.text("day", _LONGEST))
    asked = await call(ask_again, front(request).ports, day)
    return see(f"{_PATH}?day={typed_date(day)}&told={asked.told}&silent={asked.silent}&left={asked.left}")


async def _page(request: Request, typed: str) -> Response:
    staff, token = await staff_of(request)
    ports = front(request).ports
    today, mistakes = local_day(ports.clock()), []
    try:
        day = read_date(typed) if typed else today
    except BadInput as error:
        day, mistakes = today, [("day", field_error(error))]
    shop = ports.releases.current()[1].shop
    sheet = await call(settlement, ports.store, shop, day)
    context = {
        "staff": staff,
        "sheet": sheet,
        "typed": typed if mistakes else typed_date(day),
        "before": typed_date(day - timedelta(days=1)),
        "after": typed_date(day + timedelta(days=1)) if day < today else "",
        "till_words": lambda till: till_words(till, shop),
        "part_words": part_words,
        "KNOWN": KNOWN,
        "OWED_FOR": OWED_FOR,
        "MISMATCHES": MISMATCHES,
        "unit": UNIT_NAMES[shop.price_unit],
        "asked": _asked(request),
        "mistakes": mistakes,
    }
    return await render(request, "desk_settlement.html", context, status=422 if mistakes else 200, holder=token)


def _asked(request: Request) -> dict[str, int] | None:
    """Return what came of a press, told by the address it led to; None where nothing was pressed."""
    counts = {name: request.query_params.get(name, "") for name in ("told", "silent", "left")}
    short = all(count.isascii() and count.isdigit() and len(count) < _MOST_DIGITS for count in counts.values())
    return {name: int(count) for name, count in counts.items()} if short else None


ROUTES = [
    Route(_PATH, show_sheet),
    Route(_PATH, post_question, methods=["POST"]),
]
