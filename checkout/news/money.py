"""Messages about money: paid, confirmed or not, given back."""

from __future__ import annotations

from collections.abc import Mapping

from checkout.news.told import Words, account_wanted, ending_in, fact, goes_back, money
from shop.calendar import show_day
from shop.lifecycle import EventKind
from shop.order import Order
from shop.rules.difference import paid_before
from shop.rules.late import due_at
from shop.rules.refund import refund_of
from shop.terms import Shop

_MADE_FINAL: frozenset[EventKind] = frozenset({"paid", "revived", "transfer_confirmed", "door_payment_accepted"})


def _paid(shop: Shop, order: Order) -> str:
    amount = money(shop, int(fact(order, "paid") or 0))
    if paid_before(order, fact(order, "attempt")) and order.owed_back:
        return f"سفارش {order.code} پیش‌تر پرداخت شده بود و {amount} بار دوم پرداخت شد. {goes_back(shop, order)}"
    if order.state == "needs_refund":
        return f"پرداخت شما برای سفارش {order.code} پس از بسته شدن آن رسید. {goes_back(shop, order)}"
    too_much = f" {goes_back(shop, order)}" if order.owed_back else ""
    if sum(event.kind in _MADE_FINAL for event in order.events) > 1:
        return f"{amount} برای سفارش {order.code} دریافت شد.{too_much}"
    return f"{amount} دریافت شد؛ سفارش {order.code} قطعی است.{too_much}"


def _revived(shop: Shop, order: Order) -> str:
    return f"{money(shop, order.paid)} دریافت شد؛ سفارش {order.code} دوباره برقرار و قطعی است."


def _confirmed(shop: Shop, order: Order) -> str:
    said = f"واریز شما تأیید شد و سفارش {order.code} قطعی است. تحویل تا {show_day(due_at(order))}."
    return f"{said} {goes_back(shop, order)}" if order.owed_back else said


def _rejected(_: Shop, order: Order) -> str:
    why = order.events[-1].note
    return f"گزارش پرداخت سفارش {order.code} پذیرفته نشد: {why}\nمی‌توانید گزارش تازه‌ای بفرستید."


def _at_the_door(_: Shop, order: Order) -> str:
    return f"سفارش {order.code} قطعی شد؛ هنگام تحویل می‌پردازید. تحویل تا {show_day(due_at(order))}."


def _refunded(shop: Shop, order: Order) -> str:
    """ATR-040: what went back, and what was kept, each fee by its name."""
    facts = order.events[-1].facts
    kept = [
        f"{name.removeprefix('deducted:')} {money(shop, int(amount))}"
        for name, amount in facts.items()
        if name.startswith("deducted:")
    ]
    less = f" پس از کسر {' و '.join(kept)}" if kept else ""
    to = f" به {ending_in(facts['to'])}" if "to" in facts else " به شما"
    said = f"{money(shop, int(facts['refunded']))} از پول سفارش {order.code}{less}{to} برگشت داده شد."
    return f"{said} {goes_back(shop, order)}" if order.owed_back else said


def _account_stated(_: Shop, order: Order) -> str:
    """CHI-032: whoever holds the link may state an account, so whoever holds the mobile is told which."""
    facts = order.events[-1].facts
    return (
        f"{ending_in(facts['account'])} به نام {facts['holder']} برای بازگشت پول سفارش {order.code} ثبت شد."
        " اگر شما ننوشته‌اید، حساب درست را بنویسید:"
    )


def _account_asked(shop: Shop, order: Order) -> str:
    """BAQ-077, BAK-044."""
    back = money(shop, refund_of(shop, order).amount)
    return f"{back} از پول سفارش {order.code} آماده‌ی بازگشت است. {account_wanted(shop, order)}"


WORDS: Mapping[EventKind, Words] = {
    "paid": _paid,
    "revived": _revived,
    "transfer_confirmed": _confirmed,
    "transfer_rejected": _rejected,
    "door_payment_accepted": _at_the_door,
    "refunded": _refunded,
    "part_refunded": _refunded,
    "account_declared": _account_stated,
    "account_asked": _account_asked,
}
