"""The Persian words of an order's life at the desk: its moves, why it ends or comes back, the clocks that run."""

from __future__ import annotations

from collections.abc import Mapping

from shop.lifecycle import EventKind
from shop.rules.absence import ReturnReason
from shop.rules.ending import CancelReason
from shop.rules.handover import Taker
from shop.rules.lines import ClosingReason
from shop.rules.refund_account import AccountKind, Standing
from shop.rules.refund_parts import Part
from shop.rules.returned import Found
from shop.rules.running import Clock, ClockName

MOVES: Mapping[EventKind, str] = {
    "transfer_confirmed": "تأیید واریز",
    "transfer_reported": "ثبت گزارش واریز",
    "transfer_rejected": "رد گزارش واریز",
    "confirmed": "تأیید سفارش",
    "prepared": "آغاز آماده‌سازی",
    "method_set": "انتخاب روش ارسال",
    "dispatched": "ثبت ارسال",
    "door_payment_taken": "ثبت پرداخت هنگام تحویل",
    "delivered": "ثبت تحویل",
    "delivery_failed": "کسی برای تحویل نبود",
    "answered": "خریدار پاسخ داد",
    "sent_back": "بسته برمی‌گردد",
    "came_back": "بسته به فروشگاه رسید",
    "resend_agreed": "ارسال دوباره",
    "information_asked": "پرسیدن از خریدار",
    "information_given": "ثبت پاسخ خریدار",
    "line_closed": "برداشتن یک قلم",
    "substitute_offered": "پیشنهاد کالای جایگزین",
    "date_proposed": "پیشنهاد موعد تازه",
    "cancel_refused": "رد درخواست لغو",
    "cancelled": "لغو سفارش",
    "return_agreed": "پذیرفتن بازگرداندن کالا",
    "goods_arrived": "کالای برگشتی رسید",
    "refunded": "ثبت بازگشت پول",
    "account_declared": "ثبت حساب خریدار",
    "account_asked": "پرسیدن حساب از خریدار",
    "reverse_refused": "بانک برنگردانده است",
}
"""What each move's button says."""

CANCEL_REASONS: Mapping[CancelReason, str] = {
    "buyer": "به درخواست خریدار",
    "stock": "کالا تمام شده",
    "price_error": "قیمت اشتباه درج شده",
    "market": "نوسان بازار",
    "door": "پرداخت در محل",
    "no_answer": "خریدار پاسخ نداد",
    "late": "موعد تحویل گذشت",
    "unpaid_at_door": "هنگام تحویل پرداخت نشد",
    "other": "علتی دیگر، در یادداشت",
}

RETURN_REASONS: Mapping[ReturnReason, str] = {
    "absent": "کسی آن را تحویل نگرفت",
    "address": "نشانی نادرست بود",
    "identity": "هویت گیرنده تأیید نشد",
    "refused_at_door": "هنگام تحویل پذیرفته نشد",
    "unpaid": "هنگام تحویل پرداخت نشد",
    "other": "علتی دیگر، در یادداشت",
}

CLOSING_REASONS: Mapping[ClosingReason, str] = {
    "stock": "تمام شده",
    "buyer": "به خواست خریدار",
    "refused_at_door": "هنگام تحویل، پیش از امضا، پذیرفته نشد",
}

TAKEN: Mapping[str, str] = {"card": "کارت‌خوان", "cash": "نقد"}
"""BAQ-016, BAQ-017: how money came at the door."""

TAKERS: Mapping[Taker, str] = {
    "recipient": "گیرنده‌ی نام‌برده",
    "buyer": "خود خریدار",
    "other": "کس دیگری",
}

CLOCKS: Mapping[ClockName, str] = {
    "finalise": "قطعی‌کردن سفارش",
    "arrival": "رسیدن سفارش",
    "refund": "بازگشت پول",
    "door_cancel": "حق فروشگاه برای لغو سفارش پرداخت در محل",
    "seller_starts": "آغاز کار فروشنده",
    "answer": "تماس با خریدار برای ارسال دوباره",
    "depot": "ماندن بسته در انبار پست",
    "claim": "خبردادن",
    "transfer": "بررسی گزارش واریز",
    "request": "بررسی درخواست لغو",
}


FOUND: Mapping[Found, str] = {
    "intact": "رسید و همان است که باید باشد",
    "kept": "لازم نیست برگردد",
    "refused": "پذیرفته نیست؛ علت در یادداشت",
}
HARM_GROUND = "آسیب در حمل با باربری"

ACCOUNT_KINDS: Mapping[AccountKind, str] = {"sheba": "شماره‌ی شبا", "card": "شماره‌ی کارت"}

REFUND_STANDINGS: Mapping[Standing, str] = {
    "payable": "آماده‌ی پرداخت",
    "no_account": "حساب خریدار معلوم نیست",
    "at_bank": "بانک برمی‌گرداند",
}
"""Whether staff can pay owed money now, or what it waits for."""

REFUND_PARTS: Mapping[Part, str] = {"goods": "بهای کالا", "carriage": "کرایه و هزینه‌ها", "excess": "پرداخت اضافه"}
"""What owed money is of."""

REFUND_TO: Mapping[str, str] = {
    "declared_account": "به حسابی که خریدار می‌گوید",
    "paying_account": "فقط به همان حسابی که از آن پرداخت شده",
    "card": "به شماره‌ی کارت خریدار",
}
"""BAQ-077, CHI-031, ATR-039: where money goes back to."""


REFUND_TO_YOU: Mapping[str, str] = {
    "declared_account": "به حسابی که می‌گویید برمی‌گردد",
    "paying_account": "به همان حسابی که از آن پرداختید برمی‌گردد",
    "card": "به شماره‌ی کارت شما برمی‌گردد",
}


def clock_words(clock: Clock) -> str:
    """Return what a clock is about: «بازگشت پول», or the name of the complaint it closes."""
    return clock.claim or CLOCKS[clock.name]
