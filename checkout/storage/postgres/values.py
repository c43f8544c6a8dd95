"""How values travel to PostgreSQL and back: in its binary form, which needs no quoting and is cheap to make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from struct import Struct, pack

_BOOL, _INT8, _INT4, _TEXT = 16, 20, 23, 25
_HEAD = Struct("!iiIii")  # dimensions, has nulls, type of the elements, how many, number of the first
_SIZE = Struct("!i")
_LONG = Struct("!q")
_LONGEST_NAME = 800
"""Bytes. A find has three names in one row of an index, which holds 2,700."""

MOST = (1 << 63) - 1
"""The largest integer there is."""


class Names(dict[str, bytes]):
    """Keys, index values and marks as elements of arrays, each made once; raises ValueError for what cannot be kept."""

    def __missing__(self, text: str) -> bytes:
        written = text.encode()
        if b"\0" in written:
            raise ValueError("a name with NUL in it cannot be kept")
        if len(written) > _LONGEST_NAME:
            raise ValueError(f"a name of {len(written)} bytes cannot be kept; the longest has {_LONGEST_NAME}")
        self[text] = element = _SIZE.pack(len(written)) + written
        return element

    def can_stand(self, text: str) -> bool:
        """Whether anything can be kept under that name."""
        try:
            self[text]
        except ValueError:
            return False
        return True

    def column(self, texts: Iterable[str]) -> bytes:
        """Return a ``text[]`` of names."""
        return _array(_TEXT, [self[text] for text in texts])

    def columns(self, width: int, rows: Sequence[Sequence[str]]) -> list[bytes]:
        """Return rows of names as so many ``text[]``."""
        return [self.column(column) for column in zip(*rows, strict=True)] if rows else [_NO_TEXTS] * width


def texts(values: Sequence[bytes]) -> bytes:
    """Return a ``text[]``."""
    return _array(_TEXT, [part for value in values for part in (_SIZE.pack(len(value)), value)], len(values))


def longs(values: Sequence[int]) -> bytes:
    """Return a ``bigint[]``; raises ValueError where one has no room in 64 bits."""
    if values and (min(values) < -MOST - 1 or max(values) > MOST):
        raise ValueError("an integer has no room in 64 bits")
    return _numbers(_INT8, "iq", 8, values)


def integers(values: Sequence[int]) -> bytes:
    """Return an ``integer[]``, of unsigned 32-bit numbers."""
    return _numbers(_INT4, "iI", 4, values)


def booleans(values: Sequence[bool]) -> bytes:
    """Return a ``boolean[]``."""
    return _numbers(_BOOL, "i?", 1, values)


def long(value: int) -> bytes:
    """Return a ``bigint``."""
    return _LONG.pack(value)


def read_long(value: bytes | None) -> int:
    """Return the integer that a ``bigint`` is; NULL is not one."""
    assert value is not None  # noqa: S101 - a column that is NOT NULL
    return int(_LONG.unpack(value)[0])


def _numbers(element: int, form: str, size: int, values: Sequence[int]) -> bytes:
    if not values:
        return _empty(element)
    sized = [part for value in values for part in (size, value)]
    return _HEAD.pack(1, 0, element, len(values), 1) + pack("!" + form * len(values), *sized)


def _array(element: int, parts: list[bytes], count: int | None = None) -> bytes:
    if not parts:
        return _empty(element)
    return _HEAD.pack(1, 0, element, len(parts) if count is None else count, 1) + b"".join(parts)


def _empty(element: int) -> bytes:
    return pack("!iiI", 0, 0, element)


_NO_TEXTS = _empty(_TEXT)
