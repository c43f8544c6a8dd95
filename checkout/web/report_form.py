"""Read what a buyer reports of a transfer: only what this shop asks for."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from checkout.web.forms import Form
from shop.calendar import TEHRAN, read_date
from shop.errors import BadInput
from shop.money import Rials, read_paid
from shop.rules.transfer import Report, report_fields
from shop.terms import Shop
from shop.text import ascii_digits, normalise, number_text

_LONGEST_REFERENCE = 40
_LONGEST_NAME = 60
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")


def read_report(form: Form, shop: Shop) -> Report:
    """BAQ-013, BAQ-020, CHI-015: return the report; what cannot be read is noted in the form."""
    fields = report_fields(shop)
    slip_or_card = "reference_or_card" in fields
    return Report(
        amount=form.read("amount", lambda typed: read_paid(typed, shop.price_unit), Rials(0)),
        reference=ascii_digits(form.text("reference", _LONGEST_REFERENCE, needed="reference" in fields)),
        card=number_text(form.text("card", _LONGEST_REFERENCE)) if slip_or_card else "",
        holder=form.text("holder", _LONGEST_NAME, needed=True) if "holder" in fields else "",
        paid_at=read_paid_at(form) if "paid_at" in fields else None,
    )


def read_paid_at(form: Form) -> datetime | None:
    """CHI-015: return the moment (UTC) that the form's day and time in Tehran name, None if they cannot be read."""
    day, clock = form.read("paid_on", _day, None), form.read("paid_time", _clock, None)
    return datetime.combine(day, clock, TEHRAN).astimezone(UTC) if day and clock is not None else None


def _day(typed: str) -> date:
    if not typed.strip():
        raise BadInput("paid_on", "missing")
    try:
        return read_date(typed)
    except BadInput as error:
        raise BadInput("paid_on", "bad_date", typed) from error


def _clock(typed: str) -> time:
    if not typed.strip():
        raise BadInput("paid_time", "missing")
    match = _TIME.fullmatch(ascii_digits(normalise(typed)))
    if match is None:
        raise BadInput("paid_time", "bad_time", typed)
    return time(int(match[1]), int(match[2]))
