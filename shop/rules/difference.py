"""What an order costs more after it was made definitive: a dearer substitute, or sending it once more."""

from __future__ import annotations

from dataclasses import replace

from shop.lifecycle import IN_THE_SHOP, UNPAID
from shop.money import Rials
from shop.order import ENDED, Order
from shop.order_lines import lines_now
from shop.rules.payment import Bill, may_pay
from shop.terms import Shop


def owes_difference(shop: Shop, order: Order) -> bool:
    """BAQ-074, BAK-039, PAY-005, CHI-011, ATR-016: is more due on an order that is definitive?

    What is paid at the door is paid there, everything else before the parcel leaves.
    """
    return order.state not in UNPAID and order.due > 0 and not is_paid_at_the_door(shop, order)


def may_be_paid(shop: Shop, order: Order) -> bool:
    """BAQ-027: is there something to pay now: an order that waits for it, or a difference?"""
    return order.state in UNPAID or owes_difference(shop, order)


def is_paid_at_the_door(shop: Shop, order: Order) -> bool:
    """BAK-054, BAK-055, PAY-022..024: is this order paid at hand-over, by the choice of its buyer and by the terms?

    A line closed or replaced in the shop may bring it to an amount that is settled before dispatch. What has left the
    shop is paid as it left.
    """
    if order.payment != "cash_on_delivery":
        return False
    ways = [one for one in shop.payment if one.kind == "cash_on_delivery"]
    return order.state not in IN_THE_SHOP or all(may_pay(shop, one, bill_of(order)).allowed for one in ways)


def bill_of(order: Order) -> Bill:
    """Return what the rules of payment need to know of an order as it stands now."""
    return Bill(
        place=order.recipient.place,
        by_freight=order.delivery.by_freight,
        payable=order.total,
        classes=frozenset(line.product_class for line in lines_now(order)),
    )


def needless(order: Order, attempt: str) -> Rials:
    """BAQ-075: return how much of a payment at a bank the order did not need when it came, in rials; 0 if it all was.

    The second payment of an order is needless as a whole, and so is one that came after the order had ended.
    """
    n = _landed(order, attempt)
    return Rials(_until(order, n + 1).owed_back - _until(order, n).owed_back) if n is not None else Rials(0)


def paid_before(order: Order, attempt: str) -> bool:
    """BAQ-009: was an order that lives on paid already when this payment at a bank came?"""
    n = _landed(order, attempt)
    return n is not None and _until(order, n).due == 0 and _until(order, n).state not in ENDED


def _landed(order: Order, attempt: str) -> int | None:
    """Return which event of the order is this payment, None if none is."""
    return next((n for n, event in enumerate(order.events) if event.facts.get("attempt") == attempt), None)


def _until(order: Order, end: int) -> Order:
    return replace(order, events=order.events[:end])
