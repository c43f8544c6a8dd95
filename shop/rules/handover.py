"""What must be true before an order leaves the shop, and before it counts as delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from shop.money import Rials
from shop.order import Order
from shop.rules.identity import identity_asked
from shop.terms import Shop
from shop.verdict import Allowed, Reason, Verdict, refused


@dataclass(frozen=True, slots=True)
class NotSettled(Reason):
    """So many rials are still due."""

    code: ClassVar[str] = "not_settled"
    due: Rials


@dataclass(frozen=True, slots=True)
class IdentityNotChecked(Reason):
    """The recipient's identity card was not looked at."""

    code: ClassVar[str] = "identity_not_checked"


def may_dispatch(order: Order) -> Verdict:
    """BAQ-019: only an order paid at the door leaves the shop unpaid."""
    if order.due and order.payment != "cash_on_delivery":
        return refused(NotSettled(order.due))
    return Allowed()


def may_close(shop: Shop, order: Order, *, identity_checked: bool) -> Verdict:
    """BAQ-016, BAQ-017, BAQ-018: an order is delivered when nothing is due and the card asked for was seen."""
    if order.due:
        return refused(NotSettled(order.due))
    if not identity_checked and identity_asked(shop, order.recipient.place, order.payment):
        return refused(IdentityNotChecked(), shop.identity.clause)
    return Allowed()
