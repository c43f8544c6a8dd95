"""The word that was meant, where one letter is missing, too many, wrong, or two have changed places."""

from __future__ import annotations

from shop.search.index import SearchIndex
from shop.search.words import stems

SHORTEST = 4
"""In shorter words one letter makes too many others."""


def nearest(index: SearchIndex, key: str) -> str:
    """Return the known word that is one slip away, the most usual of several; '' if there is none."""
    if key.isdecimal():
        return ""
    for form in (key, *stems(key)):
        near = [word for word in _maybe_near(index, form) if one_slip(form, word)] if len(form) >= SHORTEST else []
        if near:
            return min(near, key=lambda word: (word[0] != form[0], -index.known[word], word))
    return ""


def _maybe_near(index: SearchIndex, key: str) -> list[str]:
    """Return the known words that share the first or the last part of a key: one slip leaves one of them alone."""
    middle, length = len(key) // 2, len(key)
    head, tail = key[: middle - 1], key[middle:]
    return [
        word
        for word in index.known
        if length - 1 <= len(word) <= length + 1 and (word.startswith(head) or word.endswith(tail))
    ]


def one_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter that is missing, wrong or has changed places with the next."""
    short, long = sorted((one, other), key=len)
    same = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    swapped = short[same : same + 2] == long[same : same + 2][::-1]
    return one != other and (
        short[same + 1 :] == long[same + 1 :] or (swapped and short[same + 2 :] == long[same + 2 :])
    )
