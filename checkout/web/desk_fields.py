"""What each form of the desk asks, as values: the page draws them all alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from checkout.web.desk_field import NOTE, AtDesk, Field
from checkout.web.desk_refund_fields import REFUND_FIELDS
from checkout.web.desk_return_fields import RETURN_FIELDS, carriage_fields
from checkout.web.order_words import CANCEL_REASONS, CLOSING_REASONS, RETURN_REASONS, TAKEN, TAKERS
from shop.lifecycle import IN_THE_SHOP, EventKind
from shop.money import UNIT_NAMES, show_money
from shop.order_lines import lines_now
from shop.rules.absence import return_reasons
from shop.rules.ending import reasons_open
from shop.rules.handover import is_insured
from shop.rules.identity import documents_asked, identity_asked
from shop.rules.transfer import report_fields
from shop.rules.way import tracking_asked, ways_open

__all__ = ["FIELDS", "NOTE", "AtDesk", "Field"]


def _reference(_: AtDesk) -> Iterable[Field]:
    return (Field(name="reference", label="کد پیگیری بانک", ltr=True), NOTE)


def _report(desk: AtDesk) -> Iterable[Field]:
    fields, unit = report_fields(desk.shop), desk.shop.price_unit
    left = f"مانده: {show_money(desk.order.due, unit)}"
    yield Field(name="amount", label=f"مبلغ به {UNIT_NAMES[unit]}", ltr=True, hint=left)
    yield Field(name="reference", label="کد پیگیری یا شماره‌ی فیش", ltr=True)
    if "reference_or_card" in fields:
        yield Field(name="card", label="یا چهار رقم آخر کارت", ltr=True)
    if "holder" in fields:
        yield Field(name="holder", label="نام صاحب حساب")
    if "paid_at" in fields:
        yield Field(name="paid_on", label="تاریخ پرداخت", ltr=True, hint="مانند ۱۴۰۵/۰۹/۱۱")
        yield Field(name="paid_time", label="ساعت پرداخت", ltr=True, hint="مانند ۱۰:۱۵")
    yield NOTE


def _why_not(_: AtDesk) -> Iterable[Field]:
    return (Field(name="note", label="علت", hint="برای خریدار فرستاده می‌شود"),)


def _ask(_: AtDesk) -> Iterable[Field]:
    return (Field(name="note", label="پرسش", hint="با پیامک برای خریدار می‌رود و سفارش تا پاسخ می‌ماند"),)


def _answer(_: AtDesk) -> Iterable[Field]:
    return (Field(name="note", label="پاسخ خریدار"),)


def _way(desk: AtDesk) -> Iterable[Field]:
    ways = tuple((way.id, way.name) for way in ways_open(desk.shop))
    return (Field(name="way", label="روش ارسال", kind="choice", choices=ways), NOTE)


def _dispatch(desk: AtDesk) -> Iterable[Field]:
    asked = tracking_asked(desk.order)
    hint = "" if asked else "برای این روش لازم نیست"
    yield Field(name="tracking", label="کد رهگیری یا بارنامه", ltr=True, hint=hint)
    if is_insured(desk.shop, desk.order):
        yield Field(name="insurance", label="شماره‌ی بیمه‌نامه‌ی حمل", ltr=True)
    yield NOTE
    if desk.shop.check:
        yield Field(name="looked_over", label="کالاها را پیش از ارسال دیدم و سالم‌اند", kind="tick")


def _door_money(desk: AtDesk) -> Iterable[Field]:
    unit = desk.shop.price_unit
    left = f"مانده: {show_money(desk.order.due, unit)}"
    yield Field(name="amount", label=f"مبلغ به {UNIT_NAMES[unit]}", ltr=True, hint=left)
    yield Field(name="taken", label="روش دریافت", kind="choice", choices=(("", "انتخاب کنید"), *TAKEN.items()))
    yield Field(name="reference", label="شماره‌ی مرجع کارت‌خوان", ltr=True, hint="از روی رسید؛ برای نقد لازم نیست")
    names = tuple((name, name) for name in desk.staff)
    yield Field(name="collector", label="چه کسی پول را گرفت؟", choices=names, hint="برای نقد لازم است: پول نزد اوست")
    yield NOTE


def _delivered(desk: AtDesk) -> Iterable[Field]:
    shop, order = desk.shop, desk.order
    if identity_asked(shop, order.recipient.place, order.payment):
        if shop.identity.only_named:
            yield Field(name="taker", label="چه کسی گرفت؟", kind="choice", choices=tuple(TAKERS.items()))
        yield Field(name="identity_checked", label="کارت شناسایی گیرنده را دیدم", kind="tick")
    if documents_asked(shop, order.total):
        yield Field(name="documents_matched", label="مدارک با اطلاعات سایت یکی است", kind="tick")
        yield Field(name="photo", label="شماره‌ی عکس مدارک در بایگانی", ltr=True)
    if shop.receipt:
        yield Field(name="receipt_signed", label="برگه‌ی رسید امضا شد", kind="tick")
    yield NOTE


def _sent_back(desk: AtDesk) -> Iterable[Field]:
    reasons = tuple((why, RETURN_REASONS[why]) for why in return_reasons(desk.shop, desk.order))
    yield Field(name="why", label="علت", kind="choice", choices=(("", "انتخاب کنید"), *reasons))
    yield Field(name="report", label="شماره‌ی گزارش مأمور حمل", ltr=True, hint="اگر برای آسیب گزارش نوشته شده")
    yield NOTE


def _line(desk: AtDesk) -> Field:
    lines = tuple((line.sku, f"{line.title} {line.variant}".strip()) for line in lines_now(desk.order))
    return Field(name="sku", label="کالا", kind="choice", choices=lines)


def _closed(desk: AtDesk) -> Iterable[Field]:
    here = desk.order.state in IN_THE_SHOP
    reasons = tuple((why, words) for why, words in CLOSING_REASONS.items() if (why != "refused_at_door") == here)
    yield _line(desk)
    yield Field(name="quantity", label="چند عدد", ltr=True, hint="خالی یعنی همه‌ی آن")
    yield Field(name="why", label="علت", kind="choice", choices=reasons)
    yield NOTE


def _substitute(desk: AtDesk) -> Iterable[Field]:
    ordered = {line.sku for line in lines_now(desk.order)}
    here = {offer.category for sku, offer in desk.release.offers.items() if sku in ordered}
    unit = desk.shop.price_unit
    alike = tuple(
        (offer.sku, f"{offer.title} {offer.variant}".strip() + f"، {show_money(offer.price, unit)}")
        for offer in desk.release.offers.values()
        if offer.category in here and offer.sku not in ordered
    )
    yield _line(desk)
    yield Field(name="new_sku", label="کد کالای جایگزین", ltr=True, choices=alike, hint="هر کد کالای موجود")
    yield NOTE


def _date(_: AtDesk) -> Iterable[Field]:
    yield Field(name="until", label="موعد تازه", ltr=True, hint="مانند ۱۴۰۵/۰۹/۱۵")
    yield NOTE


def _cancel(desk: AtDesk) -> Iterable[Field]:
    shop, open_now = desk.shop, reasons_open(desk.shop, desk.order, desk.at)
    reasons = tuple((why, CANCEL_REASONS[why]) for why in open_now)
    yield Field(name="why", label="علت لغو", kind="choice", choices=(("", "انتخاب کنید"), *reasons))
    if "stock" in open_now and len(lines_now(desk.order)) > 1:
        line = _line(desk)
        yield Field(name="sku", label="کدام کالا تمام شده؟", kind="choice", choices=(("", "هیچ‌کدام"), *line.choices))
    if "price_error" in open_now:
        label = f"قیمت درست کالاها به {UNIT_NAMES[shop.price_unit]}"
        yield Field(name="market_value", label=label, ltr=True, hint="فقط برای قیمت اشتباه")
        if shop.void and shop.void.gross_percent:
            yield Field(name="insists", label="اختلاف فاحش نیست، با این همه باطل شود", kind="tick")
    if desk.order.state == "returned":
        yield from carriage_fields(desk)
        yield Field(name="intact", label="کالا برگشته و دست‌نخورده است", kind="tick")
    yield Field(name="note", label="یادداشت")


FIELDS: Mapping[EventKind, Callable[[AtDesk], Iterable[Field]]] = {
    "transfer_confirmed": _reference,
    "transfer_reported": _report,
    "transfer_rejected": _why_not,
    "method_set": _way,
    "dispatched": _dispatch,
    "door_payment_taken": _door_money,
    "delivered": _delivered,
    "sent_back": _sent_back,
    "information_asked": _ask,
    "information_given": _answer,
    "line_closed": _closed,
    "substitute_offered": _substitute,
    "date_proposed": _date,
    "cancel_refused": _why_not,
    "cancelled": _cancel,
    **REFUND_FIELDS,
    **RETURN_FIELDS,
}
