"""Who may end an order and until when: the buyer, the shop for an order paid at the door, either when it is late."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.rule_sentences.phrases import listed
from shop.lifecycle import IN_THE_SHOP, State
from shop.spans import show_span
from shop.terms import Shop


def texts(shop: Shop) -> Iterator[tuple[str, str]]:
    """Yield what is said of ending an order."""
    yield "cancel", _cancel(shop)
    if shop.door_cancel:
        yield (
            "door_cancel",
            (
                f"سفارشی را که هنگام تحویل پرداخت می‌شود، فروشگاه تا {show_span(shop.door_cancel.within)} پس از ثبت می‌تواند"
                " لغو کند."
            ),
        )
    if shop.door_unpaid:
        yield (
            "door_unpaid",
            "اگر مبلغ هنگام تحویل پرداخت نشود، بسته تحویل نمی‌شود و فروشگاه می‌تواند سفارش را فسخ کند.",
        )
    if shop.late:
        yield (
            "late",
            (
                "اگر رساندن سفارش در موعد ممکن نباشد، روز تازه‌ای پیشنهاد می‌کنیم؛ اگر بر سر آن توافق نشود، هر یک از دو طرف"
                " می‌تواند سفارش را بی‌هزینه فسخ کند و همه‌ی پول برمی‌گردد."
            ),
        )


def _cancel(shop: Shop) -> str:
    """BAQ-030, BAQ-031, BAQ-115, ATR-005, ATR-027, ATR-028: who cancels, up to which state."""
    terms = shop.cancel
    if terms.own_until == "never":
        told = "لغو سفارش، تا پیش از ارسال، با هماهنگی مسئول فروش است."
    else:
        own = _before_end_of(shop, terms.own_until)
        told = f"تا پیش از {own} خودتان سفارش را در صفحه‌اش لغو می‌کنید"
        told += "." if own == _SENT else f"؛ پس از آن، تا پیش از {_SENT}، لغو با هماهنگی مسئول فروش است."
    if terms.after_dispatch:
        told += " پس از ارسال، لغو تنها وقتی پذیرفته است که کالا به فروشگاه برگردد."
    return told + "".join(f" {limit}" for limit in _class_limits(shop))


_SENT = "ارسال"


def _class_limits(shop: Shop) -> Iterator[str]:
    """Yield what limits orders with goods of some classes, one sentence for each limit."""
    for state in IN_THE_SHOP:
        names = [one.name for one in shop.classes if one.cancel_until == state]
        if names:
            yield f"سفارشی که {listed(names, 'یا')} دارد، پس از {_before_end_of(shop, state)} لغو نمی‌شود."


def _before_end_of(shop: Shop, state: State) -> str:
    """Return what ends a state: «پرداخت», «تأیید فروشگاه», «آغاز آماده‌سازی», «ارسال»."""
    if state == "registered":
        return "پرداخت"
    if state == "awaiting_transfer":
        return "تأیید پرداخت"
    if state == "queued" and "confirmed" in shop.order.steps:
        return "تأیید فروشگاه"
    if state in {"queued", "confirmed"} and "prepared" in shop.order.steps:
        return "آغاز آماده‌سازی"
    return _SENT
