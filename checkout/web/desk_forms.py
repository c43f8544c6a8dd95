"""The forms of the desk for one order: each move that is allowed now, its button, what it asks and what it will do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checkout.web.desk_fields import FIELDS, NOTE, AtDesk, Field
from checkout.web.desk_return_fields import coming_words
from checkout.web.order_words import MOVES
from shop.lifecycle import EventKind
from shop.money import show_money
from shop.rules.absence import resend_fee
from shop.rules.refund import refund_of
from shop.rules.returned import open_return


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveForm:
    """One move as the desk offers it. ``aside``: it stands folded below the next steps."""

    event: EventKind
    verb: str
    said: str
    fields: tuple[Field, ...]
    aside: bool


_ASIDE: frozenset[EventKind] = frozenset(
    {
        "transfer_reported",
        "transfer_rejected",
        "delivery_failed",
        "sent_back",
        "line_closed",
        "substitute_offered",
        "information_asked",
        "date_proposed",
        "cancel_refused",
        "cancelled",
        "account_declared",
        "return_agreed",
        "reverse_refused",
    }
)


def move_forms(desk: AtDesk, moves: Iterable[EventKind]) -> tuple[MoveForm, ...]:
    """Return the forms of these moves, each with what it needs in this shop for this order."""
    return tuple(
        MoveForm(
            event=event,
            verb=MOVES[event],
            said=_said(desk, event),
            fields=tuple(FIELDS[event](desk)) if event in FIELDS else (NOTE,),
            aside=event in _ASIDE,
        )
        for event in moves
    )


def _said(desk: AtDesk, event: EventKind) -> str:
    """Return what staff should know before they press, '' if nothing."""
    unit = desk.shop.price_unit
    if event == "resend_agreed":
        fee = resend_fee(desk.shop, desk.order)
        return f"هزینه‌ی ارسال دوباره: {show_money(fee, unit)}، پیش از ارسال." if fee else "بی‌هزینه برای خریدار."
    if event == "goods_arrived" and (coming := open_return(desk.order)):
        return coming_words(desk, coming)
    if event == "refunded":
        due = refund_of(desk.shop, desk.order)
        kept = "، ".join(f"{name} {show_money(amount, unit)}" for name, amount in due.deductions)
        less = f" ({show_money(due.owed, unit)} پس از کسر {kept})" if kept else ""
        return f"مبلغ بازگشت: {show_money(due.amount, unit)}{less}."
    return ""
