"""From the cart to a definitive order: the cart, what ordering accepts, the code and the steps, the time to finalise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalog.rule_sentences.phrases import closed_days_count, listed
from shop.spans import show_span
from shop.terms import CartTerms, FinaliseTerms, OrderTerms, Shop, Step
from shop.text import persian_digits

_STEPS: Mapping[Step, str] = {"confirmed": "تأیید", "prepared": "آماده"}


def texts(shop: Shop) -> Iterator[tuple[str, str]]:
    """Yield what is said of placing an order."""
    yield "cart", _cart(shop.cart)
    yield (
        "acceptance",
        (
            "ثبت سفارش به معنای پذیرفتن همه‌ی این شرایط است؛ متن همان روز با سفارش شما نگه داشته می‌شود و برای آن سفارش"
            " همان ملاک است."
        ),
    )
    yield "order", _order(shop.order)
    if shop.finalise:
        yield "finalise", _finalise(shop.finalise)


def _cart(terms: CartTerms) -> str:
    return (
        f"سبدی که {persian_digits(terms.keep_days)} روز دست‌نخورده بماند پاک می‌شود؛"
        " گذاشتن کالا در سبد آن را برای شما نگه نمی‌دارد."
    )


def _order(terms: OrderTerms) -> str:
    code = f" که با {terms.code_prefix} آغاز می‌شود" if terms.code_prefix else ""
    steps = listed([*(_STEPS[step] for step in terms.steps), "فرستاده"])
    return f"هر سفارش کدی دارد{code}. سفارشی که قطعی شد، به نوبت {steps} می‌شود."


def _finalise(terms: FinaliseTerms) -> str:
    """BAQ-028, PAY-003: how long an order waits to be made definitive."""
    return (
        f"از ثبت سفارش {show_span(terms.within)} فرصت دارید آن را قطعی کنید؛ پس از آن سفارش خودبه‌خود باطل می‌شود."
        f"{' روز تعطیل هم در این مهلت شمرده می‌شود.' if closed_days_count(terms.within) else ''}"
    )
