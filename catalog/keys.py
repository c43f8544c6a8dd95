"""Which keys each kind of file has, with an example of each, and the reading of a file's keys as a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from catalog.key_meant import keys_in_text, keys_inside, meant_by, without_colon
from catalog.problems import Code, Problems, Spot, nearest
from catalog.source import Field, Source
from shop.text import grouped, search_form

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
_STATUSES = {
    search_form(typed): status
    for status, several in {
        PUBLISHED: ("منتشر شده", "انتشار", "منتشر"),
        DRAFT: ("پیش‌نویس", "چرک‌نویس", "hidden", "skip"),
        WITHDRAWN: ("ناموجود", "حذف شده", "برچیده"),
    }.items()
    for typed in several
}
_SAYS_SOMETHING = re.compile(r"\w")
"""A letter or a digit: what has none of them is no value, whatever mark stands there."""


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
    """The keys of one published file; reading them notes what is unknown, repeated, missing or empty.

    A key that was misspelt, has no colon or stands in the text is told once, and read as it was meant.
    """

    def __init__(self, source: Source, keys: Keys, problems: Problems) -> None:
        self.path = source.path
        self.problems = problems
        self._keys = keys
        self._known = _by_folded(keys)
        self._found: dict[str, list[Field]] = {}
        self._has_keys = True
        strange = [field for field in source.fields if not self._take(field)]
        in_text = [*keys_in_text(source, self._known)]
        meant = [field for field in strange if meant_by(field.key, self._known)]
        loose = [field for field in source.keyless if without_colon(field.value, self._known)[0]]
        if not (self._found or in_text or meant or loose):
            self._has_keys = False
            problems.add(Code.NO_KEYS, Spot(self.path), key="Title", example=EXAMPLES["Title"])
            return
        for field in strange:
            self._note_unknown(field)
        for field in source.keyless:
            self._note_keyless(field)
        self._note_in_text(in_text)

    def _take(self, field: Field) -> bool:
        """Take a field whose key is known; of two keys on one line, both."""
        key = self._known.get(field.key.casefold())
        if key is None:
            return False
        own, others = keys_inside(field, self._known)
        for one in others:
            self.problems.add(Code.TWO_KEYS, field.spot, key=one.key, value=one.value)
            self._read_as(one.key, one)
        earlier = self._found.setdefault(key, [])
        if earlier and key not in self._keys.repeatable:
            self.problems.add(Code.REPEATED_KEY, field.spot, key=key, first=str(earlier[0].spot.line))
        else:
            earlier.append(own if own.key == key else own._replace(key=key))
        return True

    def _read_as(self, key: str, field: Field) -> None:
        """Go by what was meant, so that one slip is told once; a key that is there counts."""
        if key and (key not in self._found or key in self._keys.repeatable):
            self._found.setdefault(key, []).append(field._replace(key=key))

    def _note_unknown(self, field: Field) -> None:
        meant, known = meant_by(field.key, self._known), "، ".join(self._known.values())
        self.problems.add(Code.UNKNOWN_KEY, field.spot, key=field.key[:60], meant=meant, known=known)
        self._read_as(meant, field)

    def _note_keyless(self, field: Field) -> None:
        key, value = without_colon(field.value, self._known)
        meant = f"{key}: {value}" if key else ""
        self.problems.add(Code.LINE_WITHOUT_KEY, field.spot, value=field.value[:60], meant=meant)
        self._read_as(key, field._replace(value=value))

    def _note_in_text(self, fields: Sequence[Field]) -> None:
        for field in fields[:1]:
            others = grouped(len(fields) - 1) if len(fields) > 1 else ""
            self.problems.add(Code.KEY_IN_TEXT, field.spot, key=field.key, others=others)
        for field in fields:
            if field.key not in self._found:
                self._read_as(field.key, field)

    def first(self, key: str) -> Field | None:
        """Return a key's first field as it is, without a word on it."""
        return next(iter(self._found.get(key, ())), None)

    def optional(self, key: str) -> Field | None:
        """Return a key's field; an empty one is noted and counts as absent."""
        field = self.first(key)
        if field is not None and not _SAYS_SOMETHING.search(field.value):
            self.problems.add(Code.EMPTY_KEY, field.spot, key=key, example=EXAMPLES[key])
            return None
        return field

    def required(self, key: str, code: Code = Code.MISSING_KEY) -> Field | None:
        """Return a key's field, or note that it is missing."""
        if key not in self._found and self._has_keys:
            self.problems.add(code, Spot(self.path), key=key, example=EXAMPLES[key])
        return self.optional(key)

    def every(self, key: str) -> tuple[Field, ...]:
        """Return all fields of a repeatable key."""
        found = tuple(self._found.get(key, ()))
        for field in found:
            if not field.value:
                self.problems.add(Code.EMPTY_KEY, field.spot, key=key, example=EXAMPLES[key])
        return tuple(field for field in found if field.value)


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
        if not field.value:
            problems.add(Code.EMPTY_KEY, field.spot, key="Status", example=PUBLISHED)
            return True
        meant = _STATUSES.get(search_form(field.value)) or nearest(field.value, known)
        problems.add(Code.BAD_STATUS, field.spot, value=field.value, meant=meant if meant in known else "", known=write)
    return status_of(source) != DRAFT
