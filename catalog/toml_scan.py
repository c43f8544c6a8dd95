"""Walking through a TOML text that ``tomllib`` has read, to learn on which line each key and each item stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

Key = tuple[str | int, ...]
"""A path into a TOML document: ``("delivery", 0, "fee", "kind")``."""

_BLANK = re.compile(r"(?:[ \t\r]|#[^\n]*)*")
_EMPTY = re.compile(r"(?:\s|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)
_PLAIN_VALUE = re.compile(r"[^,\]}#\n]+")
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)


@dataclass(slots=True)
class _Open:
    """An array or an inline table not yet closed; ``item`` counts an array's items, None in a table."""

    key: Key
    item: int | None


class Scanner:
    """Yields every key of a text with its offset, also those inside inline tables and arrays of many lines."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counts: dict[Key, int] = {}

    def __iter__(self) -> Iterator[tuple[Key, int]]:
        """Yield each key, table and item with the offset at which it begins. The text must be one that TOML allows."""
        table: Key = ()
        while (at := self._skip(_EMPTY)) < len(self._text):
            if self._take("["):
                table = self._header()
                yield table, at
            else:
                key = (*table, *self._name())
                yield key, at
                self._take("=")
                yield from self._value(key)
            if self._at == at:
                return  # nothing that TOML allows

    def _header(self) -> Key:
        """Read ``[a.b]`` or ``[[a.b]]`` after its first bracket: the path to that table, lists counted."""
        several = self._take("[")
        name = self._name()
        key: Key = ()
        for part in name[:-1]:
            key = self._newest((*key, part))
        key = (*key, *name[-1:])
        if several:
            self._counts[key] = self._counts.get(key, -1) + 1
        self._take("]")
        if several:
            self._take("]")
        return self._newest(key)

    def _newest(self, key: Key) -> Key:
        """Return a list of tables with its newest item, any other key as it is."""
        return (*key, self._counts[key]) if key in self._counts else key

    def _value(self, key: Key) -> Iterator[tuple[Key, int]]:
        """Read a value, and all that it holds."""
        inside: list[_Open] = []
        while True:
            at = self._skip(_EMPTY)
            if self._take("["):
                inside.append(_Open(key, 0))
            elif self._take("{"):
                inside.append(_Open(key, None))
            elif not self._match(_STRING):
                self._match(_PLAIN_VALUE)
            if self._at == at:
                return  # nothing that TOML allows
            while inside and self._closes():
                inside.pop()
            if not inside:
                return
            key = self._next_in(inside[-1])
            yield key, self._at
            if inside[-1].item is None:
                self._name()
                self._take("=")

    def _closes(self) -> bool:
        """Pass the comma after a value; is the next thing the end of what holds it?"""
        self._skip(_EMPTY)
        self._take(",")
        self._skip(_EMPTY)
        return self._take("]") or self._take("}")

    def _next_in(self, holder: _Open) -> Key:
        """Return the key of the next thing in an array or table, without passing it."""
        if holder.item is None:
            start = self._at
            name = self._name()
            self._at = start
            return (*holder.key, *name)
        holder.item += 1
        return (*holder.key, holder.item - 1)

    def _name(self) -> Key:
        """Read a key of one or more parts: ``fee.kind``, ``"نام"``."""
        parts: list[str] = []
        while True:
            self._skip(_BLANK)
            if quoted := self._match(_STRING):
                parts.append(_unquoted(quoted))
            elif bare := self._match(_BARE_KEY):
                parts.append(bare)
            self._skip(_BLANK)
            if not self._take("."):
                return tuple(parts)

    def _take(self, mark: str) -> bool:
        """Pass a mark if it is next on this line."""
        self._skip(_BLANK)
        if not self._text.startswith(mark, self._at):
            return False
        self._at += len(mark)
        return True

    def _skip(self, pattern: re.Pattern[str]) -> int:
        """Pass what a pattern finds here, and return where that leads."""
        self._match(pattern)
        return self._at

    def _match(self, pattern: re.Pattern[str]) -> str:
        """Pass and return what a pattern finds here."""
        found = pattern.match(self._text, self._at)
        if found is None:
            return ""
        self._at = found.end()
        return found[0]


def _unquoted(text: str) -> str:
    """Return what a quoted key says."""
    if text[0] == "'":
        return text[1:-1]
    return _ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)) if found[3] is None else found[3], text[1:-1])
