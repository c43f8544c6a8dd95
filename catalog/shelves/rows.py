"""What the cells of a table of specifications state: single values, and what a card has room for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from shop.text import ascii_digits, search_form

_BETWEEN = re.compile(r"\s*[،؛]\s*|\s+(?:و|یا)\s+")
_CLAUSE = re.compile(r"[،؛:(]")
_BARE = re.compile(r"[0-9]+(?:[.٫/][0-9]+)?")


def named(rows: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return rows by the form of their name in which two spellings are one."""
    return {search_form(name): value for name, value in rows}


def single_values(cell: str) -> tuple[str, ...]:
    """Return what a cell lists: «گاز، برقی و القایی» is three; in «۳، ۶ یا ۱۲ گرم» each number has the unit."""
    found: list[str] = []
    unit = ""
    for part in reversed([part for part in _BETWEEN.split(cell) if part]):
        plain = ascii_digits(part)
        bare = _BARE.fullmatch(plain)
        if not bare:
            unit = part.partition(" ")[2] if _BARE.fullmatch(plain.partition(" ")[0]) else ""
        found.append(f"{part} {unit}" if bare and unit else part)
    return tuple(reversed(found))


def main_value(cell: str) -> str:
    """Return the beginning of a cell that says most of it: «۶٫۶ اینچ» of «۶٫۶ اینچ، AMOLED، ۱۲۰ هرتز»."""
    start = _CLAUSE.split(cell, maxsplit=1)[0].strip()
    return single_values(cell)[0] if _BARE.fullmatch(ascii_digits(start)) else start
