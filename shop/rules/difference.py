"""What an order costs more after it was made definitive: a dearer substitute, or sending it once more."""

from __future__ import annotations

from shop.lifecycle import UNPAID
from shop.order import Order


def owes_difference(order: Order) -> bool:
    """BAQ-074, BAK-039, PAY-005, CHI-011, ATR-016: is more due on an order that is definitive?

    What is paid at the door is paid there, everything else before the parcel leaves.
    """
    return order.state not in UNPAID and order.due > 0 and order.payment != "cash_on_delivery"


def may_be_paid(order: Order) -> bool:
    """BAQ-027: is there something to pay now: an order that waits for it, or a difference?"""
    return order.state in UNPAID or owes_difference(order)
