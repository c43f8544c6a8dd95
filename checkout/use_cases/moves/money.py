"""Moves of money: a transfer confirmed or not, money at the door, a refund."""

from __future__ import annotations

from checkout.use_cases.bank_references import use_once
from checkout.use_cases.moves.acting import Acting, Facts, needed
from shop.errors import BadInput
from shop.rules.refund import refund_of
from shop.rules.transfer import may_confirm, transferred


def confirm_transfer(acting: Acting) -> Facts:
    """BAQ-013, CHI-016, CHI-017: the money has come, by the bank's own reference."""
    acting.check(may_confirm(acting.shop, acting.order, acting.at))
    reference = needed("reference", acting.form.reference)
    use_once(acting.tx, reference, acting.order.code)
    return {"paid": str(transferred(acting.order)), "reference": reference}


def reject_transfer(acting: Acting) -> Facts:
    """CHI-016: no such money has come; the buyer is told why, and may report anew."""
    needed("note", acting.form.note)
    return {}


def take_at_the_door(acting: Acting) -> Facts:
    """BAQ-016, BAQ-017, PAY-037: what the courier was given, never more than is due."""
    form, due = acting.form, acting.order.due
    if not 0 < form.amount <= due:
        raise BadInput("amount", "not_due", str(form.amount), due=due)
    if form.by_card:
        return {"paid": str(form.amount), "taken": "card", "reference": needed("reference", form.reference)}
    return {"paid": str(form.amount), "taken": "cash"}


def refund(acting: Acting) -> Facts:
    """BAQ-075, ATR-040: what went back, and each fee that was kept, on its own."""
    reference = needed("reference", acting.form.reference)
    use_once(acting.tx, reference, acting.order.code)
    due = refund_of(acting.shop, acting.order)
    kept = {f"deducted:{name}": str(amount) for name, amount in due.deductions}
    deducted = {"deducted": str(due.deducted)} if kept else {}
    return {"refunded": str(due.amount), "reference": reference, **deducted, **kept}
