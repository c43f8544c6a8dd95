"""How values travel to PostgreSQL and back: in its binary form, which needs no quoting and is cheap to make."""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct, pack

_BOOL, _INT8, _INT4, _TEXT = 16, 20, 23, 25
_HEAD = Struct("!iiIii")  # dimensions, has nulls, type of the elements, how many, number of the first
_SIZE = Struct("!i")
_LONG = Struct("!q")
_LONGEST_NAME = 800
"""Bytes. A find has three names in one row of an index, which holds 2,700."""

MOST = (1 << 63) - 1
"""The largest integer there is."""


def name(text: str) -> bytes:
    """Return a key, an index value or a mark as PostgreSQL keeps it.

    Raises:
        ValueError: it cannot be kept: NUL, a lone surrogate, or too long for an index.
    """
    written = text.encode()
    if b"\0" in written:
        raise ValueError("a name with NUL in it cannot be kept")
    if len(written) > _LONGEST_NAME:
        raise ValueError(f"a name of {len(written)} bytes cannot be kept; the longest has {_LONGEST_NAME}")
    return written


def can_stand(text: str) -> bool:
    """Whether anything can be kept under that name."""
    try:
        name(text)
    except ValueError:
        return False
    return True


def texts(values: Sequence[bytes]) -> bytes:
    """Return a ``text[]``."""
    parts = [_HEAD.pack(1, 0, _TEXT, len(values), 1)] if values else [_none(_TEXT)]
    for value in values:
        parts += (_SIZE.pack(len(value)), value)
    return b"".join(parts)


def longs(values: Sequence[int]) -> bytes:
    """Return a ``bigint[]``; raises ValueError where one has no room in 64 bits."""
    if not values:
        return _none(_INT8)
    if min(values) < -MOST - 1 or max(values) > MOST:
        raise ValueError("an integer has no room in 64 bits")
    body = pack("!" + "iq" * len(values), *[part for value in values for part in (8, value)])
    return _HEAD.pack(1, 0, _INT8, len(values), 1) + body


def integers(values: Sequence[int]) -> bytes:
    """Return an ``integer[]``, of unsigned 32-bit numbers."""
    if not values:
        return _none(_INT4)
    return _HEAD.pack(1, 0, _INT4, len(values), 1) + pack(
        "!" + "iI" * len(values), *[part for value in values for part in (4, value)]
    )


def booleans(values: Sequence[bool]) -> bytes:
    """Return a ``boolean[]``."""
    if not values:
        return _none(_BOOL)
    return _HEAD.pack(1, 0, _BOOL, len(values), 1) + pack(
        "!" + "i?" * len(values), *[part for value in values for part in (1, value)]
    )


def long(value: int) -> bytes:
    """Return a ``bigint``."""
    return _LONG.pack(value)


def read_long(value: bytes | None) -> int:
    """Return the integer that a ``bigint`` is; NULL is not one."""
    assert value is not None  # noqa: S101 - a column that is NOT NULL
    return int(_LONG.unpack(value)[0])


def _none(element: int) -> bytes:
    return pack("!iiI", 0, 0, element)
