"""Messages about the end of an order that does not arrive."""

from __future__ import annotations

from collections.abc import Mapping

from checkout.news.told import Words, fact, goes_back, phone
from shop.lifecycle import EventKind
from shop.order import Order
from shop.rules.ending import CancelReason
from shop.terms import Shop

_WHY: Mapping[CancelReason, str] = {
    "buyer": "به درخواست شما",
    "stock": "چون کالا تمام شده است",
    "price_error": "چون قیمت به‌اشتباه درج شده بود",
    "market": "چون نوسان بازار ارسالش را ناممکن کرد",
    "door": "از سوی فروشگاه",
    "no_answer": "چون پاسخی از شما نرسید",
    "late": "چون در موعد نمی‌رسید",
    "unpaid_at_door": "چون هنگام تحویل پرداخت نشد",
    "other": "",
}
"""BAK-118: the reason is told in the act itself."""


def _cancelled(shop: Shop, order: Order) -> str:
    why = next((words for known, words in _WHY.items() if known == fact(order, "why")), "")
    said = f"سفارش {order.code} {why} لغو شد." if why else f"سفارش {order.code} لغو شد."
    return f"{said} {goes_back(shop, order)}" if order.owed_back else said


def _expired(shop: Shop, order: Order) -> str:
    return f"مهلت سفارش {order.code} گذشت و سفارش بسته شد. اگر پولی پرداخته‌اید با {phone(shop)} تماس بگیرید."


WORDS: Mapping[EventKind, Words] = {"cancelled": _cancelled, "expired": _expired}
