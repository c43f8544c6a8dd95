"""What staff make happen to an order: what each move needs to be told, and the facts that it leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from checkout.use_cases.moves import door, ending, going_back, goods, money, returning, sending, talk
from checkout.use_cases.moves.acting import Acting, DeskForm, Facts
from shop.lifecycle import EventKind

__all__ = ["FACTS", "Acting", "DeskForm", "Facts"]


def _nothing(_: Acting) -> Facts:
    return {}


FACTS: Mapping[EventKind, Callable[[Acting], Facts]] = {
    "transfer_confirmed": money.confirm_transfer,
    "transfer_reported": money.note_report,
    "transfer_rejected": money.reject_transfer,
    "confirmed": _nothing,
    "prepared": _nothing,
    "method_set": sending.set_way,
    "dispatched": sending.dispatch,
    "door_payment_taken": door.take_money,
    "delivered": door.deliver,
    "return_agreed": returning.agree,
    "goods_arrived": returning.arrive,
    "delivery_failed": door.fail,
    "answered": _nothing,
    "sent_back": door.send_back,
    "came_back": _nothing,
    "resend_agreed": door.resend,
    "information_asked": talk.ask,
    "information_given": talk.note_answer,
    "line_closed": goods.close_line,
    "substitute_offered": goods.offer_substitute,
    "date_proposed": talk.propose_date,
    "cancel_refused": talk.refuse_cancel,
    "cancelled": ending.cancel,
    "account_asked": going_back.ask_account,
    "account_declared": going_back.note_account,
    "refunded": going_back.refund,
    "reverse_refused": going_back.refuse_reversal,
}
"""Every move of the staff's, in the order the desk shows them; all else is the buyer's, the bank's or the clock's."""
