"""What each key of ``shop.toml`` wants, in a few Persian words with an example to copy."""

from __future__ import annotations

from collections.abc import Mapping

_SPAN = "عدد و واحد بنویسید؛ واحد یکی از hours، working hours، days، working days است"
_AMOUNT = "مبلغ را با واحدش (toman یا rial) در گیومه بنویسید"
_DAY = "روزی از تقویم را در گیومه بنویسید، یا «ماه/روز» برای هر سال"
_FLAG = "true یا false بنویسید"

WANTED: Mapping[str, str] = {
    "id": 'حرف کوچک لاتین، رقم و خط تیره بنویسید: id = "free-courier"',
    "name": 'نامی در گیومه بنویسید: name = "پیک رایگان"',
    "note": 'یک جمله در گیومه بنویسید: note = "…"',
    "clause": 'نام صفحه و لنگر عنوان را بنویسید: clause = "ordering#finalise"',
    "zones": 'نام محدوده‌ها را در کروشه بنویسید: zones = ["qom"]',
    "within": f'{_SPAN}: within = "48 working hours"',
    "amount": f'{_AMOUNT}: amount = "95000 toman"',
    "minimum": f'{_AMOUNT}: minimum = "400000 toman"',
    "only_classes": 'id رده‌های کالا را در کروشه بنویسید: only_classes = ["home"]',
    "except_classes": 'id رده‌های کالا را در کروشه بنویسید: except_classes = ["home"]',
    "tagline": 'شعار فروشگاه را در گیومه بنویسید: tagline = "خوراک سالم، خانه‌ی آرام"',
    "description": 'یک جمله درباره‌ی فروشگاه بنویسید: description = "عسل و خرما، از تولیدکننده تا در خانه."',
    "price_unit": 'بنویسید: price_unit = "toman" یا price_unit = "rial"',
    "site_url": 'نشانی را با https:// و بی «/» در پایان بنویسید: site_url = "https://golkhaneh.example"',
    "checkout_url": 'نشانی را با https:// و بی «/» در پایان بنویسید: checkout_url = "https://pay.golkhaneh.example"',
    "class": 'دست‌کم یک رده‌ی کالا بنویسید: [[class]] و زیر آن id = "food" و name = "خوراکی"',
    "delivery": 'دست‌کم یک راه ارسال بنویسید: [[delivery]] و زیر آن id = "courier" و کلیدهای دیگرش',
    "payment": 'دست‌کم یک راه پرداخت بنویسید: [[payment]] و زیر آن kind = "gateway" و کلیدهای دیگرش',
    "look.brand": 'رنگ را با # و شش رقم شانزده‌تایی کوچک بنویسید: brand = "#1f5b43"',
    "look.paper": 'رنگ را با # و شش رقم شانزده‌تایی کوچک بنویسید: paper = "#fbf7ee"',
    "look.corner_px": "عددی از ۰ تا ۳۲ بنویسید: corner_px = 10",
    "look.accent": 'رنگ را با # و شش رقم شانزده‌تایی کوچک بنویسید: accent = "#f2a81d"',
    "look.layout": 'بنویسید: layout = "even" یا "airy" یا "full" یا "ruled" یا "listed"',
    "look.hero": 'نام عکسی از پوشه‌ی images را در گیومه بنویسید: hero = "hero.webp"',
    "contact.mobile": 'شماره‌ی موبایل را، ۱۱ رقم، در گیومه بنویسید: mobile = "09120000011"',
    "contact.landline": 'تلفن ثابت را با پیش‌شماره در گیومه بنویسید: landline = "02530000000"',
    "contact.address": 'نشانی پستی را در گیومه بنویسید: address = "قم، بلوار نمونه، کوچه‌ی یکم، پلاک ۱"',
    "contact.sms_sender": 'شماره‌ای را که پیامک از آن می‌رود در گیومه بنویسید: sms_sender = "30000000000110"',
    "contact.sales_officer": 'شماره‌ی مسئول فروش را، ۱۱ رقم، در گیومه بنویسید: sales_officer = "09120000012"',
    "contact.email": 'یک ایمیل بنویسید: email = "info@golkhaneh.example"',
    "contact.subject.to": 'ایمیلی بنویسید که این پیام‌ها به آن برود: to = "info@golkhaneh.example"',
    "accounts.bank": 'نام بانک را در گیومه بنویسید: bank = "بانک نمونه"',
    "accounts.holder": 'نام صاحب حساب را در گیومه بنویسید: holder = "فروشگاه گلخانه"',
    "accounts.number": 'شماره‌ی حساب را در گیومه بنویسید: number = "0000-12345-1"',
    "accounts.sheba": 'شبا را، IR و ۲۴ رقم، در گیومه بنویسید: sheba = "IR780990000000000000012345"',
    "accounts.card": 'شماره‌ی کارت را، ۱۶ رقم، در گیومه بنویسید: card = "9999990000001236"',
    "enamad_proof": 'عددی را که سامانه‌ی نماد داده در گیومه بنویسید: enamad_proof = "30219485"',
    "seal.enamad_id": 'شناسه‌ای را که صادرکننده داده در گیومه بنویسید: enamad_id = "312045"',
    "seal.enamad_code": 'کدی را که همراه شناسه است در گیومه بنویسید: enamad_code = "Kq7LwT2mN9pR"',
    "seal.stars": "عددی از ۱ تا ۵ بنویسید: stars = 1",
    "feeds.emalls": f"{_FLAG}: emalls = true",
    "feeds.torob": f"{_FLAG}: torob = true",
    "class.insured": f"{_FLAG}: insured = true",
    "class.specifications": 'عنوان ردیف‌های مشخصات را در کروشه بنویسید: specifications = ["ماندگاری"]',
    "class.cancel_until": 'نام یک مرحله‌ی سفارش را بنویسید: cancel_until = "queued"',
    "week.weekend": 'روزهای تعطیل هفته را به انگلیسی بنویسید، نه هر هفت روز را: weekend = ["friday"]',
    "week.hours": 'بنویسید: hours = "clock"، یا ساعت باز و سپس ساعت بسته شدن: hours = ["09:00", "17:00"]',
    "cutoff": 'ساعت را با دو رقم دقیقه در گیومه بنویسید، تا 24:00: cutoff = "16:00"',
    "week.delay": 'برای هر دوره بنویسید: [[week.delay]] و زیر آن from = "12/15"، to = "12/29" و note = "…"',
    "week.delay.from": f'{_DAY}: from = "1405/12/15" یا from = "12/15"',
    "week.delay.to": f'{_DAY}: to = "1405/12/29" یا to = "12/29"',
    "week.delay.not_before": f'{_DAY}: not_before = "1406/01/14" یا not_before = "01/14"',
    "week.delay.days": "بنویسید چند روز کاری افزوده می‌شود: days = 5",
    "holidays": "بخش [holidays] فهرست‌های add و remove را دارد، و هیچ روزی در هر دو نمی‌آید.",
    "holidays.add": 'بنویسید: add = [{ day = "1405/10/17", note = "مبعث" }]',
    "holidays.remove": 'بنویسید: remove = [{ day = "1405/10/16", note = "مبعث فرداست" }]',
    "day": 'روزی از تقویم را در گیومه بنویسید: day = "1405/10/17"',
    "quantity.maximum": "عددی بزرگ‌تر از صفر و بی‌گیومه بنویسید: maximum = 5",
    "order.code_prefix": 'حداکثر چهار حرف بزرگ لاتین بنویسید: code_prefix = "BQ"',
    "order.steps": 'کارهای میان قطعی‌شدن و ارسال را، هر کدام یک بار، بنویسید: steps = ["confirmed", "prepared"]',
    "stock.few": "عددی از ۲ تا ۱۰۰ و بی‌گیومه بنویسید: few = 3",
    "price.after_order": 'بنویسید: after_order = "locked" یا after_order = "follows_drops"',
    "price.history": f"{_FLAG}: history = true",
    "void.gross_percent": "درصدی از ۱ تا ۹۹ و بی‌گیومه بنویسید: gross_percent = 20",
    "sellers.lead_days": "شمار روزهای کاری را بی‌گیومه بنویسید: lead_days = 1",
    "cancel.own_until": (
        'آخرین مرحله‌ای را بنویسید که خریدار خودش لغو می‌کند: own_until = "queued"، یا یکی از never، registered،'
        " awaiting_transfer، confirmed، preparing"
    ),
    "cancel.after_dispatch": f"{_FLAG}: after_dispatch = true",
    "absence.attempts": "شمار بارها را بی‌گیومه بنویسید: attempts = 2",
    "absence.hold_days": "شمار روزها را بی‌گیومه بنویسید: hold_days = 3",
    "absence.resend_fee": f'{_AMOUNT}: resend_fee = "80000 toman"',
    "absence.answer_within": f'{_SPAN}: answer_within = "24 hours"',
    "refund.destination": 'بنویسید: destination = "declared_account" یا "paying_account" یا "card"',
    "harm.confirmed_by": 'بنویسید چه کسی تأیید می‌کند: confirmed_by = ["haulier"] یا ["haulier", "officer"]',
    "claim.whole": f"{_FLAG}: whole = true",
    "refund.carriage_out": 'نام این کسر را بنویسید: carriage_out = "کرایه‌ی رفت"',
    "refund.carriage_back": 'نام این کسر را بنویسید: carriage_back = "کرایه‌ی برگشت"',
    "refund.deduction": (
        'هر کسر یا درصد دارد یا مبلغ، نه هر دو: [[refund.deduction]] و زیر آن name = "…" و'
        ' percent = "0.5" یا amount = "720 toman"'
    ),
    "refund.deduction.percent": 'درصدی بیشتر از صفر و کمتر از صد در گیومه بنویسید: percent = "0.5"',
    "cart.keep_days": "شمار روزها را بی‌گیومه بنویسید: keep_days = 30",
    "form.required": 'آنچه فرم سفارش باید داشته باشد: required = ["landline", "email", "plate", "postal_code"]، یا [] برای هیچ',
    "address.refused_kinds": 'جاهایی را که به آن‌ها نمی‌فرستید بنویسید: refused_kinds = ["هتل"]',
    "invoice.legal_entity": f"{_FLAG}: legal_entity = true",
    "invoice.in_parcel": 'بنویسید: in_parcel = "asked" (به خواست خریدار) یا in_parcel = "always"',
    "identity.asked": 'بنویسید: asked = "always" یا asked = "prepaid" یا asked = "never"',
    "identity.only_named": f"{_FLAG}: only_named = true",
    "identity.documents.above": f'{_AMOUNT}: above = "100000000 rial"',
    "report.fields": (
        'آنچه خریدار از واریزش می‌گوید: fields = ["reference"]، یا چندتا از reference، reference_or_card، holder، paid_at'
    ),
    "statement.payments": (
        'بنویسید کدام واریزها به این حساب می‌آید: payments = ["transfer", "card_to_card"]، یا "deposit"'
    ),
    "statement.unit": 'بنویسید مبلغ‌های بانک به چه واحدی است: unit = "rial" یا unit = "toman"',
    "statement.date": 'عنوان ستون تاریخ را، چنان‌که در فایل بانک است، بنویسید: date = "تاریخ"',
    "statement.time": 'عنوان ستون ساعت را، چنان‌که در فایل بانک است، بنویسید: time = "ساعت"',
    "statement.deposit": 'عنوان ستون واریز را، چنان‌که در فایل بانک است، بنویسید: deposit = "واریز"',
    "statement.withdrawal": 'عنوان ستون برداشت را، چنان‌که در فایل بانک است، بنویسید: withdrawal = "برداشت"',
    "statement.reference": 'عنوان ستون شماره‌ی پیگیری را، چنان‌که در فایل بانک است، بنویسید: reference = "شماره پیگیری"',
    "statement.about": 'عنوان ستون شرح را، چنان‌که در فایل بانک است، بنویسید: about = "شرح"',
    "statement.balance": 'عنوان ستون مانده را، چنان‌که در فایل بانک است، بنویسید: balance = "مانده"',
    "statement.settles": f"{_FLAG}: settles = true",
    "deliveries": 'id راه‌های ارسال را در کروشه بنویسید: deliveries = ["courier"]',
    "delivery.fee": (
        'یکی از این‌ها را بنویسید: fee = { kind = "free" } یا { kind = "fixed", amount = "95000 toman" }'
        ' یا { kind = "collect" } یا { kind = "weight", rows = […] } یا { kind = "floors", stairs = 6, amounts = […] }'
    ),
    "delivery.fee.kind": 'یکی از این‌ها را بنویسید: "free"، "fixed"، "collect"، "weight"، "floors"',
    "delivery.fee.rows": 'ردیف‌ها را از سبک به سنگین بنویسید: rows = [{ up_to_grams = 2000, amount = "16000 toman" }]',
    "delivery.fee.rows.up_to_grams": "وزن را به گرم و بی‌گیومه بنویسید: up_to_grams = 2000",
    "delivery.fee.stairs": "بنویسید از چند پله به بالا طبقه‌ی دوم به شمار می‌آید: stairs = 6",
    "delivery.fee.amounts": f'{_AMOUNT}، از طبقه‌ی نخست به بالا: amounts = ["1500000 rial", "2000000 rial"]',
    "delivery.by_freight": f"{_FLAG}: by_freight = true",
    "delivery.hand_over": 'جای تحویل را در گیومه بنویسید: hand_over = "جلوی در اصلی ساختمان"',
    "delivery.working_days": "کمترین و سپس بیشترین روز کاری را بنویسید: working_days = [1, 2]",
    "delivery.tracking": f"{_FLAG}: tracking = false",
    "charge.classes": 'id رده‌های کالا را در کروشه بنویسید: classes = ["home"]',
    "payment.kind": 'یکی از این‌ها را بنویسید: "gateway"، "transfer"، "card_to_card"، "deposit"، "cash_on_delivery"',
    "payment.provider": 'یکی از این‌ها را بنویسید: provider = "zarinpal" یا "zibal" یا "sep"',
    "payment.fallback": 'نام درگاه‌ها را در کروشه بنویسید: fallback = ["zibal"]',
    "payment.recommended": f"{_FLAG}: recommended = true",
    "payment.for_freight": f"{_FLAG}: for_freight = false",
    "payment.maximum": f'{_AMOUNT}: maximum = "3000000 toman"',
    "payment.working_days_only": f"{_FLAG}: working_days_only = true",
    "payment.freight_clause": 'نام صفحه و لنگر عنوان را بنویسید: freight_clause = "payment#freight-prepaid"',
    "claim.after": 'بنویسید: after = "delivered" یا after = "refused_at_door"',
    "reading.tension": 'نام تنش را بنویسید: tension = "T-GOL-01"',
    "reading.about": 'چند واژه درباره‌ی تنش بنویسید: about = "مهلت با ساعت عادی می‌گذرد"',
    "reading.taken": 'بنویسید کدام خوانش را گرفته‌اید: taken = "مهلت با گزارش خریدار می‌ایستد."',
    "reading.findings": 'نام یافته‌ها را، همان‌گونه که بازبین می‌گوید، بنویسید: findings = ["held-for-ever:finalise"]',
}
"""By path, or by the last name where all keys of that name want the same."""

OF_A_ZONE = 'شهرهای هر محدوده را به شکل «استان/شهر» در کروشه بنویسید: qom = ["قم/قم"]'
"""The keys of ``[zones]`` are the owner's own."""

BY_SLIP: Mapping[str, str] = {
    "latest_before_earliest": "روز دوم پیش از روز نخست است؛ کمترین و سپس بیشترین را بنویسید: working_days = [1, 2]",
    "year_in_some": 'یا هر روز دوره سال دارد یا هیچ‌کدام: from = "12/15" و to = "12/29"',
    "end_before_start": "پایان پیش از آغاز است؛ جای دو مقدار را عوض کنید.",
    "never_open": 'هر هفت روز تعطیل است؛ روزهای کاری را بردارید: weekend = ["friday"]',
    "added_and_removed": "یک روز هم در add است و هم در remove؛ یکی را پاک کنید.",
    "none_named": 'دست‌کم یک راه ارسال بنویسید: deliveries = ["courier"]',
}
"""What to say of one special slip instead of what the key wants."""
