"""How an order is paid: which way for whom and how much, freight, and what is reported of a transfer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalog.rule_sentences.phrases import addresses, amount, class_names, listed
from shop.terms import Payment, ReportField, ReportTerms, Shop

_MANUAL = frozenset({"transfer", "card_to_card", "deposit"})
_REPORTED: Mapping[ReportField, str] = {
    "reference": "کد پیگیری",
    "reference_or_card": "کد پیگیری (یا چهار رقم آخر کارت)",
    "holder": "نام صاحب حساب",
    "paid_at": "روز و ساعت پرداخت",
}


def texts(shop: Shop) -> Iterator[tuple[str, str]]:
    """Yield what is said of payment."""
    for payment in shop.payment:
        yield f"payment.{payment.kind}", " ".join(_payment(shop, payment))
    if freight := _freight(shop):
        yield "payment.freight", freight
    if shop.report:
        yield "report", _report(shop, shop.report)


def _payment(shop: Shop, payment: Payment) -> Iterator[str]:
    """BAQ-006, BAQ-015, BAQ-019, BAK-053..055, PAY-021..023, CHI-017: for whom it is open, and for how much."""
    orders = addresses(shop, payment.zones) if payment.zones else "همه‌ی سفارش‌ها"
    freight = "، جز سفارش باربری" if not payment.for_freight and _sends_freight(shop) else ""
    recommended = f"{'،' if freight else ''} و روش پیشنهادی ماست" if payment.recommended else ""
    yield f"{payment.name} برای {orders} باز است{freight}{recommended}."
    if limits := _limits(shop, payment):
        yield limits
    if payment.except_classes:
        yield f"سفارشی که {class_names(shop, payment.except_classes, 'یا')} دارد با این روش پرداخت نمی‌شود."
    if payment.kind == "gateway":
        yield "بانک که تأیید کند، سفارش همان دم قطعی است."
    elif payment.kind in _MANUAL:
        when = "، و تأیید فقط در روزهای کاری ممکن است" if payment.working_days_only else ""
        yield f"سفارش پس از تأیید واریز قطعی می‌شود{when}."


def _limits(shop: Shop, payment: Payment) -> str:
    """Both ends are allowed amounts themselves."""
    least, most = payment.minimum, payment.maximum
    if most is None:
        return "" if least is None else f"مبلغ سفارش باید {amount(shop, least)} یا بیشتر باشد."
    if least is None:
        return f"سقف مبلغ سفارش {amount(shop, most)} است و خود این مبلغ هم پذیرفته است."
    if least == most:
        return f"فقط مبلغ دقیق {amount(shop, most)} پذیرفته است، نه کمتر و نه بیشتر."
    return f"مبلغ سفارش باید از {amount(shop, least)} تا {amount(shop, most)} باشد."


def _sends_freight(shop: Shop) -> bool:
    return any(delivery.by_freight for delivery in shop.delivery)


def _freight(shop: Shop) -> str:
    """BAQ-019, BAK-055, PAY-021, PAY-024: how an order sent by freight is settled."""
    closed = [payment.name for payment in shop.payment if not payment.for_freight]
    ways = [payment.name for payment in shop.payment if payment.for_freight and payment.kind != "cash_on_delivery"]
    if not closed or not ways or not _sends_freight(shop):
        return ""
    return f"سفارش باربری پیش از ارسال، با {listed(ways, 'یا')}، تسویه می‌شود؛ {listed(closed)} برای آن باز نیست."


def _report(shop: Shop, terms: ReportTerms) -> str:
    """BAQ-013, PAY-027, CHI-015: what a buyer tells of a transfer."""
    ways = listed([payment.name for payment in shop.payment if payment.kind in _MANUAL], "یا")
    told = listed(["مبلغ", *(_REPORTED[field] for field in terms.fields)])
    return f"پس از {ways}، {told} را در صفحه‌ی همان سفارش گزارش کنید."
