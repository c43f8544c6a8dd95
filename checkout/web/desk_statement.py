"""The desk's page «صورت‌حساب»: import what a bank says of an account, confirm what it confirms, see to the rest."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.use_cases.bank_statements import account_named, import_statement, told_until
from checkout.use_cases.desk import DeskForm, move_order
from checkout.use_cases.desk_orders import code_typed
from checkout.use_cases.match_transfers import Word, words_of_bank
from checkout.use_cases.settle_transfers import settle_transfers
from checkout.use_cases.stray_deposits import book_deposit, put_aside, stray_deposits, take_up
from checkout.web.desk_sign_in import staff_of
from checkout.web.forms import Form, beside_fields
from checkout.web.pages import call, front, guard, render, see
from checkout.web.turning import seen, turning
from checkout.web.uploads import Upload, read_upload
from checkout.web.words import field_error, where_in_file
from shop.errors import BadInput, NotFound, OptionRefused, SessionExpired, TransitionRefused
from shop.order import OrderCode
from shop.statement import MOST_BYTES
from shop.terms import StatementTerms
from shop.verdict import Refused

PATH = "/desk/statement"
_LONGEST = 60
_LONGEST_REASON = 200
_COUNT_DIGITS = 5


async def show_statement(request: Request) -> Response:
    """What the bank says of the reports that wait, and the deposits that nobody reported."""
    try:
        await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    return await _page(request, Form({}))


async def post_statement(request: Request) -> Response:
    """Import a file, confirm a report by the bank's word, book a deposit to an order, or put it aside."""
    try:
        staff, token = await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    async with read_upload(request, "file", MOST_BYTES) as (form, upload):
        guard(request, form, "desk-statement", token)
        move = _MOVES.get(form.raw("move"))
        if move is None:
            raise NotFound(form.raw("move")[:_LONGEST])
        done = PATH
        try:
            done = await move(request, form, upload, staff)
        except BadInput as error:
            form.errors.append(error)
        except OptionRefused as error:
            return await _page(request, form, refusal=error.verdict)
        except TransitionRefused:
            return await _page(request, form, late=form.raw("order")[:_LONGEST])
    return await _page(request, form) if form.errors else see(done)


async def _import(request: Request, form: Form, upload: Upload | None, staff: str) -> str:
    account = _account(request, form.raw("account")).id
    if form.errors:
        return PATH
    if upload is None:
        raise BadInput("file", "missing_choice")
    ports = front(request).ports
    done = await call(import_statement, ports, account, await call(upload.read), staff)
    form.errors.extend(done.wrong)
    settled = 0 if done.wrong else await call(settle_transfers, ports)
    return f"{PATH}?account={account}&added={done.added}&known={done.known}&settled={settled}"


async def _confirm(request: Request, form: Form, _: Upload | None, staff: str) -> str:
    asked = form.raw("seen")
    events = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < _COUNT_DIGITS else 0
    typed = DeskForm(line=form.raw("line")[:_LONGEST], seen=events)
    code = OrderCode(form.raw("order")[:_LONGEST])
    await call(move_order, front(request).ports, code, "transfer_confirmed", staff, typed)
    return _back(form)


async def _put_aside(request: Request, form: Form, _: Upload | None, staff: str) -> str:
    reason = form.text("reason", _LONGEST_REASON, needed=True)
    if not form.errors:
        await call(put_aside, front(request).ports, form.raw("line")[:_LONGEST], reason, staff)
    return _back(form)


async def _book(request: Request, form: Form, _: Upload | None, staff: str) -> str:
    typed = form.text("order", _LONGEST, needed=True)
    if not form.errors:
        code = code_typed(front(request).ports.releases.current()[1].shop, typed)
        await call(book_deposit, front(request).ports, form.raw("line")[:_LONGEST], code, staff)
        return f"/desk/orders/{code}"
    return _back(form)


async def _take_up(request: Request, form: Form, _: Upload | None, __: str) -> str:
    await call(take_up, front(request).ports, form.raw("line")[:_LONGEST])
    return f"{_back(form)}&aside=yes"


def _back(form: Form) -> str:
    account = form.raw("account")
    return f"{PATH}?account={account}" if account.isascii() and account.replace("-", "").isalnum() else f"{PATH}?"


_MOVES: Mapping[str, Callable[[Request, Form, Upload | None, str], Awaitable[str]]] = {
    "import": _import,
    "confirm": _confirm,
    "book": _book,
    "put_aside": _put_aside,
    "take_up": _take_up,
}


def _accounts(request: Request) -> Sequence[StatementTerms]:
    return front(request).ports.releases.current()[1].shop.statement


def _account(request: Request, name: str) -> StatementTerms:
    accounts = _accounts(request)
    if not accounts:
        raise NotFound(PATH)
    return account_named(accounts, name[:_LONGEST]) if name else accounts[0]


async def _page(request: Request, form: Form, *, refusal: Refused | None = None, late: str = "") -> Response:
    staff, token = await staff_of(request)
    ports = front(request).ports
    account = _account(request, request.query_params.get("account", "") or form.raw("account"))
    aside = request.query_params.get("aside") == "yes"
    said = await call(words_of_bank, ports)
    deposits = await call(stray_deposits, ports, account.id, seen(request), aside=aside)
    meant = {one.line.id for one in said if one.line is not None}
    unit = front(request).unit
    mistakes = [(error.field, where_in_file(error) + field_error(error, unit)) for error in form.errors]
    context = {
        "staff": staff,
        "account": account,
        "accounts": _accounts(request),
        "told_until": await call(told_until, ports, account.id),
        "said": {word: [one for one in said if one.word == word] for word in get_args(Word)},
        "deposits": [line for line in deposits.records if line.id not in meant],
        "aside": aside,
        "turning": turning(request, deposits),
        "done": _done(request),
        "refusal": refusal,
        "late": late,
        "tried_line": form.raw("line") if form.errors else "",
        "fields": form.shown(),
        "mistakes": mistakes,
        "errors": beside_fields(mistakes),
    }
    wrong = bool(mistakes or refusal or late)
    return await render(request, "desk_statement.html", context, status=422 if wrong else 200, holder=token)


def _done(request: Request) -> dict[str, int]:
    """Return what the import before this page did, as its address says; nothing depends on it."""
    told = {name: request.query_params.get(name, "") for name in ("added", "known", "settled")}
    numbers = {
        name: int(value)
        for name, value in told.items()
        if value.isascii() and value.isdigit() and len(value) < _COUNT_DIGITS
    }
    return numbers if len(numbers) == len(told) else {}


ROUTES = [
    Route(PATH, show_statement),
    Route(PATH, post_statement, methods=["POST"]),
]
