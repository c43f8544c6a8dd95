"""What a buyer reports of a transfer, and when staff may say that it has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from shop.calendar import local_day
from shop.errors import BadInput
from shop.money import Rials
from shop.order import Order
from shop.rules.waiting import open_report
from shop.terms import ReportField, Shop
from shop.verdict import Allowed, Reason, Verdict, refused
from shop.working_time import is_working_day, working_day_after

_CARD_DIGITS = 4


@dataclass(frozen=True, slots=True)
class NotAWorkingDay(Reason):
    """Such a payment is confirmed on working days only; the next one is ``opens``."""

    code: ClassVar[str] = "not_a_working_day"
    opens: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a buyer says of a transfer: rials, the slip's number or the card's last four digits, whose account, when (UTC)."""

    amount: int
    reference: str = ""
    card: str = ""
    holder: str = ""
    paid_at: datetime | None = None


def report_fields(shop: Shop) -> tuple[ReportField, ...]:
    """BAQ-013, CHI-015: return what a report tells besides the amount."""
    return shop.report.fields if shop.report else ("reference",)


def check_report(shop: Shop, order: Order, report: Report, at: datetime) -> None:
    """BAQ-013, CHI-015: check that a report says all that this shop asks.

    Raises:
        BadInput: the first of its problems.
    """
    for problem in report_problems(shop, order, report, at):
        raise problem


def report_problems(shop: Shop, order: Order, report: Report, at: datetime) -> Iterator[BadInput]:
    """BAQ-013, CHI-015: yield all that is wrong with a report: another amount, something missing, short, or to come."""
    fields = report_fields(shop)
    if report.amount not in amounts_asked(order):
        yield BadInput("amount", "wrong_amount", str(report.amount), due=order.due)
    if report.card and not (len(report.card) == _CARD_DIGITS and report.card.isascii() and report.card.isdigit()):
        yield BadInput("card", "four_digits", report.card)
    if "reference" in fields and not report.reference:
        yield BadInput("reference", "missing")
    if "reference_or_card" in fields and not (report.reference or report.card):
        yield BadInput("reference", "slip_or_card")
    if "holder" in fields and not report.holder:
        yield BadInput("holder", "missing")
    if "paid_at" in fields and report.paid_at is None:
        yield BadInput("paid_at", "missing")
    if report.paid_at is not None and report.paid_at > at:
        yield BadInput("paid_at", "in_future", report.paid_at.isoformat())


def amounts_asked(order: Order) -> frozenset[int]:
    """BAQ-013, BAK-119: return what a transfer may have been of, in rials: what is due, and what was before prices fell.

    Who transferred before a drop is told of by that amount; the excess goes back.
    """
    due, found = int(order.due), {int(order.due)}
    for event in reversed(order.events):
        if event.kind == "transfer_promised":
            break
        if event.kind == "repriced":
            due -= int(event.facts["change"])
            found.add(due)
    return frozenset(found)


def amounts_confirmed(order: Order) -> frozenset[int]:
    """BAQ-013: return what the transfers were of that staff, or the bank's statement, confirmed for an order, in rials."""
    return frozenset(int(event.facts["paid"]) for event in order.events if event.kind == "transfer_confirmed")


def report_facts(report: Report) -> dict[str, str]:
    """Return a report as an event keeps it."""
    told = {
        "reported": str(report.amount),
        "reference": report.reference,
        "card": report.card,
        "holder": report.holder,
        "paid_at": report.paid_at.isoformat() if report.paid_at else "",
    }
    return {name: value for name, value in told.items() if value}


def may_confirm(shop: Shop, order: Order, at: datetime) -> Verdict:
    """CHI-017: may staff say today that the money has come?"""
    opens = looked_at_from(shop, order, at)
    if opens > local_day(at):
        return refused(NotAWorkingDay(opens), shop.report.clause if shop.report else None)
    return Allowed()


def looked_at_from(shop: Shop, order: Order, at: datetime) -> date:
    """CHI-017: return the first day on which staff look at this order's transfer: today, or the next working day."""
    today = local_day(at)
    bound = any(one.kind == order.payment and one.working_days_only for one in shop.payment)
    return working_day_after(shop, today, 1) if bound and not is_working_day(shop, today) else today


def transferred(order: Order) -> Rials:
    """Return what staff confirm, in rials: what was reported, though a price may have fallen since; else what is due."""
    report = open_report(order)
    return Rials(int(report.facts["reported"])) if report else order.due
