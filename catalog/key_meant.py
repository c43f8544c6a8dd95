"""Which key an editor meant where a line has none that is known, or stands where none is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from catalog.problems import Spot, nearest
from catalog.source import Field, Source
from shop.text import normalise

_PERSIAN = {
    "عنوان": "Title", "نام": "Title", "نام کالا": "Title", "نشانی": "Slug", "آدرس": "Slug", "شناسه": "Sku",
    "کد": "Sku", "کد کالا": "Sku", "قیمت": "Price", "بها": "Price", "موجودی": "Stock", "تعداد": "Stock",
    "دسته": "Category", "دسته بندی": "Category", "عکس": "Image", "تصویر": "Image", "تاریخ": "Date",
    "وضعیت": "Status", "رده": "Class", "کلاس": "Class", "وزن": "Weight", "بیشینه": "Maximum", "حداکثر": "Maximum",
    "سقف": "Maximum", "خلاصه": "Summary", "توضیح": "Summary", "توضیحات": "Summary", "فروشنده": "Seller",
    "گونه": "Variant", "ترتیب": "Order", "آماده سازی": "Lead", "فیلتر": "Filter", "نشانی پیشین": "Alias", "نشانی قبلی": "Alias", "قیمت پیشین": "Was", "قیمت قبلی": "Was",
    "عکس دیگر": "Picture", "عکس ها": "Picture", "گالری": "Picture", "مقدار": "Measure", "وزن خالص": "Measure", "حجم": "Measure",
}  # fmt: skip
_WITHOUT_COLON = re.compile(r"(?P<latin>[A-Za-z]+)[\s=;؛،,]+(?P<value>.+)|(?P<persian>[^=;؛]+?)\s*[=;؛]\s*(?P<rest>.+)")
_IN_TEXT = re.compile(r"\n[ \t]{0,3}([A-Z][a-z]+)[ \t]*[:：][ \t]*(.*)")
_INSIDE = re.compile(r"[\s،,;؛|]+([A-Z][a-z]+)[ \t]*[:：]")


def meant_by(typed: str, known: Mapping[str, str]) -> str:
    """Return the key of a file's kind that was probably meant, or nothing; ``known`` has each by its folded form."""
    key = _PERSIAN.get(normalise(typed).replace("\u200c", " "), "")
    return key if key in known.values() else nearest(typed, known.values())


def without_colon(line: str, known: Mapping[str, str]) -> tuple[str, str]:
    """Return the key and the value of a line that lacks its colon, '' for both where it begins with no key."""
    match = _WITHOUT_COLON.fullmatch(line)
    if match is None:
        return "", ""
    key = known.get((match["latin"] or "").casefold(), "")
    if match["persian"]:
        key = _PERSIAN.get(normalise(match["persian"]).replace("\u200c", " "), "")
    return (key, match["value"] or match["rest"]) if key in known.values() else ("", "")


def keys_in_text(source: Source, known: Mapping[str, str]) -> Iterator[Field]:
    """Yield every key, as it is written, that begins a line of the text, where it is not read."""
    if ":" not in source.body and "：" not in source.body:
        return
    text = f"\n{source.body}"
    for match in _IN_TEXT.finditer(text):
        if match[1] in known.values():
            line = source.body_line + text.count("\n", 0, match.start())
            yield Field(match[1], match[2].strip(), Spot(source.path, line))


def keys_inside(field: Field, known: Mapping[str, str]) -> tuple[Field, Sequence[Field]]:
    """Return the key with its own value, and every key that its line goes on with."""
    found = _INSIDE.finditer(field.value) if ":" in field.value or "：" in field.value else ()
    ends = [match for match in found if match[1] in known.values()]
    if not ends:
        return field, ()
    others = [
        Field(match[1], field.value[match.end() : after.start() if after else None].strip(), field.spot)
        for match, after in zip(ends, [*ends[1:], None], strict=True)
    ]
    return field._replace(value=field.value[: ends[0].start()].strip()), others
