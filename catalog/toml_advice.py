"""What to write instead of a wrong value in ``shop.toml``."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic_core import ErrorDetails

from catalog.toml_scan import Key

_BY_NAME: Mapping[str, str] = {
    "id": 'حرف کوچک لاتین، رقم و خط تیره بنویسید: "free-courier"',
    "classes": 'رده‌های کالا را با حرف کوچک لاتین بنویسید: ["food", "home"]',
    "clause": 'نام صفحه و لنگر عنوان را بنویسید: clause = "ordering#finalise"',
    "freight_clause": 'نام صفحه و لنگر عنوان را بنویسید: freight_clause = "payment#freight-prepaid"',
    "brand": 'رنگ را با # و شش رقم شانزده‌تایی کوچک بنویسید: brand = "#1f5b43"',
    "paper": 'رنگ را با # و شش رقم شانزده‌تایی کوچک بنویسید: paper = "#fbf7ee"',
    "corner_px": "عددی از ۰ تا ۳۲ بنویسید: corner_px = 10",
    "code_prefix": 'حداکثر چهار حرف بزرگ لاتین بنویسید: code_prefix = "BQ"',
    "price_unit": 'بنویسید: price_unit = "toman" یا price_unit = "rial"',
    "weekend": 'روزهای تعطیل هفته را بنویسید: weekend = ["friday"]',
    "cutoff": 'ساعت را با دو رقم دقیقه در گیومه بنویسید، تا 24:00: cutoff = "16:00"',
    "hours": 'بنویسید: hours = "clock"، یا ساعت باز و سپس ساعت بسته شدن: hours = ["09:00", "17:00"]',
    "delay": 'پایان دوره پیش از آغازش نباشد: [[week.delay]] و زیر آن from = "1405/12/15" و to = "1405/12/29"',
    "from": 'روزی از تقویم را در گیومه بنویسید: from = "1405/12/15"',
    "to": 'روزی از تقویم را در گیومه بنویسید: to = "1405/12/29"',
    "day": 'روزی از تقویم را در گیومه بنویسید: day = "1405/10/17"',
    "days": "بنویسید چند روز کاری افزوده می‌شود: days = 5",
    "note": 'یک جمله در گیومه بنویسید: note = "…"',
    "add": 'بنویسید: add = [{ day = "1405/10/17", note = "مبعث" }]',
    "remove": 'بنویسید: remove = [{ day = "1405/10/16", note = "مبعث فرداست" }]',
    "holidays": "بخش [holidays] فهرست‌های add و remove را دارد، و هیچ روزی در هر دو نمی‌آید.",
    "working_days": "کمترین و بیشترین روز کاری را بنویسید: working_days = [1, 2]",
    "amount": 'مبلغ را با واحد بنویسید: amount = "95000 toman"',
    "fee": 'یکی از این‌ها را بنویسید: fee = { kind = "free" } یا { kind = "fixed", amount = "95000 toman" } یا { kind = "collect" }',
    "kind": 'یکی از این‌ها را بنویسید: "gateway"، "transfer"، "card_to_card"، "cash_on_delivery"',
    "provider": 'بنویسید: provider = "zarinpal"',
    "zones": 'نام محدوده‌ها را در کروشه بنویسید: zones = ["qom"]',
    "stars": "عددی از ۱ تا ۵ بنویسید: stars = 1",
}
_BY_TYPE: Mapping[str, str] = {
    "bool": "true یا false بنویسید.",
    "int": "عدد درست و بی‌گیومه بنویسید، مانند 24",
    "greater_than": "عددی بزرگ‌تر از صفر بنویسید.",
    "string": 'متنی در گیومه بنویسید: "…"',
    "tuple": 'فهرستی در کروشه بنویسید: ["…"]',
    "dict": "این‌جا یک بخش با کلیدهای خودش می‌آید.",
    "dataclass": "این‌جا یک بخش با کلیدهای خودش می‌آید.",
}


def advice(key: Key, details: ErrorDetails) -> str:
    """Return one sentence on what the key wants: by its name, else by what pydantic found."""
    names = [part for part in key if isinstance(part, str)]
    if names and names[-1] in _BY_NAME:
        return _BY_NAME[names[-1]]
    if details["type"] == "missing":
        return f"بنویسید: {names[-1]} = …" if names else ""
    return next((words for kind, words in _BY_TYPE.items() if details["type"].startswith(kind)), "")
