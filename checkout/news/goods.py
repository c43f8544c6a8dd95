"""Messages about the goods of an order: what ran out, what is offered instead, what got cheaper."""

from __future__ import annotations

from collections.abc import Mapping

from checkout.news.told import Words, fact, money, phone, settled
from shop.lifecycle import EventKind
from shop.order import Order
from shop.rules.lines import difference
from shop.terms import Shop
from shop.text import persian_digits


def _closed(shop: Shop, order: Order) -> str:
    """BAQ-073, PAY-036."""
    event = order.events[-1]
    what = f"«{title_of(order, event.facts['sku'])}» ({persian_digits(event.facts['quantity'])} عدد)"
    why = {
        "stock": f"{what} از سفارش {order.code} تمام شده و فرستاده نمی‌شود.",
        "buyer": f"{what} به خواست شما از سفارش {order.code} برداشته شد.",
        "refused_at_door": f"{what} از سفارش {order.code} هنگام تحویل پذیرفته نشد.",
    }
    return f"{why[event.facts['why']]} {settled(shop, order)}"


def _offered(shop: Shop, order: Order) -> str:
    """BAQ-074."""
    facts = order.events[-1].facts
    new = f"«{facts['title']}»" + (f" ({facts['variant']})" if facts["variant"] else "")
    old = title_of(order, facts["sku"])
    return (
        f"«{old}» در سفارش {order.code} تمام شده است. به‌جای آن {new}، {more_or_less(shop, order, facts)}. پاسخ بدهید:"
    )


def more_or_less(shop: Shop, order: Order, offered: dict[str, str]) -> str:
    """BAQ-074: say what a product offered instead changes in what the order costs."""
    change = difference(order, offered)
    if change == 0:
        return "بی تغییر در مبلغ"
    return f"با {money(shop, abs(change))} {'بیشتر' if change > 0 else 'کمتر'}"


def _accepted(shop: Shop, order: Order) -> str:
    """BAQ-074."""
    return f"کالای جایگزین سفارش {order.code} ثبت شد. {settled(shop, order)}"


def _repriced(shop: Shop, order: Order) -> str:
    """BAK-119."""
    what, price = title_of(order, fact(order, "sku")), money(shop, int(fact(order, "price")))
    return f"«{what}» ارزان شد و در سفارش {order.code} هر عدد {price} حساب می‌شود. {settled(shop, order)}"


def _return_agreed(shop: Shop, order: Order) -> str:
    """ATR-034."""
    event = order.events[-1]
    what = f"«{title_of(order, event.facts['sku'])}» ({persian_digits(event.facts['quantity'])} عدد)"
    return f"بازگرداندن {what} از سفارش {order.code} پذیرفته شد. برای فرستادنش با {phone(shop)} هماهنگ کنید."


def _arrived(shop: Shop, order: Order) -> str:
    """ATR-039, ATR-032."""
    event = order.events[-1]
    what = f"«{title_of(order, event.facts['sku'])}» از سفارش {order.code}"
    if event.facts["goods"] == "refused":
        return f"{what} پس گرفته نشد: {event.note}"
    return f"بازگرداندن {what} انجام شد. {settled(shop, order)}"


def title_of(order: Order, sku: str) -> str:
    """Return the title under which a product is or was in the order."""
    titles: dict[str, str] = {line.sku: line.title for line in order.lines}
    titles |= {event.facts["new_sku"]: event.facts["title"] for event in order.events if "title" in event.facts}
    return titles[sku]


WORDS: Mapping[EventKind, Words] = {
    "line_closed": _closed,
    "substitute_offered": _offered,
    "substitute_accepted": _accepted,
    "repriced": _repriced,
    "return_agreed": _return_agreed,
    "goods_arrived": _arrived,
}
