"""Money that the shop owes back: by when, of what, and less which fees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from shop.money import Rials, share
from shop.order import Event, Order
from shop.rules.refund_parts import Part, parts_of
from shop.rules.returned import is_whole
from shop.rules.sources import REFUNDS
from shop.terms import Deduction, Shop


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """What is to be returned, in rials: what is owed, less each deduction by its name; ``parts`` say what it is of."""

    owed: Rials
    deductions: tuple[tuple[str, Rials], ...]
    parts: Mapping[Part, Rials]

    @property
    def amount(self) -> Rials:
        """What the buyer receives, in rials."""
        return Rials(self.owed - self.deducted)

    @property
    def deducted(self) -> Rials:
        """What is kept back, in rials; never more than is owed, and nothing of what was only paid too much."""
        most = self.owed - self.parts.get("excess", 0)
        return Rials(min(most, sum(amount for _, amount in self.deductions)))


def refund_by(order: Order) -> datetime | None:
    """BAQ-075, BAK-040, PAY-006, CHI-004: the moment (UTC) by which owed money is back, None when nothing is owed."""
    return order.deadlines.get("refund") if order.owed_back else None


def refund_of(shop: Shop, order: Order) -> Refund:
    """ATR-027, ATR-040: return what goes back. Fees are kept only where the buyer gave it up, never by the shop's doing.

    They are kept once, with the first that goes back, and of nothing that was only paid too much.
    ATR-021, ATR-035, ATR-048: carriage that the shop had to pay for them is kept as well. ATR-058: of what goes back
    whole by law, only that of the way back.
    """
    parts = parts_of(order, order.owed_back)
    given_up = _given_up(order) if order.owed_back else ()
    base = _base(shop, order, given_up, Rials(order.owed_back - parts.get("excess", 0)))
    kept = shop.refund.deduction if base else ()
    deductions = (*((one.name, _amount(one, base)) for one in kept), *_carriage(shop, order, given_up))
    return Refund(owed=order.owed_back, deductions=deductions, parts=parts)


def _given_up(order: Order) -> tuple[Event, ...]:
    """Return the events since the last refund by which the buyer gave all or some of the order up."""
    refunds = [turn for turn, event in enumerate(order.events) if event.kind in REFUNDS]
    since = order.events[refunds[-1] + 1 if refunds else 0 :]
    return tuple(event for event in since if _is_giving_up(event))


def _is_giving_up(event: Event) -> bool:
    if event.kind == "cancelled":
        return event.facts.get("why") == "buyer"
    return event.kind == "goods_arrived" and "change" in event.facts and "fault" not in event.facts


def _base(shop: Shop, order: Order, given_up: tuple[Event, ...], owed: Rials) -> Rials:
    """Return what the fees are shares of, in rials: all that an ended order owes, or the goods that were returned."""
    if order.ended:
        return owed if any(event.kind == "cancelled" for event in given_up) else Rials(0)
    returned = [event for event in given_up if event.kind == "goods_arrived" and not is_whole(shop, event)]
    return Rials(min(owed, sum(-int(event.facts["change"]) for event in returned)))


def _carriage(shop: Shop, order: Order, given_up: tuple[Event, ...]) -> Iterator[tuple[str, Rials]]:
    """ATR-021, ATR-048: yield the carriage that the shop paid for what the buyer gave up, by the names of its terms."""
    names = {"carriage_out": shop.refund.carriage_out, "carriage_back": shop.refund.carriage_back}
    for fact, name in names.items():
        amount = sum(int(event.facts.get(fact, 0)) for event in given_up)
        if name and amount and (fact == "carriage_back" or order.delivery.collect):
            yield name, Rials(amount)


def _amount(deduction: Deduction, owed: Rials) -> Rials:
    """Return a deduction in whole rials: its amount, or its share of what is owed."""
    return share(owed, deduction.percent or 0) if deduction.amount is None else deduction.amount
