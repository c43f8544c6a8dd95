"""How amounts, days and moments are said in a message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from shop.money import Rials, show_money
from shop.order import Order
from shop.rules.difference import is_paid_at_the_door
from shop.rules.refund import refund_of
from shop.rules.refund_account import asked_account, declared_account
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
    said = f"{money(shop, back.amount)}{less} تا {show_span(shop.refund.within)} به شما برمی‌گردد."
    return f"{said} {account_wanted(shop, order)}".rstrip()


def account_wanted(shop: Shop, order: Order) -> str:
    """BAQ-077, BAK-044, PAY-011, ATR-039: ask for the account that money goes back to, while it is not stated.

    The order's link follows at the end of the message.
    """
    asked = asked_account(shop, order)
    if asked is None or declared_account(shop, order) is not None:
        return ""
    what = {"sheba": "شماره‌ی شبای", "card": "شماره‌ی کارت"}[asked.kind]
    return f"{what} {asked.holder or 'خود'} را برای بازگشت پول در صفحه‌ی سفارش بنویسید:"


def ending_in(number: str) -> str:
    """Return how people name an account without its number, whole or masked: «شبای منتهی به ۹۰۰۲»."""
    what = "شبای" if number.startswith("IR") else "کارت"
    return f"{what} منتهی به {persian_digits(number[-4:])}" if number else ""


def settled(shop: Shop, order: Order) -> str:
    """Say what is now to be paid, or goes back, or neither."""
    if order.owed_back:
        return goes_back(shop, order)
    if order.due and is_paid_at_the_door(shop, order):
        return f"هنگام تحویل {money(shop, order.due)} می‌پردازید."
    if order.due and order.payment == "cash_on_delivery":
        return f"این مبلغ هنگام تحویل پرداخت نمی‌شود؛ {money(shop, order.due)} را پیش از ارسال بپردازید."
    return f"مانده‌ی قابل پرداخت: {money(shop, order.due)}." if order.due else ""
