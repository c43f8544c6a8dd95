"""Moves at the buyer's door: paid there, handed over, nobody there, sent back, sent again."""

from __future__ import annotations

from checkout.use_cases.bank_references import use_once
from checkout.use_cases.moves.acting import Acting, Facts, needed, told
from shop.errors import BadInput
from shop.promises import promise
from shop.rules.absence import resend_fee, return_reasons, tries
from shop.rules.handover import Handing, may_close
from shop.rules.way import way_of


def take_money(acting: Acting) -> Facts:
    """BAQ-016, BAQ-017, PAY-037: what was paid there, never more than is due; who has the cash, or which slip shows it.

    The number of a terminal's slip settles this order only. Less than is due is booked, and the rest stays due.
    """
    form, due = acting.form, acting.order.due
    if not 0 < form.amount <= due:
        raise BadInput("amount", "not_due", str(form.amount), due=due)
    if form.taken == "card":
        reference = needed("reference", form.reference)
        use_once(acting.tx, reference, acting.order.code)
        return told(paid=str(form.amount), taken="card", reference=reference, collector=form.collector)
    if form.taken == "cash":
        return {"paid": str(form.amount), "taken": "cash", "collector": needed("collector", form.collector)}
    raise BadInput("taken", "missing_choice", form.taken)


def deliver(acting: Acting) -> Facts:
    """BAQ-018, CHI-007, CHI-008, PAY-036, PAY-037: handed to the right one, all paid, with what was seen and signed."""
    form = acting.form
    handing = Handing(
        identity_checked=form.identity_checked,
        taker=form.taker,
        documents_matched=form.documents_matched,
        photo=form.photo,
    )
    acting.check(may_close(acting.shop, acting.order, handing))
    return told(
        identity="checked" if form.identity_checked else "",
        taker=form.taker if acting.shop.identity.only_named else "",
        documents="matched" if form.documents_matched else "",
        photo=form.photo,
        receipt="signed" if form.receipt_signed and acting.shop.receipt else "",
    )


def fail(acting: Acting) -> Facts:
    """ATR-017, CHI-019: nobody was there, for the first or a later time."""
    return {"try": str(tries(acting.order) + 1)}


def send_back(acting: Acting) -> Facts:
    """BAQ-041, PAY-038, CHI-023, ATR-041, ATR-044, ATR-045: it comes back, and why; with the carrier's report of a damage."""
    why = acting.form.why
    if why not in return_reasons(acting.shop, acting.order):
        raise BadInput("why", "missing_choice", why)
    if why == "other" and not acting.form.note:
        raise BadInput("note", "missing")
    return told(why=why, report=acting.form.report)


def resend(acting: Acting) -> Facts:
    """ATR-016, BAQ-041: it is sent again, for a fee that is due before it leaves, or for none; promised anew."""
    fee, way = resend_fee(acting.shop, acting.order), way_of(acting.shop, acting.order)
    return told(
        change=str(fee) if fee else "",
        until=promise(acting.shop, acting.at, way.working_days).latest.isoformat() if way else "",
    )
