"""The Persian words of what the rule check finds: what an owner would not see, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from shop.money import Rials, Unit, show_money
from shop.rule_check.finding import Finding, FindingKind
from shop.text import grouped

_WORDS: Mapping[FindingKind, str] = {
    "no-way-to-receive": "خریداری در {city} که «{classes}» به وزن {grams} گرم می‌خواهد{high} هیچ راهی برای دریافت ندارد. راهی برای او بگذارید، یا بپذیرید که به او نمی‌فروشید.",
    "no-way-to-pay": "سفارشی {payable} از «{classes}» به {city} با {about} فرستاده می‌شود ولی هیچ راهی برای پرداخت ندارد. برای آن یک روش پرداخت باز کنید.",
    "never-reached": "{about} برای هیچ سفارشی باز نیست: محدوده، رده، وزن و مبلغش هیچ‌گاه با هم جور نمی‌شود. شرطش را بازتر کنید یا آن را بردارید.",
    "only-at-one-amount": "{about} فقط وقتی باز است که مبلغ سفارش دقیقاً {amount} باشد. اگر بازه‌ای می‌خواهید، کمینه و بیشینه را جدا کنید.",
    "two-windows": "برای یک کالا دو مهلت هست: «{one}» {one_within} و «{other}» {other_within}. بنویسید هر کدام برای چه دلیلی است.",
    "price-said-twice": "یک بند می‌گوید قیمت پس از ثبت سفارش دست نمی‌خورد و بند دیگری می‌گذارد عوض یا باطل شود ({about}). بنویسید کدام در چه هنگام است.",
    "card-for-all": "کارت شناسایی را فقط از سفارش پیش‌پرداخت می‌خواهید، ولی کمابیش هیچ سفارشی نیست که پیش‌پرداخت نباشد؛ پس از همه می‌خواهید.",
    "no-account-to-refund": "پول فقط به حسابی که با آن پرداخت شده برمی‌گردد، ولی پرداخت هنگام تحویل می‌تواند نقد باشد و حسابی ندارد. بنویسید پول نقد چگونه برمی‌گردد.",
    "over-before-confirmed": "مهلت {within} با ساعت عادی می‌گذرد، ولی «{payment}» را کارکنان تأیید می‌کنند و فروشگاه گاهی {closed} ساعت پیاپی بسته است. مهلت را بلندتر کنید یا بپذیرید که با گزارش خریدار می‌ایستد.",
    "over-before-it-starts": "بازه‌ی {about} پیش از آن‌که آغاز شود تمام است؛ هیچ سفارشی به آن نمی‌رسد. ساعت‌ها و روزهایش را دوباره ببینید.",
    "held-for-ever": "سفارش پرداخت‌نشده مهلتی ندارد و کالا را برای همیشه نگه می‌دارد. بخش [finalise] را بنویسید، یا بپذیرید که همکاران خودشان لغو می‌کنند.",
    "no-deadline": "{about} وعده‌ای است که پایانی ندارد و هیچ مهلتی آن را دنبال نمی‌کند. مهلتش را بنویسید، یا بپذیرید که همیشه باز است.",
    "no-complaint": "هیچ بخش [[claim]] نیست: خریدار پس از تحویل برای هیچ ایرادی مهلتی ندارد. مهلت‌ها را بنویسید، یا بپذیرید که با امضای رسید بسته است.",
    "proforma-without-email": "پیش‌فاکتور با ایمیل می‌رود، ولی فرم سفارش ایمیل را لازم نمی‌داند. کسی که ایمیل ندهد آن را فقط در صفحه‌ی سفارش می‌بیند.",
    "unused-zone": "محدوده‌ی {about} در هیچ قاعده‌ای به کار نرفته است. آن را بردارید یا در قاعده‌ای بنویسید.",
}


def finding_sentence(finding: Finding, unit: Unit) -> str:
    """Return what was found and what to do, in Persian; amounts in the shop's unit."""
    facts = {name: _shown(name, value, unit) for name, value in finding.facts.items()}
    high = f" و طبقه‌ی {facts['floor']} است" if facts.get("floor", grouped(1)) != grouped(1) else ""
    return _WORDS[finding.kind].format_map({**facts, "about": f"«{finding.about}»", "high": high})


def _shown(name: str, value: str, unit: Unit) -> str:
    if name in {"amount", "payable"}:
        return show_money(Rials(int(value)), unit)
    return grouped(int(value)) if name in {"grams", "floor", "closed"} else value
