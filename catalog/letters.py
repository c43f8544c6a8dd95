"""Checking the letters of a file: Arabic ones where Persian are meant, and marks that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.problems import Code, Problems, Spot
from catalog.source import Source
from shop.text import grouped, normalise

_ARABIC_WORD = re.compile(r"(?<![\w\u200c])[\w\u200c]*[يىك][\w\u200c]*")
_HIDDEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Bidi marks, soft hyphens and blanks without width; not U+200D, by which «ه‍.ق» is written."""


def check_letters(source: Source, problems: Problems) -> None:
    """Warn once a file of each kind, at the first of them: a text from elsewhere has them everywhere."""
    for code, pattern in ((Code.ARABIC_LETTER, _ARABIC_WORD), (Code.HIDDEN_MARK, _HIDDEN)):
        found = [(spot, match) for spot, line in _lines(source) for match in pattern.finditer(line)]
        if found:
            spot, first = found[0]
            others = grouped(len(found) - 1) if len(found) > 1 else ""
            problems.add(code, spot, value=_shown(first[0]), example=normalise(first[0]), others=others)


def _lines(source: Source) -> Iterator[tuple[Spot, str]]:
    yield from ((field.spot, f"{field.key} {field.value}") for field in source.fields)
    for number, line in enumerate(source.body.split("\n"), start=source.body_line):
        yield Spot(source.path, number), line


def _shown(found: str) -> str:
    return f"U+{ord(found):04X}" if _HIDDEN.fullmatch(found) else found
