"""How the book follows the moves of staff: whether one may be made of an order now, and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shop.calendar import TEHRAN
from shop.lifecycle import EventKind
from shop.public_holidays import is_holiday
from tests.life.book import Book
from tests.life.papers import IN_THE_SHOP, NAME, REPORTER, Paper, Stated
from tests.life.shops import SKUS, terms

_FRIDAY = 4


@dataclass(frozen=True, kw_only=True)
class Press:
    """What is pressed at the desk: with a reason, a SKU, a bank's number or an amount in rials where the move needs one.

    ``account`` is the kind of account that the buyer states for a refund, and in whose name.
    ``seen``, if not None, is how many events the page showed that was pressed.
    """

    paper: int
    event: EventKind
    why: str = ""
    sku: str = SKUS[0]
    reference: str = ""
    intact: bool = True
    amount: int = 0
    account: Stated = ("sheba", NAME)
    seen: int | None = None


def _confirm(move: Press, book: Book, paper: Paper) -> bool:
    day = book.now.astimezone(TEHRAN).date()
    closed = day.weekday() == _FRIDAY or is_holiday(day, terms(book.facts).holidays)
    if paper.state != "awaiting_transfer" or (closed and paper.method in book.facts.weekdays_only):
        return False
    if move.reference in book.references:
        return False
    holder = REPORTER if paper.reported else NAME
    amount, theirs = paper.reported or (paper.due, move.reference)
    book.references |= {move.reference, theirs}
    paper.takes(paper.method, amount, holder)
    paper.happens("transfer_confirmed", "queued")
    return True


def _reject(_: Press, book: Book, paper: Paper) -> bool:
    if paper.state != "awaiting_transfer" or paper.reported is None:
        return False
    paper.happens("transfer_rejected")
    paper.takes_report_back(book.now)
    return True


def _prepare(_: Press, __: Book, paper: Paper) -> bool:
    if paper.state != "queued" or "prepared" in paper.events:
        return False
    paper.happens("prepared", "preparing")
    return True


def _dispatch(_: Press, __: Book, paper: Paper) -> bool:
    settled = paper.due == 0 or paper.method == "cash_on_delivery"
    prepared = "prepared" in paper.events
    if paper.state not in {"queued", "preparing"} or not prepared or not settled or paper.asked_to_cancel:
        return False
    paper.happens("dispatched", "dispatched")
    return True


def _take_money(move: Press, __: Book, paper: Paper) -> bool:
    if paper.state != "dispatched" or paper.method != "cash_on_delivery" or not 0 < move.amount <= paper.due:
        return False
    paper.takes("cash", move.amount)
    paper.happens("door_payment_taken")
    return True


def _deliver(_: Press, __: Book, paper: Paper) -> bool:
    if paper.state != "dispatched" or paper.due:
        return False
    paper.happens("delivered", "delivered")
    return True


def _fail(_: Press, book: Book, paper: Paper) -> bool:
    if paper.state != "dispatched" or not book.facts.resends:
        return False
    paper.happens("delivery_failed")
    return True


def _send_back(move: Press, __: Book, paper: Paper) -> bool:
    unpaid = move.why == "unpaid"
    if paper.state != "dispatched" or (unpaid and (paper.method != "cash_on_delivery" or not paper.due)):
        return False
    paper.came_unpaid = unpaid
    paper.happens("sent_back", "returning")
    return True


def _come_back(_: Press, __: Book, paper: Paper) -> bool:
    if paper.state != "returning":
        return False
    paper.happens("came_back", "returned")
    return True


def _resend(_: Press, __: Book, paper: Paper) -> bool:
    if paper.state != "returned":
        return False
    paper.happens("resend_agreed", "preparing")
    return True


def _close_line(move: Press, book: Book, paper: Paper) -> bool:
    if paper.state not in IN_THE_SHOP or move.sku not in paper.lines or sum(paper.units.values()) == 1:
        return False
    line = paper.lines[move.sku]
    line[0] -= 1
    paper.total -= line[1]
    if not line[0]:
        del paper.lines[move.sku]
    if move.why == "buyer":
        book.give_back({move.sku: 1})
    paper.happens("line_closed")
    return True


def _cancel(move: Press, book: Book, paper: Paper) -> bool:
    if not _may_cancel(move, book, paper):
        return False
    kept = paper.state == "returned" and not move.intact
    lost = next(iter(paper.lines)) if len(paper.lines) == 1 else move.sku
    back = {sku: n for sku, n in paper.units.items() if not (move.why == "stock" and sku == lost)}
    if not kept:
        book.give_back(back)
    paper.asked_to_cancel = False
    paper.happens("cancelled", "cancelled")
    return True


def _may_cancel(move: Press, book: Book, paper: Paper) -> bool:
    here = paper.state in IN_THE_SHOP
    if move.why == "other":
        return here or paper.state == "returned"
    if move.why == "buyer":
        return here or (paper.state == "returned" and book.facts.resends and move.intact)
    if move.why == "stock":
        return here and (len(paper.lines) == 1 or move.sku in paper.lines)
    unpaid = book.facts.rescinds and paper.method == "cash_on_delivery" and paper.due > 0
    return unpaid and (paper.state == "dispatched" or (paper.state == "returned" and paper.came_unpaid))


def _refuse(_: Press, __: Book, paper: Paper) -> bool:
    if not paper.asked_to_cancel or paper.state != "preparing":
        return False
    paper.asked_to_cancel = False
    paper.happens("cancel_refused")
    return True


def _state_account(move: Press, book: Book, paper: Paper) -> bool:
    asked = paper.asked_account(payer_only=book.facts.refunds_payer)
    if asked is None or not paper.fits(move.account, asked):
        return False
    paper.stated = move.account
    paper.happens("account_declared")
    return True


def _refund(move: Press, book: Book, paper: Paper) -> bool:
    if not paper.owed or move.reference in book.references:
        return False
    asked = paper.asked_account(payer_only=book.facts.refunds_payer)
    if asked is not None and not paper.fits(paper.stated, asked):
        return False
    book.references.add(move.reference)
    gone = min(paper.owed, paper.payments[-1][1]) if book.facts.refunds_payer else paper.owed
    whole = gone == paper.owed
    paper.gives(gone)
    if whole:
        paper.happens("refunded", "refunded" if paper.state in {"cancelled", "needs_refund"} else "")
    else:
        paper.happens("part_refunded")
    return True


FORETOLD: Mapping[EventKind, Callable[[Press, Book, Paper], bool]] = {
    "transfer_confirmed": _confirm,
    "transfer_rejected": _reject,
    "prepared": _prepare,
    "dispatched": _dispatch,
    "door_payment_taken": _take_money,
    "delivered": _deliver,
    "delivery_failed": _fail,
    "sent_back": _send_back,
    "came_back": _come_back,
    "resend_agreed": _resend,
    "line_closed": _close_line,
    "cancelled": _cancel,
    "cancel_refused": _refuse,
    "refunded": _refund,
    "account_declared": _state_account,
}
