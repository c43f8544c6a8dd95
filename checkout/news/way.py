"""Messages about the way of an order: prepared, sent, nobody there, back, delivered."""

from __future__ import annotations

from collections.abc import Mapping

from checkout.news.told import Words, fact, money, phone
from shop.calendar import show_day, show_moment
from shop.lifecycle import EventKind
from shop.order import Order
from shop.rules.absence import goes_to_depot, tries_left
from shop.rules.identity import documents_asked, identity_asked
from shop.rules.way import way_of
from shop.terms import Shop
from shop.text import persian_digits

_BACK: Mapping[str, str] = {
    "absent": "کسی آن را تحویل نگرفت",
    "address": "نشانی درست نبود",
    "identity": "هویت گیرنده تأیید نشد",
    "refused_at_door": "هنگام تحویل پذیرفته نشد",
    "unpaid": "هنگام تحویل پرداخت نشد",
    "other": "تحویل نشد",
}


def _dispatched(shop: Shop, order: Order) -> str:
    """BAK-067, BAQ-018, CHI-007, CHI-023, ATR-020: the waybill, and what whoever takes it has to know."""
    code = fact(order, "tracking")
    way = way_of(shop, order)
    note = f"{way.note}." if way and way.note and not way.note.endswith((".", "؟")) else (way.note if way else "")
    parts = (
        f"سفارش {order.code} فرستاده شد.",
        f"کد رهگیری: {code}." if code else "",
        identity_note(shop, order),
        door_note(shop),
        note,
    )
    return " ".join(part for part in parts if part)


def identity_note(shop: Shop, order: Order) -> str:
    """BAQ-005, BAQ-018, BAK-048, PAY-015, CHI-007, CHI-008: say what whoever takes the order must show, '' if nothing."""
    if not identity_asked(shop, order.recipient.place, order.payment):
        return ""
    if not shop.identity.only_named:
        return "گیرنده کارت شناسایی همراه داشته باشد."
    photo = " و از مدارک عکس گرفته می‌شود" if documents_asked(shop, order.total) else ""
    return f"فقط به خریدار یا گیرنده‌ی نام‌برده و با کارت شناسایی تحویل می‌شود{photo}."


def recipient_notice(shop: Shop, order: Order) -> str:
    """BAQ-005, BAQ-018, CHI-007: what somebody else than the buyer must know of a parcel that was sent, '' if nothing."""
    card = identity_note(shop, order)
    if order.events[-1].kind != "dispatched" or order.recipient.mobile == order.member or not card:
        return ""
    code = fact(order, "tracking")
    parts = (
        f"بسته‌ای به نام شما فرستاده شد (سفارش {order.code}).",
        f"کد رهگیری: {code}." if code else "",
        card,
        door_note(shop),
    )
    return " ".join(part for part in parts if part)


def door_note(shop: Shop) -> str:
    """CHI-023: say how a damaged parcel is refused, '' where the shop's terms know no such case."""
    if not any(claim.after == "refused_at_door" for claim in shop.claim):
        return ""
    return "بسته را پیش از تحویل ببینید؛ اگر آسیب دیده است تحویل نگیرید و از مأمور حمل گزارش کتبی بخواهید."


def _failed(shop: Shop, order: Order) -> str:
    """ATR-017, CHI-019: how many tries are left, or until when an answer is waited for."""
    if goes_to_depot(shop, order):
        return ""  # the depot's own message says all
    left = tries_left(shop, order)
    if left:
        return f"برای تحویل سفارش {order.code} کسی نبود. {persian_digits(left)} نوبت دیگر آورده می‌شود."
    until = order.events[-1].deadlines.get("answer")
    by = f" تا {show_moment(until)}" if until else ""
    ends = " پس از آن شاید سفارش لغو شود." if until else ""
    return f"برای تحویل سفارش {order.code} کسی نبود.{by} با {phone(shop)} برای ارسال دوباره هماهنگ کنید.{ends}"


def _held(_: Shop, order: Order) -> str:
    """ATR-018."""
    return (
        f"سفارش {order.code} تا پایان {show_day(order.deadlines['depot'])} در انبار پست می‌ماند. آن را از همان‌جا بگیرید."
    )


def _sent_back(_: Shop, order: Order) -> str:
    return f"سفارش {order.code} به فروشگاه برمی‌گردد: {_BACK[fact(order, 'why') or 'other']}."


def _came_back(shop: Shop, order: Order) -> str:
    return f"سفارش {order.code} به فروشگاه رسید و بررسی می‌شود. درباره‌ی ادامه‌ی کار با {phone(shop)} هماهنگ کنید."


def _resend(shop: Shop, order: Order) -> str:
    """ATR-016, BAQ-041."""
    fee = fact(order, "change")
    if not fee:
        return f"سفارش {order.code} بی‌هزینه دوباره فرستاده می‌شود."
    return f"هزینه‌ی ارسال دوباره‌ی سفارش {order.code} {money(shop, int(fee))} است و پیش از ارسال پرداخت می‌شود."


WORDS: Mapping[EventKind, Words] = {
    "confirmed": lambda _, order: f"سفارش {order.code} تأیید شد.",
    "prepared": lambda _, order: f"سفارش {order.code} در حال آماده‌سازی است.",
    "dispatched": _dispatched,
    "delivery_failed": _failed,
    "held_at_depot": _held,
    "sent_back": _sent_back,
    "came_back": _came_back,
    "resend_agreed": _resend,
    "delivered": lambda _, order: f"سفارش {order.code} تحویل شد. از خریدتان سپاسگزاریم.",
}
