"""An explanation as a table of ids: one row for each delivery and payment, its verdict, reason, clause, fee and dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from persiantools.jdatetime import JalaliDate

from scripts.lib.explanation import DeliveryAnswer, Explanation
from shop.calendar import local_day
from shop.verdict import Clause, Refused, Verdict

_HEAD = ("delivery", "payment", "open", "reason", "clause", "rials", "from", "to")
Row = tuple[str, ...]


def as_table(explanation: Explanation) -> Iterator[str]:
    """Return the table's lines; ``rials`` is what is paid with the order in all, ``from`` and ``to`` are Jalali."""
    rows = [_HEAD, *(row for answer in explanation.deliveries for row in _rows(answer))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _rows(answer: DeliveryAnswer) -> Iterator[Row]:
    option = answer.option
    name = option.delivery.id
    if not option.verdict.allowed:
        yield (name, "", *_verdict(option.verdict, option.delivery.clause), "", "", "")
        return
    dates = (_jalali(option.earliest), _jalali(option.latest))
    yield (name, "", *_verdict(option.verdict, option.delivery.clause), str(answer.payable), *dates)
    for payment in answer.payments:
        told = _verdict(payment.option.verdict, payment.option.payment.clause)
        yield (name, payment.option.payment.kind, *told, "", "", "")


def _verdict(verdict: Verdict, clause: Clause) -> Row:
    if isinstance(verdict, Refused):
        return ("no", verdict.reason.code, verdict.clause or "")
    return ("yes", "", clause)


def _jalali(moment: datetime) -> str:
    return str(JalaliDate.to_jalali(local_day(moment)))
