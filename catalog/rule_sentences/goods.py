"""The goods themselves: how many, when they run out, checked and insured before they leave."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.rule_sentences.phrases import class_names
from shop.terms import QuantityTerms, Shop
from shop.text import grouped


def texts(shop: Shop) -> Iterator[tuple[str, str]]:
    """Yield what is said of the goods."""
    yield "quantity", _quantity(shop.quantity)
    yield (
        "stock",
        (
            "اگر کالایی تمام شود، حتی پس از ثبت سفارش، فروشگاه تا پیش از ارسال می‌تواند سفارش را لغو کند یا پول آن کالا را"
            " برگرداند."
        ),
    )
    if shop.check:
        yield "check", "هر سفارش پیش از ارسال بازبینی می‌شود تا سالم از فروشگاه برود."
    if shop.insurance:
        yield "insurance", _insurance(shop)


def _quantity(terms: QuantityTerms) -> str:
    """BAQ-081, BAK-125, PAY-018: how many of one item are still consumer use."""
    return (
        f"از هر کالا تا {grouped(terms.maximum)} عدد در یک سفارش می‌پذیریم، مگر صفحه‌ی آن کالا شمار دیگری بنویسد؛"
        " برای بیشتر از آن، پیش از سفارش با مسئول فروش هماهنگ کنید."
    )


def _insurance(shop: Shop) -> str:
    """CHI-026: which classes leave only with a carriage insurance."""
    names = class_names(shop, [one.id for one in shop.classes if one.insured])
    return f"{names} فقط با بیمه‌ی حمل فرستاده می‌شود." if names else "هیچ کالایی بیمه‌ی حمل نمی‌خواهد."
