"""What an order costs more after it was made definitive: a dearer substitute, or sending it once more."""

from __future__ import annotations

from shop.lifecycle import IN_THE_SHOP, UNPAID
from shop.order import Order
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
