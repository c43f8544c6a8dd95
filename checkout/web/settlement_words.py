"""The Persian words of a day's sheet: tills, what is known of them, parts of what orders cost, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from checkout.web.attempt_words import gateway_name
from shop.cost import CARRIAGE, DISCOUNT, GOODS, RESENDING, UNEXPLAINED, charge_name
from shop.ledger import fee_name
from shop.ledger_check import What
from shop.settlement import Known, Why
from shop.terms import Shop
from shop.text import persian_digits
from shop.tills import CASH, POS, account_of, gateway_of

KNOWN: Mapping[Known, str] = {
    "told": "",
    "partly": "صورت‌حساب تا همین روز وارد شده و شاید کامل نباشد",
    "untold": "صورت‌حساب بانک وارد نشده",
    "recorded": "فقط آنچه همکاران ثبت کرده‌اند",
}
"""How far a bank has told of a till's day."""

OWED_FOR: Mapping[Why, str] = {
    "paid_twice": "بیش از مبلغ سفارش پرداخت شده",
    "ended": "سفارش پیش از رسیدن پول تمام شده بود",
    "order_lost": "سفارشی با این کد نیست",
}

MISMATCHES: Mapping[What, str] = {
    "missing": "در دفتر ثبت نشده است",
    "strange": "در دفتر هست و در سرگذشت سفارش نیست",
    "changed": "دفتر چیزی جز سرگذشت سفارش می‌گوید",
    "unbalanced": "جمع ثبت دفتر صفر نیست",
    "unexplained": "مبلغ سفارش با جزئیاتش نمی‌خواند",
    "chain": "سرگذشت سفارش دست خورده است",
}

_PARTS: Mapping[str, str] = {
    GOODS: "کالا",
    DISCOUNT: "ارزان‌شدن پس از ثبت",
    CARRIAGE: "کرایه",
    RESENDING: "هزینه‌ی ارسال دوباره",
    UNEXPLAINED: "بی‌توضیح",
}


def till_words(till: str, shop: Shop) -> str:
    """Return the name of a till: «درگاه زرین‌پال», «حساب فروشگاه», «کارت‌خوان هنگام تحویل»."""
    if till in {CASH, POS}:
        return "نقد هنگام تحویل" if till == CASH else "کارت‌خوان هنگام تحویل"
    if till.startswith("gateway:"):
        name = gateway_of(till)
        return f"درگاه {gateway_name(name)}" if name else "درگاه (نامش ثبت نشده)"
    account = account_of(till)
    named = next((one.name for one in shop.statement if one.id == account), "")
    return named or (f"حساب {persian_digits(account)}" if account else "حساب فروشگاه (شماره‌اش ثبت نشده)")


def part_words(account: str) -> str:
    """Return what money is kept for: a part of what orders cost, a charge by its name, or a fee."""
    fee = fee_name(account)
    if fee is not None:
        return f"کسر {fee}" if fee else "کسر هنگام بازگشت پول"
    return charge_name(account) or _PARTS.get(account, account)
