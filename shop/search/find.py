"""What a query finds, best first. ``theme/static/js/find.js`` is the same."""

from __future__ import annotations

from dataclasses import dataclass

from shop.search.index import SearchIndex, Worth
from shop.search.nearest import nearest
from shop.search.words import SMALL, Word, words

LONGEST = 100
"""Characters of a query that are read."""
MOST_WORDS = 8
TOGETHER = 3
"""So many words typed apart may be one word of a title."""
MOST_SLIPS = 3
"""In so many words of a query one slip each is looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """Products by their number in the listing, best first. ``near``: none of them has every word.

    ``meant`` is the query that was answered instead, in the shop's spelling, '' where that was the one asked.
    """

    products: tuple[int, ...] = ()
    near: bool = False
    meant: str = ""


def find(index: SearchIndex, query: str) -> Found:
    """Return what a query finds; what was typed wrong is looked for as it was meant."""
    asked = words(query[:LONGEST])[:MOST_WORDS]
    if not asked:
        return Found()
    worths = _worths(index, asked)
    told, meant = _mended(index, asked, worths), ""
    if told != asked:
        asked, worths, meant = told, _worths(index, told), " ".join(word.spelt for word in told)
    needed = list(worths.values())
    scores = _with_every_word(needed)
    near = not scores
    if near:
        scores = _with_most_words(needed)
    if len(asked) > 1:
        for product, worth in index.joined("".join(word.key for word in asked)).items():
            if product in scores:
                scores[product] += worth // 2
    rank, last = index.rank, len(index.rank)
    order = sorted((score * last - rank[product], product) for product, score in scores.items())
    return Found(tuple(product for _, product in reversed(order)), near and bool(order), meant if order else "")


def _worths(index: SearchIndex, asked: list[Word]) -> dict[int, Worth]:
    """Return what each word that is needed is worth in each product, be it alone or together with those beside it."""
    needed = [at for at, word in enumerate(asked) if word.key not in SMALL] or [0]
    worths = {at: index.worth(asked[at].key) for at in needed}
    for first in range(len(asked)):
        for end in range(first + 2, min(first + TOGETHER, len(asked)) + 1):
            together = index.joined("".join(word.key for word in asked[first:end]))
            for at in range(first, end):
                worth = worths.get(at, {})
                for product, value in together.items():
                    if value > worth.get(product, 0):
                        worth[product] = value
    return worths


def _mended(index: SearchIndex, asked: list[Word], worths: dict[int, Worth]) -> list[Word]:
    """Return the words as they were meant: of those that no product has, the nearest that one has."""
    unknown = [at for at, worth in worths.items() if not worth][:MOST_SLIPS]
    told = list(asked)
    for at in unknown:
        if meant := nearest(index, asked[at].key):
            told[at] = Word(meant, index.spelt.get(meant, meant))
    return told


def _with_every_word(needed: list[Worth]) -> Worth:
    fewest = min(needed, key=len)
    return {
        product: sum(worth[product] for worth in needed)
        for product in fewest
        if all(product in worth for worth in needed)
    }


def _with_most_words(needed: list[Worth]) -> Worth:
    counts: dict[int, int] = {}
    for worth in needed:
        for product in worth:
            counts[product] = counts.get(product, 0) + 1
    most = max(counts.values(), default=0)
    return {
        product: sum(worth.get(product, 0) for worth in needed) for product, count in counts.items() if count == most
    }
