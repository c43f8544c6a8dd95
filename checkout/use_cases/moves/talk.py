"""Moves that are talk with the buyer: a question, its answer, a new due date, a request refused."""

from __future__ import annotations

from checkout.use_cases.moves.acting import Acting, Facts, needed
from shop.calendar import local_day
from shop.errors import BadInput
from shop.working_time import end_of


def ask(acting: Acting) -> Facts:
    """BAQ-079, BAK-046, PAY-013: what the buyer is asked; the order is held until they answer."""
    needed("note", acting.form.note)
    return {}


def note_answer(acting: Acting) -> Facts:
    """BAQ-079: what the buyer answered by phone."""
    needed("note", acting.form.note)
    return {}


def propose_date(acting: Acting) -> Facts:
    """PAY-035: another day by which it arrives, to its end; one that is still to come."""
    until = acting.form.until
    if until is None:
        raise BadInput("until", "missing")
    if until <= local_day(acting.at):
        raise BadInput("until", "not_to_come", until.isoformat())
    return {"until": end_of(until).isoformat()}


def refuse_cancel(acting: Acting) -> Facts:
    """ATR-005: why the order goes on although its buyer asked to cancel it."""
    needed("note", acting.form.note)
    return {}
