"""At the door: the receipt, and what follows when nobody is there."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.rule_sentences.phrases import amount
from shop.spans import show_span
from shop.terms import AbsenceTerms, Shop
from shop.text import persian_digits


def texts(shop: Shop) -> Iterator[tuple[str, str]]:
    """Yield what is said of hand-over."""
    if shop.receipt:
        yield (
            "receipt",
            "گیرنده با گرفتن بسته و امضای برگه‌ی رسید می‌پذیرد که نوع، تعداد و سلامت کالا درست است.",
        )
    if shop.absence:
        yield "absence", " ".join(_absence(shop, shop.absence))


def _absence(shop: Shop, terms: AbsenceTerms) -> Iterator[str]:
    """ATR-016..019, CHI-019, CHI-020: nobody was there."""
    if terms.attempts or terms.hold_days:
        tries = f" تا {persian_digits(terms.attempts)} بار برای تحویل می‌آیند؛ پس از آن،" if terms.attempts else ""
        hold = f" {persian_digits(terms.hold_days)} روز در انبار می‌ماند و سپس" if terms.hold_days else ""
        yield f"اگر کسی برای گرفتن بسته نباشد،{tries} بسته{hold} به فروشگاه برمی‌گردد."
    if terms.answer_within:
        yield (
            "اگر سفارش را پیش‌تر پرداخته باشید و هنگام تحویل کسی نباشد، برای ارسال دوباره با شما تماس می‌گیریم؛"
            f" اگر تا {show_span(terms.answer_within)} پاسخی نرسد، فروشگاه می‌تواند سفارش را لغو کند."
        )
    if terms.resend_fee:
        yield f"ارسال دوباره {amount(shop, terms.resend_fee)} هزینه دارد."
