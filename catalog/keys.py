"""Which keys each kind of file has, with an example of each, and the reading of a file's keys as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from catalog.problems import Code, Problems, Spot, nearest
from catalog.source import Field, Source
from shop.text import normalise

PUBLISHED = "published"
DRAFT = "draft"
WITHDRAWN = "withdrawn"

EXAMPLES: Mapping[str, str] = {
    "Title": "گلدان سفالی",
    "Slug": "goldan-sofali",
    "Sku": "GOLDAN-1",
    "Price": "250000",
    "Stock": "12",
    "Category": "home",
    "Image": "goldan-sofali.webp",
    "Picture": "goldan-az-bala.webp | گلدان از بالا",
    "Date": "۱۴۰۵/۰۶/۱۴",
    "Status": PUBLISHED,
    "Class": "home",
    "Weight": "800",
    "Maximum": "3",
    "Summary": "گلدان دست‌ساز لالجین",
    "Seller": "کارگاه لالجین",
    "Lead": "3",
    "Variant": "GOLDAN-1 | کوچک | 250000 | 12 | 800",
    "Was": "۱۴۰۵/۰۸/۲۰ | 230000",
    "Measure": "500 گرم",
    "Alias": "goldan-ghadimi",
    "Order": "1",
    "Filter": "جنس",
}
_PERSIAN = {
    "عنوان": "Title", "نام": "Title", "نام کالا": "Title", "نشانی": "Slug", "آدرس": "Slug", "شناسه": "Sku",
    "کد": "Sku", "کد کالا": "Sku", "قیمت": "Price", "بها": "Price", "موجودی": "Stock", "تعداد": "Stock",
    "دسته": "Category", "دسته بندی": "Category", "عکس": "Image", "تصویر": "Image", "تاریخ": "Date",
    "وضعیت": "Status", "رده": "Class", "کلاس": "Class", "وزن": "Weight", "بیشینه": "Maximum", "حداکثر": "Maximum",
    "سقف": "Maximum", "خلاصه": "Summary", "توضیح": "Summary", "توضیحات": "Summary", "فروشنده": "Seller",
    "گونه": "Variant", "ترتیب": "Order", "آماده سازی": "Lead", "فیلتر": "Filter", "نشانی پیشین": "Alias", "نشانی قبلی": "Alias", "قیمت پیشین": "Was", "قیمت قبلی": "Was",
    "عکس دیگر": "Picture", "عکس ها": "Picture", "گالری": "Picture", "مقدار": "Measure", "وزن خالص": "Measure", "حجم": "Measure",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one kind of file."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    repeatable: tuple[str, ...] = ()

    def all(self) -> tuple[str, ...]:
        """Return every key, required ones first."""
        return (*self.required, *self.optional, *self.repeatable)


@cache
def _by_folded(keys: Keys) -> Mapping[str, str]:
    return {key.casefold(): key for key in keys.all()}


class Fields:
    """The keys of one published file; reading them notes what is unknown, repeated, missing or empty."""

    def __init__(self, source: Source, keys: Keys, problems: Problems) -> None:
        self.path = source.path
        self.problems = problems
        self._known = _by_folded(keys)
        self._found: dict[str, list[Field]] = {}
        for field in source.keyless:
            problems.add(Code.LINE_WITHOUT_KEY, field.spot, value=field.value[:60])
        for field in source.fields:
            self._take(field, keys)

    def _take(self, field: Field, keys: Keys) -> None:
        key = self._known.get(field.key.casefold())
        if key is None:
            meant = _PERSIAN.get(normalise(field.key).replace("\u200c", " "), "")
            if meant not in keys.all():
                meant = nearest(field.key, self._known.values())
            known = "، ".join(self._known.values())
            self.problems.add(Code.UNKNOWN_KEY, field.spot, key=field.key, meant=meant, known=known)
            return
        earlier = self._found.setdefault(key, [])
        if earlier and key not in keys.repeatable:
            self.problems.add(Code.REPEATED_KEY, field.spot, key=key, first=str(earlier[0].spot.line))
            return
        earlier.append(field if field.key == key else Field(key, field.value, field.spot))

    def first(self, key: str) -> Field | None:
        """Return a key's first field as it is, without a word on it."""
        return next(iter(self._found.get(key, ())), None)

    def optional(self, key: str) -> Field | None:
        """Return a key's field; an empty one is noted and counts as absent."""
        field = self.first(key)
        if field is not None and not field.value:
            self.problems.add(Code.EMPTY_KEY, field.spot, key=key, example=EXAMPLES[key])
            return None
        return field

    def required(self, key: str, code: Code = Code.MISSING_KEY) -> Field | None:
        """Return a key's field, or note that it is missing."""
        if key not in self._found:
            self.problems.add(code, Spot(self.path), key=key, example=EXAMPLES[key])
        return self.optional(key)

    def every(self, key: str) -> tuple[Field, ...]:
        """Return all fields of a repeatable key."""
        return tuple(self._found.get(key, ()))


def status_of(source: Source) -> str:
    """Return what a file says of itself, ``published`` where it says nothing."""
    field = source.field("Status")
    return field.value.casefold() if field else PUBLISHED


def is_published(source: Source, problems: Problems) -> bool:
    """Return whether a file is to have a page: all but drafts; a Status that its kind does not know is noted."""
    known = (PUBLISHED, DRAFT, WITHDRAWN) if source.path.startswith("products/") else (PUBLISHED, DRAFT)
    field = source.field("Status")
    if field and status_of(source) not in known:
        write = " یا ".join(f"Status: {one}" for one in known)
        problems.add(Code.BAD_STATUS, field.spot, value=field.value, meant=nearest(field.value, known), known=write)
    return status_of(source) != DRAFT
