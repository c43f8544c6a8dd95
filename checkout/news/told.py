"""How amounts, days and moments are said in a message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from shop.money import Rials, show_money
from shop.order import Order
from shop.rules.difference import is_paid_at_the_door
from shop.rules.refund import refund_of
from shop.spans import show_span
from shop.terms import Shop
from shop.text import persian_digits

Words = Callable[[Shop, Order], str]


def money(shop: Shop, amount: int) -> str:
    """Return an amount in the shop's own unit."""
    return show_money(Rials(amount), shop.price_unit)


def phone(shop: Shop) -> str:
    """Return the number to call."""
    return persian_digits(shop.contact.mobile)


def fact(order: Order, name: str) -> str:
    """Return a fact of the newest event, '' if it has none of that name."""
    return order.events[-1].facts.get(name, "")


def moment(order: Order, name: str) -> datetime:
    """Return a moment among the facts of the newest event."""
    return datetime.fromisoformat(order.events[-1].facts[name])


def goes_back(shop: Shop, order: Order) -> str:
    """BAQ-075, ATR-040: say how much of the buyer's money goes back and by when; less its fees where they are kept."""
    back = refund_of(shop, order)
    less = " پس از کسر کارمزد" if back.deducted else ""
    return f"{money(shop, back.amount)}{less} تا {show_span(shop.refund.within)} به شما برمی‌گردد."


def settled(shop: Shop, order: Order) -> str:
    """Say what is now to be paid, or goes back, or neither."""
    if order.owed_back:
        return goes_back(shop, order)
    if order.due and is_paid_at_the_door(shop, order):
        return f"هنگام تحویل {money(shop, order.due)} می‌پردازید."
    if order.due and order.payment == "cash_on_delivery":
        return f"این مبلغ هنگام تحویل پرداخت نمی‌شود؛ {money(shop, order.due)} را پیش از ارسال بپردازید."
    return f"مانده‌ی قابل پرداخت: {money(shop, order.due)}." if order.due else ""
