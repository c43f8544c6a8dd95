"""Moves of money that comes: a transfer reported, confirmed, or not."""

from __future__ import annotations

from checkout.kinds import STATEMENT_LINES
from checkout.use_cases.bank_references import check_unused
from checkout.use_cases.match_transfers import lines_of, went_back
from checkout.use_cases.moves.acting import Acting, Facts, needed
from checkout.use_cases.settle_transfers import confirmed, number_of
from shop.errors import BadInput
from shop.rules.transfer import Report, check_report, may_confirm, report_facts, transferred
from shop.statement import StatementLine


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
    """BAQ-013, CHI-016, CHI-017: the money has come, by the bank's own reference, or by a line of its statement.

    Raises:
        BadInput: ``bank_says`` another amount; it ``went_back``; the reference is ``missing``, or ``already_used``.
    """
    acting.check(may_confirm(acting.shop, acting.order, acting.at))
    line = _line_meant(acting)
    reference = acting.form.reference if line is None else number_of(line, acting.order)
    return confirmed(acting.tx, acting.order, needed("reference", reference), line)


def _line_meant(acting: Acting) -> StatementLine | None:
    """Return the line of the bank's statement that says so, None where nothing of that number was imported."""
    tx, order, form = acting.tx, acting.order, acting.form
    if form.line:
        line = tx.get(STATEMENT_LINES, form.line)
        found = [line] if line is not None and line.waits else []
        if not found:
            raise BadInput("reference", "already_used", form.line)
    else:
        found = lines_of(tx, order, form.reference) if form.reference else []
    same = [line for line in found if line.amount == transferred(order)]
    if found and not same:
        raise BadInput("reference", "bank_says", form.reference, due=found[0].amount)
    standing = [line for line in same if not went_back(tx, line)]
    if same and not standing:
        raise BadInput("reference", "went_back", form.reference)
    return standing[0] if standing else None


def reject_transfer(acting: Acting) -> Facts:
    """CHI-016: no such money has come; the buyer is told why, and may report anew."""
    needed("note", acting.form.note)
    return {}
