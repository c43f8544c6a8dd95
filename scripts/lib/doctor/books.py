"""Tells of a ledger that does not say what the orders' own histories say."""

from __future__ import annotations

from collections.abc import Iterator

from checkout.upkeep.books import Books
from checkout.web.settlement_words import MISMATCHES
from scripts.lib.doctor.finding import Finding, unsafe
from shop.text import persian_digits

_MOST_TOLD = 5


def look_at_books(books: Books) -> Iterator[Finding]:
    """Tell of the first few entries that are wrong; orders older than the ledger are booked when the checkout starts."""
    if not books.begun or not books.wrong:
        return
    told = "؛ ".join(
        f"{one.order}، رویداد {persian_digits(one.event + 1)}: {MISMATCHES[one.what]}"
        for one in books.wrong[:_MOST_TOLD]
    )
    more = f" و {persian_digits(len(books.wrong) - _MOST_TOLD)} جای دیگر" if len(books.wrong) > _MOST_TOLD else ""
    yield unsafe(
        "books",
        f"دفتر با سرگذشت سفارش‌ها نمی‌خواند: {told}{more}.",
        "آنچه نیست را بنویسید: صندوق را خاموش کنید و ./scripts/settle SHOP DATE --book را بزنید. اگر چیزی عوض شده است، "
        "پشتیبان را ببینید: سرگذشت سفارش‌ها مهر دارد و درست است.",
    )
