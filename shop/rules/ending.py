"""For which reasons staff may end an order, and until when each of them reaches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from shop.lifecycle import IN_THE_SHOP
from shop.money import Rials, whole_percent
from shop.order import Order
from shop.order_lines import goods_now
from shop.rules.cancel import NotThisReason, TooFarAlong, past_its_class
from shop.rules.late import may_rescind
from shop.terms import Shop
from shop.verdict import Allowed, Clause, Reason, Refused, Verdict, refused

CancelReason = Literal[
    "buyer", "stock", "price_error", "market", "door", "no_answer", "late", "unpaid_at_door", "other"
]


@dataclass(frozen=True, slots=True)
class WindowOver(Reason):
    """The right ended at this moment (UTC)."""

    code: ClassVar[str] = "window_over"
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class TooEarly(Reason):
    """The right begins at this moment (UTC)."""

    code: ClassVar[str] = "too_early"
    begins_at: datetime


@dataclass(frozen=True, slots=True)
class NotGross(Reason):
    """The price was off by this share of the market value (percent), less than what the shop calls gross."""

    code: ClassVar[str] = "not_gross"
    percent: int
    gross_percent: int


@dataclass(frozen=True, slots=True)
class MarketValueMissing(Reason):
    """Voiding for a wrong price needs the right price of the goods."""

    code: ClassVar[str] = "market_value_missing"


@dataclass(frozen=True, slots=True)
class NotIntact(Reason):
    """What came back was not found as it was sent."""

    code: ClassVar[str] = "not_intact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What staff state when they end an order: why, the right price of its goods in rials, and that they insist.

    ``intact``: what had left the shop is back, and was found as it was sent.
    """

    why: CancelReason
    market_value: Rials = Rials(0)
    insists: bool = False
    intact: bool = False


def may_cancel(shop: Shop, order: Order, ending: Ending, at: datetime) -> Verdict:
    """May staff end this order for this reason now?"""
    return _RULES[ending.why](shop, order, ending, at)


def reasons_open(shop: Shop, order: Order, at: datetime) -> tuple[CancelReason, ...]:
    """Return the reasons for which staff may end this order now, if they state what each asks."""
    asked = (MarketValueMissing, NotGross, NotIntact)
    verdicts = {why: may_cancel(shop, order, Ending(why=why), at) for why in _RULES}
    return tuple(
        why
        for why, verdict in verdicts.items()
        if not isinstance(verdict, Refused) or isinstance(verdict.reason, asked)
    )


def _by_buyer(shop: Shop, order: Order, ending: Ending, _: datetime) -> Verdict:
    """BAQ-031, ATR-027, ATR-028: before dispatch; afterwards only once the goods are back with the shop, and intact."""
    clause = shop.cancel.clause
    if past_its_class(shop, order):
        return refused(TooFarAlong(), clause)
    if order.state == "returned" and (shop.cancel.after_dispatch or shop.absence):
        return Allowed() if ending.intact else refused(NotIntact(), clause)
    return _before_dispatch(order, clause)


def _out_of_stock(shop: Shop, order: Order, _: Ending, __: datetime) -> Verdict:
    """BAQ-073, BAK-038, PAY-004, CHI-010: an item ran out, even after ordering."""
    return _before_dispatch(order, shop.stock.clause)


def _price_error(shop: Shop, order: Order, ending: Ending, _: datetime) -> Verdict:
    """BAQ-076, BAK-043, PAY-010, CHI-003: the price was a mistake; until delivery, gross where the shop says how gross."""
    if shop.void is None:
        return refused(NotThisReason())
    if order.state == "delivered":
        return refused(TooFarAlong(), shop.void.clause)
    if not ending.market_value:
        return refused(MarketValueMissing(), shop.void.clause)
    off = whole_percent(abs(ending.market_value - goods_now(order)), ending.market_value)
    gross = shop.void.gross_percent
    if gross is not None and off < gross and not ending.insists:
        return refused(NotGross(off, gross), shop.void.clause)
    return Allowed()


def _market(shop: Shop, order: Order, _: Ending, __: datetime) -> Verdict:
    """BAK-118: market swings or a pricing error make the order undeliverable; the buyer is told in the same act."""
    if shop.market is None:
        return refused(NotThisReason())
    return _before_dispatch(order, shop.market.clause)


def _door(shop: Shop, order: Order, _: Ending, at: datetime) -> Verdict:
    """CHI-018: an order paid at the door, within the shop's window from its registration."""
    if shop.door_cancel is None or order.payment != "cash_on_delivery":
        return refused(NotThisReason())
    until = order.deadlines.get("door_cancel")
    if until is not None and at > until:
        return refused(WindowOver(until), shop.door_cancel.clause)
    return _before_dispatch(order, shop.door_cancel.clause)


def _no_answer(shop: Shop, order: Order, _: Ending, at: datetime) -> Verdict:
    """CHI-020: nobody was there, and the buyer did not answer in time."""
    failed = order.last("delivery_failed", "answered", "delivered", "sent_back")
    if shop.absence is None or failed is None or "answer" not in failed.deadlines:
        return refused(NotThisReason())
    until = failed.deadlines["answer"]
    return refused(TooEarly(until), shop.absence.clause) if at < until else Allowed()


def _late(shop: Shop, order: Order, _: Ending, at: datetime) -> Verdict:
    """PAY-035: the due date cannot be kept and no new one is agreed."""
    return may_rescind(shop, order, at)


def _unpaid_at_door(shop: Shop, order: Order, _: Ending, __: datetime) -> Verdict:
    """PAY-038, T-PAY-11: the buyer did not pay at hand-over; also once the parcel is back, if it is not sent again."""
    if shop.door_unpaid is None or order.payment != "cash_on_delivery" or not order.due:
        return refused(NotThisReason())
    back = order.last("sent_back")
    came_unpaid = order.state == "returned" and back is not None and back.facts.get("why") == "unpaid"
    return Allowed() if order.state == "dispatched" or came_unpaid else refused(NotThisReason())


def _other(_: Shop, order: Order, __: Ending, ___: datetime) -> Verdict:
    """BAQ-031, BAQ-041: what staff write down themselves, as for a parcel that was refused and is back."""
    return Allowed() if order.state in {*IN_THE_SHOP, "returned"} else refused(TooFarAlong())


def _before_dispatch(order: Order, clause: Clause) -> Verdict:
    return Allowed() if order.state in IN_THE_SHOP else refused(TooFarAlong(), clause)


_RULES: Mapping[CancelReason, Callable[[Shop, Order, Ending, datetime], Verdict]] = {
    "buyer": _by_buyer,
    "stock": _out_of_stock,
    "price_error": _price_error,
    "market": _market,
    "door": _door,
    "no_answer": _no_answer,
    "late": _late,
    "unpaid_at_door": _unpaid_at_door,
    "other": _other,
}
