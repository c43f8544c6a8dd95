"""The Persian words of every refusal: why an option is closed, and what would open it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shop.calendar import show_day, show_moment
from shop.money import Unit, show_money
from shop.rules import (
    cancel,
    delivery,
    ending,
    handover,
    late,
    lines,
    payment,
    receipt,
    refund_account,
    returned,
    transfer,
    way,
)
from shop.terms import Confirmer
from shop.text import persian_digits, show_weight
from shop.verdict import Reason

Words = Callable[[Any, Unit], str]


def reason_words(reason: Reason, unit: Unit = "toman") -> str:
    """Return why an option is refused."""
    return _WHY[type(reason)](reason, unit)


def remedy_words(reason: Reason, unit: Unit = "toman") -> str:
    """Return what would make a refused option allowed."""
    return _WHAT_THEN[type(reason)](reason, unit)


def _outside(reason: delivery.OutsideZone, _: Unit) -> str:
    where = " و ".join(reason.cities) if reason.cities else f"شهرهایی جز {reason.place.city}"
    return f"فقط برای {where}؛ مقصد شما {reason.place.city} است."


def _elsewhere(reason: delivery.OutsideZone, _: Unit) -> str:
    if reason.cities:
        return f"با نشانی گیرنده در {' یا '.join(reason.cities)} باز می‌شود."
    return f"با نشانی گیرنده در شهری جز {reason.place.city} باز می‌شود."


def _less(reason: payment.AboveMaximum, unit: Unit) -> str:
    return f"اگر مبلغ {show_money(type(reason.payable)(reason.payable - reason.maximum), unit)} کمتر شود باز می‌شود."


def _more(reason: payment.BelowMinimum, unit: Unit) -> str:
    return f"اگر مبلغ {show_money(type(reason.payable)(reason.minimum - reason.payable), unit)} بیشتر شود باز می‌شود."


_CONFIRMERS: Mapping[Confirmer, str] = {"haulier": "باربری", "officer": "مسئول فروش"}
_WHY: Mapping[type[Reason], Words] = {
    delivery.OutsideZone: _outside,
    delivery.PublicPlace: lambda r, _: f"تحویل در {r.kind} ممکن نیست.",
    delivery.OnlyForClasses: lambda r, _: f"فقط برای {' و '.join(r.classes)}؛ در سبد شما نیست.",
    delivery.NotForClasses: lambda r, _: f"{' و '.join(r.classes)} با این روش پذیرفته نیست.",
    delivery.TooHeavy: lambda r, _: f"تا {show_weight(r.most)}؛ بسته‌ی شما {show_weight(r.grams)} است.",
    delivery.TooHigh: lambda r, _: (
        f"تا طبقه‌ی {persian_digits(r.most)}؛ نشانی شما طبقه‌ی {persian_digits(r.floor)} حساب می‌شود."
    ),
    payment.FreightIsPrepaid: lambda r, _: f"سفارش باربری پیش از ارسال تسویه می‌شود، با {' یا '.join(r.methods)}.",
    payment.NoAccount: lambda _, __: "شماره‌ی حساب این روش هنوز اعلام نشده است.",
    payment.BelowMinimum: lambda r, unit: (
        f"از {show_money(r.minimum, unit)} به بالا؛ مبلغ این سفارش {show_money(r.payable, unit)} است."
    ),
    payment.AboveMaximum: lambda r, unit: (
        f"تا {show_money(r.maximum, unit)}؛ مبلغ این سفارش {show_money(r.payable, unit)} است."
    ),
    handover.NotSettled: lambda r, unit: f"هنوز {show_money(r.due, unit)} پرداخت نشده است.",
    handover.IdentityNotChecked: lambda _, __: "کارت شناسایی گیرنده باید دیده شود.",
    handover.NotTheRecipient: lambda _, __: "سفارش فقط به خریدار یا گیرنده‌ای که نام برده تحویل می‌شود.",
    handover.DocumentsMissing: lambda _, __: (
        "برای این مبلغ، مدارک گیرنده باید با اطلاعات سایت تطبیق و عکسشان گرفته شود."
    ),
    handover.NotInsured: lambda _, __: "این کالا فقط با بیمه‌ی حمل فرستاده می‌شود.",
    handover.NotLookedOver: lambda _, __: "کالا پیش از ارسال باید بازبینی شود.",
    handover.WaitsForAnswer: lambda _, __: "سفارش منتظر پاسخ خریدار است.",
    handover.CancelUndecided: lambda _, __: "خریدار خواسته است این سفارش لغو شود.",
    handover.WayNotSet: lambda _, __: "هنوز روش ارسال این سفارش را انتخاب نکرده‌اید.",
    cancel.NotThisReason: lambda _, __: "این علت برای این سفارش نیست.",
    cancel.TooFarAlong: lambda _, __: "سفارش از این مرحله گذشته است.",
    ending.WindowOver: lambda r, _: f"مهلت این کار {show_moment(r.ended_at)} تمام شد.",
    ending.TooEarly: lambda r, _: f"این کار از {show_moment(r.begins_at)} ممکن است.",
    ending.NotGross: lambda r, _: (
        f"اختلاف با قیمت بازار {persian_digits(r.percent)} درصد است؛ فروشگاه از {persian_digits(r.gross_percent)} درصد آن را فاحش می‌داند."
    ),
    ending.MarketValueMissing: lambda _, __: "برای اشتباه در قیمت، قیمت درست کالاها لازم است.",
    ending.NotIntact: lambda _, __: "پس از ارسال، لغو فقط با کالای سالم و برگشته پذیرفته می‌شود.",
    lines.NoSuchLine: lambda r, _: (
        f"از این کالا فقط {persian_digits(r.most)} عدد در سفارش است." if r.most else "این کالا در سفارش نیست."
    ),
    lines.LastLine: lambda _, __: "با این کار چیزی از سفارش نمی‌ماند.",
    transfer.NotAWorkingDay: lambda r, _: (
        f"این پرداخت فقط در روز کاری تأیید می‌شود؛ روز کاری بعدی {show_day(r.opens)} است."
    ),
    way.CollectIsNotFree: lambda _, __: "ارسال این سفارش رایگان است و پس‌کرایه فرستاده نمی‌شود.",
    way.NotAmongWays: lambda r, _: f"ارسال رایگان فقط با {' یا '.join(r.ways)} است.",
    receipt.ReceiptSigned: lambda _, __: "با امضای رسید، نوع، تعداد و سلامت ظاهری کالا پذیرفته شده است.",
    late.NotLate: lambda r, _: f"موعد تحویل {show_day(r.due_at)} است و هنوز نگذشته، یا موعد تازه منتظر پاسخ است.",
    late.NoRescission: lambda _, __: "برای این سفارش موعد تازه و فسخ در کار نیست.",
    returned.NotConfirmed: lambda r, _: (
        f"آسیب در حمل را هنوز {' و '.join(_CONFIRMERS[one] for one in r.missing)} تأیید نکرده است."
    ),
    returned.NotOfThisClass: lambda _, __: "این حق برای این رده از کالا نیست.",
    refund_account.AccountMissing: lambda _, __: "خریدار هنوز نگفته پول به کدام حساب برگردد.",
    refund_account.ReversalUnderWay: lambda _, __: "از بانک خواسته‌ایم همین پول را برگرداند و هنوز پاسخ نداده است.",
}

_WHAT_THEN: Mapping[type[Reason], Words] = {
    delivery.OutsideZone: _elsewhere,
    delivery.PublicPlace: lambda _, __: "نشانی خانه یا محل کار بدهید.",
    delivery.OnlyForClasses: lambda r, _: f"با {' یا '.join(r.classes)} در سبد باز می‌شود.",
    delivery.NotForClasses: lambda r, _: f"بی {' و '.join(r.classes)} در سبد باز می‌شود؛ آن را در سفارشی جدا بخرید.",
    delivery.TooHeavy: lambda _, __: "سفارش را دو بسته کنید یا روش دیگری انتخاب کنید.",
    delivery.TooHigh: lambda r, _: f"تا طبقه‌ی {persian_digits(r.most)} تحویل بگیرید یا روش دیگری انتخاب کنید.",
    payment.FreightIsPrepaid: lambda _, __: "با روش ارسال دیگری جز باربری باز می‌شود.",
    payment.NoAccount: lambda _, __: "روش دیگری انتخاب کنید.",
    payment.BelowMinimum: _more,
    payment.AboveMaximum: _less,
    handover.NotSettled: lambda _, __: "اول پرداخت را ثبت کنید.",
    handover.IdentityNotChecked: lambda _, __: "اگر کارت را دیده‌اید، تیک آن را بزنید.",
    handover.NotTheRecipient: lambda _, __: "بسته را به خود گیرنده بدهید، یا دوباره وقت بگذارید.",
    handover.DocumentsMissing: lambda _, __: "تیک تطبیق را بزنید و شماره‌ی عکس مدارک را بنویسید.",
    handover.NotInsured: lambda _, __: "شماره‌ی بیمه‌نامه‌ی حمل را بنویسید.",
    handover.NotLookedOver: lambda _, __: "کالا را ببینید و تیک بازبینی را بزنید.",
    handover.WaitsForAnswer: lambda _, __: "پاسخش را ثبت کنید یا صبر کنید تا خودش در صفحه‌ی سفارش پاسخ دهد.",
    handover.CancelUndecided: lambda _, __: "اول سفارش را لغو کنید یا درخواستش را با علت رد کنید.",
    handover.WayNotSet: lambda _, __: "اول روش ارسال را انتخاب کنید.",
    cancel.NotThisReason: lambda _, __: "علت دیگری انتخاب کنید.",
    cancel.TooFarAlong: lambda _, __: "علت دیگری انتخاب کنید، یا پس از برگشتن کالا دوباره ببینید.",
    ending.WindowOver: lambda _, __: "علت دیگری انتخاب کنید.",
    ending.TooEarly: lambda _, __: "تا آن هنگام صبر کنید.",
    ending.NotGross: lambda _, __: "اگر باز هم باید باطل شود، تیک «با این همه باطل شود» را بزنید.",
    ending.MarketValueMissing: lambda _, __: "قیمت درست کالاهای سفارش را بنویسید.",
    ending.NotIntact: lambda _, __: (
        "کالای برگشته را ببینید و اگر دست‌نخورده است تیکش را بزنید؛ وگرنه درخواست را رد کنید."
    ),
    lines.NoSuchLine: lambda _, __: "تعداد را درست کنید.",
    lines.LastLine: lambda _, __: "همه‌ی سفارش را لغو کنید، یا اگر در راه است برگشتش را ثبت کنید.",
    transfer.NotAWorkingDay: lambda r, _: f"{show_day(r.opens)} دوباره تأیید کنید.",
    way.CollectIsNotFree: lambda _, __: "روشی را انتخاب کنید که کرایه‌اش با فروشگاه است.",
    way.NotAmongWays: lambda _, __: "یکی از همین‌ها را انتخاب کنید.",
    receipt.ReceiptSigned: lambda _, __: "ایرادی که هنگام تحویل پیدا نبود، هنوز پذیرفته است.",
    late.NotLate: lambda _, __: "تا گذشتن موعد، یا پاسخ خریدار، صبر کنید.",
    late.NoRescission: lambda _, __: "برای لغو، علت دیگری انتخاب کنید.",
    returned.NotConfirmed: lambda _, __: "شماره‌ی گزارش باربری و تأیید مسئول فروش را، هر کدام که لازم است، ثبت کنید.",
    returned.NotOfThisClass: lambda _, __: "علت دیگری انتخاب کنید.",
    refund_account.AccountMissing: lambda _, __: "حساب را از خریدار بپرسید، یا اگر گفته است ثبت کنید.",
    refund_account.ReversalUnderWay: lambda _, __: (
        "صبر کنید تا نتیجه‌اش بیاید؛ پرداخت از راه دیگر شاید دو بار پرداختن باشد."
    ),
}
