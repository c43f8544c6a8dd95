"""What may still change after an order: its price, a wrong price, the market, the shop's own stop, force majeure."""

from __future__ import annotations

from collections.abc import Iterator

from shop.terms import Shop, VoidTerms
from shop.text import persian_digits


def texts(shop: Shop) -> Iterator[tuple[str, str]]:
    """Yield what is said of changes."""
    yield (
        "price",
        {
            "locked": "قیمت سفارشی که ثبت شد همان می‌ماند: نه گران‌شدن کالا به آن می‌رسد و نه ارزان‌شدنش.",
            "follows_drops": (
                "اگر کالایی پس از ثبت سفارش و پیش از ارسال ارزان شود، قیمت تازه به سفارش شما هم می‌رسد؛ گران‌شدنش نمی‌رسد."
            ),
        }[shop.price.after_order],
    )
    if shop.void:
        yield "void", _void(shop.void)
    if shop.market:
        yield (
            "market",
            "اگر نوسان بازار رساندن سفارش را ناممکن کند، زود خبرتان می‌کنیم، سفارش را لغو می‌کنیم و پولتان را برمی‌گردانیم.",
        )
    if shop.stop:
        yield (
            "stop",
            (
                "فروشگاه می‌تواند هر زمان و بدون اطلاع قبلی، گرفتن سفارش تازه را متوقف کند؛ سفارش‌هایی که پیش از توقف ثبت"
                " شده‌اند رسیدگی و فرستاده می‌شوند."
            ),
        )
    if shop.force_majeure:
        yield (
            "force_majeure",
            (
                "این شرایط برای زمان عادی است. آغاز و پایان شرایط ناگزیر را در صندوق اعلام می‌کنیم؛ در آن دوره فروشگاه مسئول"
                " دیرکرد نیست و مهلت‌های خریدار نمی‌گذرد. پولی که باید برگردد، برمی‌گردد."
            ),
        )


def _void(terms: VoidTerms) -> str:
    """BAQ-076, BAK-043, PAY-010, CHI-003: an order at a mistaken price."""
    gross = (
        f" و {persian_digits(terms.gross_percent)} درصد یا بیشتر با ارزش بازار فرق کند" if terms.gross_percent else ""
    )
    wrong = f"به‌اشتباه درج شده باشد{gross}"
    return f"اگر قیمت کالایی {wrong}، فروشگاه تا پیش از تحویل می‌تواند سفارش را باطل کند و پولتان را برگرداند."
