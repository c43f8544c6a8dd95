"""Messages that are talk: a question, a new due date, a delay, a request refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from checkout.news.told import Words, fact, moment
from shop.calendar import show_day
from shop.lifecycle import EventKind
from shop.order import Order
from shop.terms import Shop


def _asked(_: Shop, order: Order) -> str:
    """BAQ-079."""
    return f"سفارش {order.code} تا پاسخ شما می‌ماند: {order.events[-1].note}\nپاسخ بدهید:"


def _proposed(_: Shop, order: Order) -> str:
    """PAY-035."""
    return f"سفارش {order.code} در موعدش نمی‌رسد. موعد تازه {show_day(moment(order, 'until'))} است. بپذیرید یا نپذیرید:"


def _delayed(_: Shop, order: Order) -> str:
    """ATR-024."""
    not_before = fact(order, "not_before")
    later = f" شاید پیش از {show_day(date.fromisoformat(not_before))} نرسد." if not_before else ""
    return f"سفارش {order.code}: {fact(order, 'note')}{later}"


def _refused(_: Shop, order: Order) -> str:
    """ATR-005."""
    return f"درخواست لغو سفارش {order.code} پذیرفته نشد: {order.events[-1].note}"


WORDS: Mapping[EventKind, Words] = {
    "information_asked": _asked,
    "date_proposed": _proposed,
    "delay_told": _delayed,
    "cancel_refused": _refused,
}
