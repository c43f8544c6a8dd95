"""What a buyer may do with their order without being asked: report a transfer, cancel, ask to cancel, rescind."""

from __future__ import annotations

from checkout.ports import Ports
from checkout.store import Transaction, retried
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.bank_references import check_unused
from checkout.use_cases.declare_force_majeure import periods_in
from checkout.use_cases.order_terms import terms_of
from checkout.use_cases.receipt_pictures import jpeg_in, keep_picture
from shop.errors import BadInput, DeadlinePassed, TransitionRefused
from shop.order import Order, OrderCode
from shop.rules.cancel import may_cancel_own, may_request_cancel
from shop.rules.force_majeure import with_time_back
from shop.rules.late import may_rescind
from shop.rules.transfer import Report, check_report, report_facts
from shop.rules.waiting import open_report


@retried
def report_transfer(ports: Ports, code: OrderCode, report: Report, jpeg: bytes = b"") -> Order:
    """BAQ-013, CHI-015, CHI-016: note what the buyer says to have transferred; staff still have to confirm it.

    ``jpeg`` is a picture of the receipt that we drew ourselves; it is kept with the report or not at all. What is
    pressed twice is one report.

    Raises:
        BadInput: something is missing, the amount is not the order's, the reference has settled another order, or there
            are too many pictures.
        DeadlinePassed: the window to finalise is over.
        TransitionRefused: no transfer is waited for.
    """
    with ports.store.transaction() as tx:
        order, at = order_in(tx, code), ports.clock()
        if order.state != "awaiting_transfer":
            raise TransitionRefused(order.state, "transfer_reported")
        until = with_time_back(order, periods_in(tx, ports), at).finalise_by
        if until and at > until:
            raise DeadlinePassed(until)
        check_report(terms_of(ports, order), order, report, at)
        if report.reference:
            check_unused(tx, report.reference)
        facts = report_facts(report)
        if _is_told_already(tx, order, facts, jpeg):
            return order
        if jpeg:
            facts |= {"picture": keep_picture(tx, order, jpeg, at)}
        return advance(tx, ports, order, "transfer_reported", by="buyer", facts=facts)


def _is_told_already(tx: Transaction, order: Order, facts: dict[str, str], jpeg: bytes) -> bool:
    """Does this very report wait for staff already, with this very picture if there is one?"""
    report = open_report(order)
    if report is None:
        return False
    told = dict(report.facts)
    picture = told.pop("picture", "")
    return told == facts and (not jpeg or (picture != "" and jpeg_in(tx, picture) == jpeg))


@retried
def cancel_own(ports: Ports, code: OrderCode) -> Order:
    """BAQ-030, ATR-005: cancel at the buyer's own wish, up to the state that the shop names.

    Raises:
        TransitionRefused: it has gone further; staff decide.
    """
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        if not may_cancel_own(terms_of(ports, order), order).allowed:
            raise TransitionRefused(order.state, "cancelled")
        return advance(tx, ports, order, "cancelled", by="buyer", facts={"why": "buyer"})


@retried
def request_cancel(ports: Ports, code: OrderCode, note: str) -> Order:
    """BAQ-031, ATR-005, ATR-028: ask staff to cancel, and say why.

    Raises:
        BadInput: no word of why.
        TransitionRefused: there is nothing to ask for, or it was asked already.
    """
    if not note:
        raise BadInput("cancel_note", "missing")
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        if not may_request_cancel(terms_of(ports, order), order).allowed:
            raise TransitionRefused(order.state, "cancel_requested")
        return advance(tx, ports, order, "cancel_requested", by="buyer", note=note)


@retried
def rescind(ports: Ports, code: OrderCode) -> Order:
    """PAY-035: end an order whose due date failed, at no cost.

    Raises:
        TransitionRefused: the due date still stands, or the shop's terms know no such right.
    """
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        if not may_rescind(terms_of(ports, order), order, ports.clock()).allowed:
            raise TransitionRefused(order.state, "cancelled")
        return advance(tx, ports, order, "cancelled", by="buyer", facts={"why": "late"})
