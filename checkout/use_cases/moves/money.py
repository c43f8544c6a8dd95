"""Moves of money: a transfer confirmed or not, a refund."""

from __future__ import annotations

from checkout.use_cases.bank_references import check_unused, use_once, use_up
from checkout.use_cases.moves.acting import Acting, Facts, needed
from shop.rules.refund import refund_of
from shop.rules.transfer import Report, check_report, may_confirm, report_facts, transferred
from shop.rules.waiting import open_report


def note_report(acting: Acting) -> Facts:
    """BAQ-013, BAQ-020, T-BAQ-03: what a buyer reported by SMS or by phone, as the order's page would have asked it."""
    form = acting.form
    report = Report(
        amount=form.amount, reference=form.reference, card=form.card, holder=form.holder, paid_at=form.paid_at
    )
    check_report(acting.shop, acting.order, report, acting.at)
    if report.reference:
        check_unused(acting.tx, report.reference)
    return report_facts(report)


def confirm_transfer(acting: Acting) -> Facts:
    """BAQ-013, CHI-016, CHI-017: the money has come, by the bank's own reference.

    The number that its buyer reported, if it was another, settles no other order either.
    """
    acting.check(may_confirm(acting.shop, acting.order, acting.at))
    reference = needed("reference", acting.form.reference)
    use_once(acting.tx, reference, acting.order.code)
    reported = open_report(acting.order)
    if reported and (theirs := reported.facts.get("reference")):
        use_up(acting.tx, theirs, acting.order.code)
    return {"paid": str(transferred(acting.order)), "reference": reference}


def reject_transfer(acting: Acting) -> Facts:
    """CHI-016: no such money has come; the buyer is told why, and may report anew."""
    needed("note", acting.form.note)
    return {}


def refund(acting: Acting) -> Facts:
    """BAQ-075, ATR-040: what went back, and each fee that was kept, on its own."""
    reference = needed("reference", acting.form.reference)
    use_once(acting.tx, reference, acting.order.code)
    due = refund_of(acting.shop, acting.order)
    kept = {f"deducted:{name}": str(amount) for name, amount in due.deductions}
    deducted = {"deducted": str(due.deducted)} if kept else {}
    return {"refunded": str(due.amount), "reference": reference, **deducted, **kept}
