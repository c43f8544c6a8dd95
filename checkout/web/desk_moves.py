"""A move pressed at the desk: read its form, make it, or tell why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import get_args

from starlette.requests import Request

from checkout.use_cases.desk import STAFF_EVENTS, DeskForm, move_order
from checkout.web.forms import Form
from checkout.web.pages import call, front
from checkout.web.report_form import read_paid_at
from checkout.web.words import STATES, field_error
from shop.calendar import read_date
from shop.errors import BadInput, OptionRefused, TransitionRefused
from shop.lifecycle import EventKind
from shop.money import Unit, read_number, read_paid
from shop.order import OrderCode
from shop.rules.handover import Taker
from shop.text import number_text
from shop.verdict import Refused

_LONGEST_NOTE = 500
_LONGEST_NAME = 60
_BESIDE = {"paid_at": "paid_on", "account_holder": "holder"}
"""The field beside which a mistake stands, where it bears another name."""
_TURN_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A move that was not made: what was typed, what is wrong with it, and the rule that refused it."""

    event: EventKind | None = None
    form: Form
    mistakes: tuple[tuple[str, str], ...] = ()
    refusal: Refused | None = None


def event_named(name: str) -> EventKind | None:
    """Return the staff's move of that name."""
    return next((event for event in STAFF_EVENTS if event == name), None)


async def press(request: Request, code: OrderCode, event: EventKind, staff: str, form: Form) -> Tried | None:
    """Make the move; return what stands in its way, None if nothing did."""
    typed = _read(form, front(request).unit)
    mistakes = [(error.field, field_error(error)) for error in form.errors]
    refusal: Refused | None = None
    if not mistakes:
        try:
            await call(move_order, front(request).ports, code, event, staff, typed)
        except BadInput as error:
            mistakes = [(error.field, field_error(error, front(request).unit))]
        except OptionRefused as error:
            refusal = error.verdict
        except TransitionRefused as error:
            mistakes = [("note", _too_late(error))]
    if not mistakes and refusal is None:
        return None
    beside = tuple((f"{event}-{_BESIDE.get(field, field)}", words) for field, words in mistakes)
    return Tried(event=event, form=form, mistakes=beside, refusal=refusal)


def _too_late(error: TransitionRefused) -> str:
    state = STATES[error.state]
    return f"این کار ثبت نشد: سفارش اکنون «{state}» است یا از وقتی دیدید عوض شده. شاید همکارتان پیش‌تر انجامش داده است؛ سرگذشت را ببینید."


def _read(form: Form, unit: Unit) -> DeskForm:
    taker = next((known for known in get_args(Taker) if known == form.raw("taker")), None)
    return DeskForm(
        note=form.text("note", _LONGEST_NOTE),
        reference=form.text("reference", _LONGEST_NAME),
        tracking=form.text("tracking", _LONGEST_NAME),
        insurance=form.text("insurance", _LONGEST_NAME),
        looked_over=form.checked("looked_over"),
        way=form.text("way", _LONGEST_NAME),
        amount=_money(form, "amount", unit),
        taken=form.raw("taken"),
        collector=form.text("collector", _LONGEST_NAME),
        card=number_text(form.text("card", _LONGEST_NAME)),
        holder=form.text("holder", _LONGEST_NAME),
        paid_at=read_paid_at(form) if form.raw("paid_on") or form.raw("paid_time") else None,
        identity_checked=form.checked("identity_checked"),
        taker=taker or "recipient",
        documents_matched=form.checked("documents_matched"),
        photo=form.text("photo", _LONGEST_NAME),
        receipt_signed=form.checked("receipt_signed"),
        why=form.text("why", _LONGEST_NAME),
        report=form.text("report", _LONGEST_NAME),
        market_value=_money(form, "market_value", unit),
        insists=form.checked("insists"),
        intact=form.checked("intact"),
        sku=form.text("sku", _LONGEST_NAME),
        quantity=form.read("quantity", _count, 0),
        new_sku=form.text("new_sku", _LONGEST_NAME),
        until=form.read("until", _day, None),
        officer=form.checked("officer"),
        not_buyers=form.checked("not_buyers"),
        found=form.text("found", _LONGEST_NAME),
        carriage_out=_money(form, "carriage_out", unit),
        carriage_back=_money(form, "carriage_back", unit),
        account=form.text("account", _LONGEST_NAME),
        out_of=form.text("out_of", _LONGEST_NAME),
        seen=int(seen)
        if (seen := form.raw("seen")).isascii() and seen.isdigit() and len(seen) <= _TURN_DIGITS
        else None,
    )


def _money(form: Form, name: str, unit: Unit) -> int:
    if not form.raw(name).strip():
        return 0
    return form.read(name, lambda typed: int(read_paid(typed, unit, name)), 0)


def _count(typed: str) -> int:
    if not typed.strip():
        return 0
    try:
        return read_number(typed)
    except BadInput as error:
        raise BadInput("quantity", "not_whole", typed) from error


def _day(typed: str) -> date | None:
    if not typed.strip():
        return None
    try:
        return read_date(typed)
    except BadInput as error:
        raise BadInput("until", "bad_date", typed) from error
