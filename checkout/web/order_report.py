"""The buyer reports a transfer on the order's page, with a picture of the receipt if they like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.pictures import MOST_BYTES, redraw
from checkout.use_cases.claims import report_transfer
from checkout.use_cases.order_terms import terms_of
from checkout.use_cases.receipt_pictures import count_try
from checkout.web.forms import Form, check_length
from checkout.web.order_page import order_page, tracked
from checkout.web.pages import call, front, guard, see
from checkout.web.report_form import read_report
from checkout.web.threads import Threads
from checkout.web.uploads import Upload, read_upload
from checkout.web.words import field_error
from shop.errors import BadInput, TooManyRequests
from shop.order import Order
from shop.rules.transfer import Report, report_problems

_DRAWING = Threads(1)
"""Pictures are drawn one after the other, so that many of them cost the memory of one and delay nobody but each other."""
_TOO_LARGE = 413
_AT_ONCE = 2
"""Who presses again while a picture is on its way is not turned away."""
_SOON = 5
"""Seconds."""
_under_way: Counter[str] = Counter()


async def post_report(request: Request) -> Response:
    """BAQ-013, BAQ-020, CHI-015: read the report, keep it, and lead back to the order; what is wrong stands by its field."""
    order, attempts = await tracked(request)
    with _one_of_few(request, order.code):
        async with read_upload(request, "picture", MOST_BYTES) as (form, upload):
            guard(request, form, f"order:{order.code}")
            try:
                await _report(request, form, upload, order)
            except BadInput as error:
                form.errors.append(error)
    if not form.errors:
        return see(f"/orders/{order.link}")
    unit = front(request).unit
    mistakes = [("paid_on" if one.field == "paid_at" else one.field, field_error(one, unit)) for one in form.errors]
    page = await order_page(request, order, attempts, form, mistakes)
    if any(error.problem == "too_large" for error in form.errors):
        page.status_code = _TOO_LARGE
    return page


@contextmanager
def _one_of_few(request: Request, code: str) -> Iterator[None]:
    """Let so many posts about one order be read at a time: each takes up to a megabyte of memory while it comes.

    Raises:
        HTTPException: 413 for one that says itself that it is too large.
        TooManyRequests: others are under way; this one is not read.
    """
    if _under_way[code] >= _AT_ONCE:
        check_length(request, MOST_BYTES)
        raise TooManyRequests("uploads", _SOON)
    _under_way[code] += 1
    try:
        yield
    finally:
        _under_way[code] -= 1
        if not _under_way[code]:
            del _under_way[code]


async def _report(request: Request, form: Form, upload: Upload | None, order: Order) -> None:
    ports = front(request).ports
    report = await call(_read, request, form, order)
    if upload is not None and form.errors:
        # A browser does not keep a chosen file; whoever corrects the rest has to be told.
        raise BadInput("picture", "choose_again")
    jpeg = b""
    if upload is not None:
        await call(count_try, ports, order.code)
        jpeg = await _DRAWING.run(partial(_redrawn, upload))
    if not form.errors:
        await call(report_transfer, ports, order.code, report, jpeg)


def _redrawn(upload: Upload) -> bytes:
    return redraw(upload.read())


def _read(request: Request, form: Form, order: Order) -> Report:
    """Read the report, and note all that is wrong with it at once."""
    ports = front(request).ports
    shop = terms_of(ports, order)
    read = read_report(form, shop)
    wrong = {"paid_at" if error.field in {"paid_on", "paid_time"} else error.field for error in form.errors}
    if order.state == "awaiting_transfer":
        problems = report_problems(shop, order, read, ports.clock())
        form.errors.extend(problem for problem in problems if problem.field not in wrong)
    return read


ROUTES = [Route("/orders/{link}/transfer", post_report, methods=["POST"])]
