"""The Persian alphabet: in which order names stand in a list that people read."""

from __future__ import annotations

import re

from shop.text import ascii_digits, search_form

_LETTERS = {letter: at for at, letter in enumerate("اآءأؤئبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی")}
_NUMBER = re.compile(r"[0-9]+(?:[.٫/][0-9]+)?")
_BLANK = " "


def alphabetical(name: str) -> tuple[float, tuple[int, ...]]:
    """Return what names are sorted by: those that begin with a number by it, then the others letter by letter.

    Code points would put پ, چ, ژ, ک, گ and ی behind all others. Half spaces and diacritics do not count; other letters
    stand after the Persian ones.
    """
    plain = search_form(name)
    number = _NUMBER.match(ascii_digits(plain))
    first = float(re.sub("[٫/]", ".", number[0])) if number else float("inf")
    return first, tuple(-1 if letter == _BLANK else _LETTERS.get(letter, ord(letter) + 1000) for letter in plain)
