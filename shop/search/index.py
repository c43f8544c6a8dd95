"""What is looked through for a query: the words of every product as one text, and where in it each word begins."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from shop.search.listing import Listing
from shop.search.words import groups, stems

FIELDS = 4
"""A product's title, codes, shelf and further words follow each other in the text, in this order."""
WHOLE = (12, 12, 6, 3)
PREFIX = (8, 6, 4, 2)
"""What it is worth that a field has a word, or one that begins so."""
AT_THE_START = 1
STEM = 1
"""What it is worth more at the beginning of a title, and less without an ending that was typed."""
_END = "\n"
_RUNS = re.compile("[0-9]+|[^0-9]+")
_KEPT = 20_000

Worth = dict[int, int]
"""What a word is worth in each product that has it, by the product's number."""


class SearchIndex:
    """The words of a listing.

    Words stand in the text without blanks, so that words typed together, apart or half apart are found alike; a word that
    begins with given letters is found by its first two among the places where words begin.
    """

    def __init__(self, listing: Listing) -> None:
        self.known: dict[str, int] = {}
        """Every word's key, with how often it stands in the listing."""
        self.spelt: dict[str, str] = {}
        """How a word of titles and shelves is spelt."""
        self._pieces: list[str] = []
        self._at = 0
        self._starts = array("I")
        self._nouns = array("I")
        self._fields = array("I")
        lengths = [self._add(listing, product) for product in range(len(listing.slug))]
        self._text = "".join(self._pieces)
        self._pieces.clear()
        self._ends = bytearray(self._at + 1)
        self._places: dict[str, array[int]] = {}
        self._gather()
        order = sorted(range(len(lengths)), key=lambda one: (not listing.left[one], lengths[one], one))
        self.rank = array("I", bytes(4 * len(lengths)))
        """Which of two products that are worth the same comes first: what can be had, then what has the shorter title."""
        for place, product in enumerate(order):
            self.rank[product] = place

    def _add(self, listing: Listing, product: int) -> int:
        """Add a product's words; return how many letters its title has."""
        begin = self._at
        self._field(self._spelt(listing.title[product]))
        title = self._at - begin
        self._field(self._spelt(listing.codes[product]))
        self._field(self._spelt(listing.shelves[listing.shelf[product]]))
        self._field([*self._spelt(listing.slug[product]), *self._as_they_are(listing.more[product])])
        return title

    def _spelt(self, text: str) -> Iterator[str]:
        for group in groups(text):
            for word in group:
                self._note(word.key, word.spelt)
                yield word.key
            if len(group) > 1:
                self._note("".join(word.key for word in group), "\u200c".join(word.spelt for word in group))

    def _as_they_are(self, keys: str) -> Iterator[str]:
        for key in keys.split():
            self.known[key] = self.known.get(key, 0) + 1
            yield key

    def _note(self, key: str, spelt: str) -> None:
        self.known[key] = self.known.get(key, 0) + 1
        self.spelt.setdefault(key, spelt)

    def _field(self, keys: Iterable[str]) -> None:
        self._fields.append(self._at)
        for key in keys:
            self._starts.extend([self._at + run for run in _runs(key)])
            self._nouns.extend([self._at + end for end in _nouns(key)])
            self._pieces.append(key)
            self._at += len(key)
        self._starts.append(self._at)
        self._pieces.append(_END)
        self._at += 1

    def _gather(self) -> None:
        text, places, last = self._text, self._places, 0
        for start in self._starts:
            self._ends[start] = 1
            if start == last + 1 and text[last] != _END:
                places.setdefault(text[last], array("I")).append(last)
            last = start
            if text[start] != _END:
                places.setdefault(text[start : start + 2], array("I")).append(start)
        for end in self._nouns:
            self._ends[end] = 1
        del self._starts, self._nouns

    def places(self, key: str) -> Sequence[int]:
        """Return where words begin that may begin with a key; of one letter alone, where it is a word."""
        return self._places.get(key[:2], ())

    def worth(self, key: str) -> Worth:
        """Return what a key is worth in each product, and of those without their ending what is a word of its own."""
        found = self._found(key, whole=False)
        for stem in stems(key):
            for product, worth in self._found(stem, whole=True).items():
                if worth - STEM > found.get(product, 0):
                    found[product] = worth - STEM
        return found

    def joined(self, key: str) -> Worth:
        """Return what several words, typed apart, are worth as one."""
        return self._found(key, whole=False)

    def _found(self, key: str, *, whole: bool) -> Worth:
        found: Worth = {}
        begins_so, ends, fields, length = self._text.startswith, self._ends, self._fields, len(key)
        for place in self.places(key):
            if not begins_so(key, place):
                continue
            at = bisect_right(fields, place) - 1
            product, field = divmod(at, FIELDS)
            if ends[place + length]:
                worth = WHOLE[field]
            elif whole:
                continue
            else:
                worth = PREFIX[field]
            if field == 0 and place == fields[at]:
                worth += AT_THE_START
            if worth > found.get(product, 0):
                found[product] = worth
        return found


@lru_cache(_KEPT)
def _runs(key: str) -> tuple[int, ...]:
    """Return where in a key something begins: «wr841n» is found by «841» too."""
    return tuple(run.start() for run in _RUNS.finditer(key))


@lru_cache(_KEPT)
def _nouns(key: str) -> tuple[int, ...]:
    """Return where a key may end and be the same noun."""
    return tuple(len(stem) for stem in stems(key))
