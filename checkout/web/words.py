"""The Persian words of what the rules and the forms refuse: always what happened, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from checkout.records import AttemptState
from checkout.web.account_words import ACCOUNT_PROBLEMS
from checkout.web.field_names import FIELDS
from checkout.web.statement_words import STATEMENT_PROBLEMS
from shop.calendar import show_date
from shop.errors import BadInput, TooManyRequests
from shop.lifecycle import EventKind, State
from shop.money import Rials, Unit, show_money
from shop.text import persian_digits

_SECONDS_TOLD = 90

STATES: Mapping[State, str] = {
    "new": "تازه",
    "registered": "در انتظار پرداخت",
    "awaiting_transfer": "در انتظار واریز",
    "queued": "در صف آماده‌سازی",
    "confirmed": "تأیید شد",
    "preparing": "در حال آماده‌سازی",
    "dispatched": "فرستاده شد",
    "at_depot": "در انبار پست",
    "returning": "در راه بازگشت",
    "returned": "به فروشگاه برگشت",
    "delivered": "تحویل شد",
    "cancelled": "لغو شد",
    "expired": "مهلت گذشت",
    "needs_refund": "در انتظار بازگشت پول",
    "refunded": "پول برگشت داده شد",
}

EVENTS: Mapping[EventKind, str] = {
    "registered": "سفارش ثبت شد",
    "method_chosen": "روش پرداخت انتخاب شد",
    "transfer_promised": "در انتظار واریز",
    "transfer_reported": "گزارش پرداخت رسید",
    "transfer_rejected": "گزارش پرداخت پذیرفته نشد",
    "door_payment_accepted": "سفارش قطعی شد؛ پرداخت هنگام تحویل",
    "paid": "پرداخت شد",
    "transfer_confirmed": "واریز تأیید شد",
    "confirmed": "سفارش تأیید شد",
    "prepared": "در حال آماده‌سازی",
    "method_set": "روش ارسال انتخاب شد",
    "dispatched": "فرستاده شد",
    "delivery_failed": "کسی برای تحویل نبود",
    "answered": "برای ارسال دوباره هماهنگ شد",
    "held_at_depot": "در انبار پست نگه داشته شد",
    "sent_back": "به فروشگاه برمی‌گردد",
    "came_back": "به فروشگاه برگشت",
    "resend_agreed": "ارسال دوباره خواسته شد",
    "line_closed": "یک قلم از سفارش برداشته شد",
    "substitute_offered": "کالای جایگزین پیشنهاد شد",
    "substitute_accepted": "کالای جایگزین پذیرفته شد",
    "substitute_declined": "کالای جایگزین پذیرفته نشد",
    "repriced": "قیمت پایین آمد",
    "information_asked": "از خریدار پرسیده شد",
    "information_given": "خریدار پاسخ داد",
    "date_proposed": "موعد تازه‌ای پیشنهاد شد",
    "date_accepted": "موعد تازه پذیرفته شد",
    "date_declined": "موعد تازه پذیرفته نشد",
    "delay_told": "دیرکرد ارسال خبر داده شد",
    "cancel_requested": "درخواست لغو رسید",
    "cancel_refused": "درخواست لغو پذیرفته نشد",
    "door_payment_taken": "هنگام تحویل پرداخت شد",
    "delivered": "تحویل شد",
    "cancelled": "لغو شد",
    "expired": "مهلت پرداخت گذشت",
    "revived": "پرداخت شد و سفارش دوباره برقرار شد",
    "return_agreed": "بازگرداندن کالا پذیرفته شد",
    "goods_arrived": "کالای برگشتی رسید",
    "account_asked": "حساب بازگشت پول پرسیده شد",
    "account_declared": "حساب بازگشت پول ثبت شد",
    "reverse_asked": "از بانک خواسته شد پول را برگرداند",
    "reverse_refused": "بانک پول را برنگرداند",
    "part_refunded": "بخشی از پول برگشت داده شد",
    "refunded": "پول برگشت داده شد",
}

PAYMENTS: Mapping[str, str] = {
    "gateway": "درگاه بانکی",
    "transfer": "واریز پایا",
    "card_to_card": "کارت به کارت",
    "deposit": "واریز به حساب",
    "cash_on_delivery": "پرداخت هنگام تحویل",
}

ATTEMPTS: Mapping[AttemptState, str] = {
    "requesting": "در راه بانک",
    "open": "در حال بررسی",
    "paid": "پرداخت شد",
    "failed": "پرداخت نشد",
    "needs_person": "باید بررسی شود",
}

_ACTORS: Mapping[str, str] = {"buyer": "خریدار", "bank": "بانک", "clock": "خودکار", "staff": "همکار"}

_PROBLEMS: Mapping[str, str] = {
    "missing": "{field} را بنویسید.",
    "too_long": "{field} بلندتر از اندازه است. حداکثر {longest} حرف بنویسید.",
    "unprintable": "در {field} نشانه‌ای هست که چاپ نمی‌شود. {field} را پاک کنید و دوباره بنویسید.",
    "bad_mobile": "{field} باید ۱۱ رقم باشد و با ۰۹ شروع شود؛ مانند ۰۹۱۲۳۴۵۶۷۸۹.",
    "bad_landline": "{field} را با پیش‌شماره‌ی شهر بنویسید: ۱۱ رقم، مانند ۰۲۵۳۱۲۳۴۵۶۷.",
    "bad_postal_code": "{field} باید ۱۰ رقم باشد؛ مانند ۳۷۱۵۶۱۲۳۴۹.",
    "bad_national_code": "{field} درست نیست. ۱۰ رقم کارت ملی را بنویسید، با صفرهای اولش.",
    "bad_legal_id": "{field} درست نیست. شناسه‌ی ملی ۱۱ رقمی سازمان را از روی اساسنامه یا سامانه‌ی ثبت بنویسید.",
    "bad_economic_number": "{field} باید ۱۱ یا ۱۴ رقم باشد.",
    "bad_email": "{field} باید نشانه‌ی @ و نام دامنه داشته باشد؛ مانند name@example.ir.",
    "not_whole": "{field} را با رقم و بدون کسر بنویسید؛ مانند ۲.",
    "not_a_number": "{field} را فقط با رقم بنویسید.",
    "too_many": "این تعداد پذیرفته نیست. عددی کوچک‌تر بنویسید.",
    "none_asked": "تعداد را دست‌کم ۱ بنویسید.",
    "unknown_sku": "کالایی با این کد در فروشگاه نیست. کد را از جست‌وجوی همین صفحه بردارید.",
    "cart_full": "در هر سبد حداکثر {longest} کالای گوناگون جا می‌گیرد. چند کالا را حذف کنید، یا باقی را در سفارش دیگری بخرید.",
    "not_listed": "{field} را از فهرست انتخاب کنید.",
    "similar_city": "شهر «{typed}» در استان {province} نیست. منظورتان «{nearest}» است؟ اگر همین نام درست است، دوباره بفرستید.",
    "other_province": "«{typed}» در استان {province} است. استان را درست کنید؛ اگر همین درست است، دوباره بفرستید.",
    "unlisted_city": "شهر «{typed}» در فهرست استان {province} نیست. املایش را ببینید؛ اگر درست است، دوباره بفرستید.",
    "no_street": "نشانی را کامل‌تر بنویسید: خیابان، کوچه و شماره‌ی واحد، تا پیک پیدایتان کند.",
    "not_due": "مبلغ باید بیشتر از صفر و حداکثر {due} باشد.",
    "wrong_amount": "مبلغ گزارش با مبلغ سفارش یکی نیست. مبلغ سفارش {due} است؛ همان را واریز کنید و بنویسید.",
    "already_used": "این {field} پیش‌تر برای سفارش دیگری ثبت شده است. آن را دوباره از روی رسید بنویسید.",
    "bank_says": "در صورت‌حساب بانک، با این کد {due} واریز شده است نه مبلغ گزارش. کد را دوباره ببینید، یا گزارش را نپذیرید.",
    "four_digits": "{field} را با چهار رقم بنویسید؛ مانند ۱۲۳۴.",
    "slip_or_card": "شماره‌ی فیش بانک را بنویسید، یا چهار رقم آخر کارت را.",
    "in_future": "{field} هنوز نرسیده است. آن را از روی رسید بنویسید.",
    "not_for_sale": "کالایی با این کد برای فروش نیست. کد را از فهرست بردارید.",
    "already_in_order": "این کالا در سفارش هست. کالای دیگری پیشنهاد کنید.",
    "too_few_left": "از این کالا {available} عدد مانده است. کالای دیگری پیشنهاد کنید.",
    "gone_meanwhile": "این کالا هم همین حالا تمام شد. چیزی ثبت نشد؛ فروشگاه کالای دیگری پیشنهاد می‌کند.",
    "not_to_come": "{field} باید پس از امروز باشد.",
    "backwards": "{field} پیش از روز آغاز است. روز آغاز یا همان روز پس از آن را بنویسید.",
    "all_past": "این دوره گذشته است. {field} را امروز یا پس از آن بنویسید.",
    "declared_already": "از {since} تا {until} پیش‌تر اعلام شده است. روزهای دیگری بنویسید، یا اول آن را پایان دهید.",
    "bad_time": "{field} را به شکل ۱۰:۱۵ بنویسید.",
    "bad_span": "{field} را با عدد و واحد بنویسید؛ مانند ۴۸ ساعت کاری.",
    "bad_date": "{field} را به شکل ۱۴۰۵/۰۶/۱۴ بنویسید.",
    "not_positive": "{field} باید بیشتر از صفر باشد.",
    "no_unit": "واحد {field} را هم بنویسید: تومان یا ریال.",
    "other_than_asked": "مبلغ این پرداخت {due} است. اگر در بانک مبلغ دیگری نشسته، آن را در پنل درگاه برگردانید و «پول به خریدار برگشته است» را ثبت کنید.",
    "no_order": "سفارش این پرداخت در انبار سفارش‌ها نیست. پول را در پنل درگاه برگردانید و «پول به خریدار برگشته است» را ثبت کنید.",
    "decided_already": "این پرداخت دیگر روشن شده است و چیزی ثبت نشد. شاید همکارتان پیش‌تر آن را بسته یا بانک پاسخ داده است.",
    "missing_choice": "{field} را انتخاب کنید.",
    "no_picture": "این پرونده عکسی نیست که خوانده شود. عکسی JPEG، PNG یا WebP بفرستید؛ از PDF یا صفحه‌ی بانک عکس صفحه بگیرید.",
    "too_many_pixels": "پهنا و بلندای این عکس بیش از اندازه است. از رسید عکس صفحه یا عکس کوچک‌تری بفرستید.",
    "too_large": "{field} از {most} مگابایت بزرگ‌تر است. کوچک‌ترش را انتخاب کنید.",
    "too_many_pictures": "برای این سفارش {most} عکس رسیده است و عکس دیگری نگه داشته نمی‌شود. گزارش را بی عکس بفرستید.",
    "choose_again": "{field} را دوباره انتخاب کنید؛ مرورگر آن را نگه نمی‌دارد.",
    **ACCOUNT_PROBLEMS,
    **STATEMENT_PROBLEMS,
}


def field_error(error: BadInput, unit: Unit = "toman") -> str:
    """Return what is wrong with a field, and what to type."""
    facts = {name: _shown(value, name, unit) for name, value in error.facts.items()}
    return _PROBLEMS[error.problem].format(field=FIELDS.get(error.field, error.field), **facts)


def where_in_file(error: BadInput) -> str:
    """Return where in a file a mistake is, '' if it is of the whole file or of no file."""
    facts = error.facts
    if "line" not in facts:
        return ""
    column = f"، ستون {facts['column']}" if "column" in facts else ""
    typed = f" («{facts['typed']}»)" if facts.get("typed") else ""
    return f"سطر {persian_digits(facts['line'])}{column}{typed}: "


def who(by: str) -> str:
    """Return who made an event happen: «staff:ali» is a member of staff."""
    actor, _, name = by.partition(":")
    return f"{_ACTORS[actor]} {name}".strip()


def too_many(error: TooManyRequests) -> str:
    """Return how long to wait after a limit was used up."""
    seconds = error.retry_after
    wait = (
        f"{persian_digits(seconds)} ثانیه‌ی"
        if seconds <= _SECONDS_TOLD
        else f"{persian_digits(-(-seconds // 60))} دقیقه‌ی"
    )
    return f"درخواست‌ها زیاد شد. {wait} دیگر دوباره امتحان کنید."


def _shown(value: object, name: str, unit: Unit) -> str:
    if name == "due" and isinstance(value, int):
        return show_money(Rials(value), unit)
    if isinstance(value, date):
        return show_date(value)
    return persian_digits(value)
