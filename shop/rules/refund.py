"""Money that the shop owes back: by when, of what, and less which fees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from shop.money import Rials, share
from shop.order import Event, Order
from shop.rules.refund_parts import Part, parts_of
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
    """
    parts = parts_of(order, order.owed_back)
    base = Rials(order.owed_back - parts.get("excess", 0))
    kept = shop.refund.deduction if base and _given_up(order) else ()
    deductions = tuple((one.name, _amount(one, base)) for one in kept)
    return Refund(owed=order.owed_back, deductions=deductions, parts=parts)


def _given_up(order: Order) -> Event | None:
    """Return the event by which the buyer gave the order up, if no fee was kept for it yet."""
    cancelled = order.last("cancelled")
    if cancelled is None or cancelled.facts.get("why") != "buyer":
        return None
    since = order.events[order.events.index(cancelled) :]
    return None if any(event.kind in REFUNDS and "deducted" in event.facts for event in since) else cancelled


def _amount(deduction: Deduction, owed: Rials) -> Rials:
    """Return a deduction in whole rials: its amount, or its share of what is owed."""
    return share(owed, deduction.percent or 0) if deduction.amount is None else deduction.amount
