"""Money that the shop owes back: by when, and less which fees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shop.money import Rials, share
from shop.order import Order
from shop.terms import Deduction, Shop


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """What is to be returned, in rials: what is owed, less each deduction by its name."""

    owed: Rials
    deductions: tuple[tuple[str, Rials], ...]

    @property
    def amount(self) -> Rials:
        """What the buyer receives, in rials."""
        return Rials(self.owed - self.deducted)

    @property
    def deducted(self) -> Rials:
        """What is kept back, in rials; never more than is owed."""
        return Rials(min(self.owed, sum(amount for _, amount in self.deductions)))


def refund_by(order: Order) -> datetime | None:
    """BAQ-075, BAK-040, PAY-006, CHI-004: the moment (UTC) by which owed money is back, None when nothing is owed."""
    return order.deadlines.get("refund") if order.owed_back else None


def refund_of(shop: Shop, order: Order) -> Refund:
    """ATR-027, ATR-040: return what goes back. Fees are kept only where the buyer gave the order up, never by the shop's doing."""
    cancelled = order.last("cancelled")
    by_buyer = cancelled is not None and cancelled.facts.get("why") == "buyer"
    kept = shop.refund.deduction if by_buyer else ()
    return Refund(owed=order.owed_back, deductions=tuple((one.name, _amount(one, order.owed_back)) for one in kept))


def _amount(deduction: Deduction, owed: Rials) -> Rials:
    """Return a deduction in whole rials: its amount, or its share of what is owed."""
    return share(owed, deduction.percent or 0) if deduction.amount is None else deduction.amount
