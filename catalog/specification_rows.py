"""The table of what a product is, read from the page that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from shop.text import search_form

_TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
_TAG = re.compile("<[^>]*>")
_HEAD = search_form("ویژگی")
_PAIR = 2


def rows(html: str) -> Iterator[list[str]]:
    """Yield the words of each row of every table."""
    for row in _ROW.findall(html):
        yield [unescape(_TAG.sub("", cell)).strip() for cell in _CELL.findall(row)]


def specification(html: str) -> Iterator[tuple[str, str]]:
    """Yield what each table that is headed «ویژگی» states: a name, and its value."""
    for table in _TABLE.findall(html):
        head, *stated = rows(table)
        if len(head) == _PAIR and search_form(head[0]) == _HEAD:
            yield from ((row[0], row[1]) for row in stated if len(row) == _PAIR and all(row))
