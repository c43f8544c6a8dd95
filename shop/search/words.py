"""The keys by which words are compared: two spellings of one word have one key. ``theme/static/js/words.js`` is the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from shop.text import normalise

_MARKS = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]+"
)
"""What stands over or under a letter and is no letter of its own with it."""
_PART = re.compile(r"[^\W_]+")
_NO_LETTER = re.compile(r"[\W_]+")
_FOLDED = str.maketrans("يىېےۍكڪةەہھۃٱ۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "یییییککههههها01234567890123456789", "ء")
_DOUBLED = re.compile("([یو])\\1+")
"""«آئینه» and «آیینه», «طاووس» and «طاوس»."""
_KEPT = 20_000

ENDINGS = ("هایشان", "هایمان", "هایتان", "هایی", "هایم", "هایت", "هایش", "های", "ها", "ای", "ی")
"""What a noun may end in and still be the same noun: plurals, whose it is, one of its kind."""
SMALL = frozenset({*ENDINGS, "از", "و", "در", "به", "با", "برای", "که", "را", "تا"})
"""Words that a page need not have to be what is sought."""
_SHORTEST = 2


class Word(NamedTuple):
    """A word as it was spelt, and its key."""

    key: str
    spelt: str


def groups(text: str) -> Iterator[list[Word]]:
    """Return the words of a text, those that no blank parts together: نیم‌بوت is one group of two, TL-WR841N too."""
    for group in _MARKS.sub("", normalise(text)).split():
        words = [Word(key, part) for part in _PART.findall(group) if (key := key_of(part))]
        if words:
            yield words


def words(text: str) -> list[Word]:
    """Return all words of a text."""
    return [word for group in groups(text) for word in group]


def keys(text: str) -> list[str]:
    """Return the keys of all words of a text."""
    parts = _PART.findall(_MARKS.sub("", normalise(text)))
    return [key for part in parts if (key := key_of(part))]


@lru_cache(_KEPT)
def key_of(word: str) -> str:
    """Return the key of one word, '' where nothing of it is a letter or a digit."""
    # Taken apart, «آ», «ئ», «ؤ» and «أ» lose their mark like every letter, and old presentation forms are letters again.
    folded = unicodedata.normalize("NFKD", word).lower().translate(_FOLDED)
    return _DOUBLED.sub(r"\1", _NO_LETTER.sub("", folded))


def stems(key: str) -> list[str]:
    """Return what a key may be without its ending: «گلدانها» may be «گلدان»."""
    return [
        key.removesuffix(ending) for ending in ENDINGS if key.endswith(ending) and len(key) - len(ending) >= _SHORTEST
    ]
