"""Reads documents off the pages of a damaged file one by one, without the trees that SQLite would follow to them.

The format is SQLite's own (https://sqlite.org/fileformat2.html). Rows of ``records`` are the only ones on leaves of a
table; ``(kind, key, rowid)`` on the pages of an index are the names of all there should be.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Any

_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER = 0x0D, 0x0A, 0x02
_INTEGER_SIZES = (0, 1, 2, 3, 4, 6, 8)
_FIRST_BLOB, _FIRST_TEXT = 12, 13
Values = tuple[Any, ...]


def leaf_rows(page: bytes, pages: Mapping[int, bytes]) -> Iterator[Values]:
    """Yield the columns of each row on a leaf of a table, None for one that cannot be read."""
    if page[0] == _TABLE_LEAF:
        for cell in _cells(page):
            size, after_size = _varint(page, cell)
            _, start = _varint(page, after_size)
            yield _values(_payload(page, start, size, len(page) - 35, pages))


def index_rows(page: bytes, pages: Mapping[int, bytes]) -> Iterator[Values]:
    """Yield the columns of each entry on a page of an index."""
    if page[0] in (_INDEX_LEAF, _INDEX_INNER):
        most = (len(page) - 12) * 64 // 255 - 23
        for cell in _cells(page):
            size, start = _varint(page, cell + 4 * (page[0] == _INDEX_INNER))
            yield _values(_payload(page, start, size, most, pages))


def _cells(page: bytes) -> Iterator[int]:
    count = struct.unpack_from(">H", page, 3)[0]
    start = 12 if page[0] == _INDEX_INNER else 8
    for number in range(min(count, (len(page) - start) // 2)):
        at = struct.unpack_from(">H", page, start + 2 * number)[0]
        if at < len(page) - 4:
            yield at


def _payload(page: bytes, at: int, size: int, most: int, pages: Mapping[int, bytes]) -> bytes:
    """Return a cell's content, its rest from the pages that it runs over to; shorter than ``size`` where one is lost."""
    if size <= most:
        return page[at : at + size]
    least = (len(page) - 12) * 32 // 255 - 23
    here = least + (size - least) % (len(page) - 4)
    here = here if here <= most else least
    parts, left = [page[at : at + here]], size - here
    following = int.from_bytes(page[at + here : at + here + 4], "big")
    seen: set[int] = set()
    while left > 0 and following in pages and following not in seen:
        seen.add(following)
        content = pages[following]
        parts.append(content[4 : 4 + left])
        left -= len(parts[-1])
        following = int.from_bytes(content[:4], "big")
    return b"".join(parts)


def _values(payload: bytes) -> Values:
    """Return the columns of a record; none where it is not one."""
    header, at = _varint(payload, 0)
    types: list[int] = []
    while at < min(header, len(payload)):
        one, at = _varint(payload, at)
        types.append(one)
    values, at = [], header
    for one in types:
        value, at = _value(payload, at, one)
        values.append(value)
    return tuple(values) if at <= len(payload) else ()


def _value(payload: bytes, at: int, of_type: int) -> tuple[Any, int]:
    if of_type >= _FIRST_BLOB:
        end = at + (of_type - _FIRST_BLOB) // 2
        content = payload[at:end]
        return (content.decode(errors="replace") if of_type % 2 else content), end
    if of_type < len(_INTEGER_SIZES):
        end = at + _INTEGER_SIZES[of_type]
        return (int.from_bytes(payload[at:end], "big", signed=True) if of_type else None), end
    return {8: 0, 9: 1}.get(of_type), at


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for byte in content[at : at + 8]:
        value, at = value << 7 | byte & 0x7F, at + 1
        if byte < 0x80:  # noqa: PLR2004 - the last byte has no high bit
            return value, at
    return value << 8 | (content[at] if at < len(content) else 0), at + 1
