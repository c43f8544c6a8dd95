"""The Persian words of a payment at a bank that a person has to look at: where, why, and what may be found."""

from __future__ import annotations

from collections.abc import Mapping

from checkout.records import GIVEN_BACK, NO_RETURN, NOT_PAID, ORDER_LOST
from checkout.use_cases.close_attempt import Outcome

GATEWAYS: Mapping[str, str] = {"zarinpal": "زرین‌پال", "zibal": "زیبال", "sep": "سپ (سامان)"}

OUTCOMES: Mapping[Outcome, tuple[str, str]] = {
    "paid": ("پول به فروشگاه رسیده است", "سفارش همین حالا پرداخت‌شده به شمار می‌آید و خریدار پیامک می‌گیرد."),
    "not_paid": ("پولی نرسیده است", "در پنل درگاه چنین پرداختی نیست یا ناموفق است."),
    "given_back": ("پول به خریدار برگشته است", "بانک خودش برگردانده، یا شما در پنل درگاه برگردانده‌اید."),
}
"""What staff may have found at the bank, and what it means."""

_OTHER_AMOUNT = "مبلغی که در بانک است با مبلغ خواسته‌شده یکی نیست."
_REASONS: Mapping[str, str] = {
    NO_RETURN: "خریدار از بانک برنگشت. اگر پول داده باشد، بانک خودش آن را برمی‌گرداند.",
    "bank_never_decided": "بانک دو روز پاسخ روشنی نداد.",
    "reference_reused": "این رسید پیش‌تر پرداخت دیگری را تسویه کرده است.",
    ORDER_LOST: "سفارش این پرداخت در انبار سفارش‌ها نیست.",
    "amount_differs": _OTHER_AMOUNT,
    "-50": _OTHER_AMOUNT,
    "-6": "بانک می‌گوید دیر پرسیده شد و پول را به خریدار برگردانده است.",
    "foreign_terminal": "بانک می‌گوید این پرداخت از ترمینال دیگری است.",
    "sandbox_authority": "این شناسه از بانک آزمایشی است و پولی پشتش نیست.",
    "bad_authority": "شناسه‌ی بانک خوانده نمی‌شود.",
    NOT_PAID: "همکار در بانک دید که پولی نرسیده است.",
    GIVEN_BACK: "همکار در بانک دید که پول به خریدار برگشته است.",
}


def attempt_reason(reason: str) -> str:
    """Return why a person has to look, or how it was closed; a bank's own code is told as it is."""
    # Isolated, or the minus of a bank's code would stand on its other side.
    return _REASONS.get(reason, f"پاسخ درگاه: کد \u2066{reason}\u2069" if reason else "")


def gateway_name(gateway: str) -> str:
    """Return the name of a gateway as people know it."""
    return GATEWAYS.get(gateway, gateway)
