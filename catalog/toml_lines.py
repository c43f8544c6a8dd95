"""Where each key of a TOML text stands; ``tomllib`` keeps no lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

Key = tuple[str | int, ...]
"""A path into a TOML document: ``("delivery", 0, "fee", "kind")``."""

_ARRAY = re.compile(r"\s*\[\[\s*([^\]]+?)\s*\]\]")
_TABLE = re.compile(r"\s*\[\s*([^\]]+?)\s*\]")
_ENTRY = re.compile(r"\s*([A-Za-z0-9_.\"'-]+)\s*=")


class TomlLines:
    """The lines of one TOML text by key."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Key, int] = {}
        counts: dict[str, int] = {}
        table: Key = ()
        for number, line in enumerate(text.split("\n"), start=1):
            if array := _ARRAY.match(line):
                name = array[1]
                counts[name] = counts.get(name, -1) + 1
                table = (*_parts(name), counts[name])
                self._lines.setdefault(table, number)
            elif header := _TABLE.match(line):
                table = _parts(header[1])
                self._lines.setdefault(table, number)
            elif entry := _ENTRY.match(line):
                self._lines.setdefault((*table, *_parts(entry[1])), number)

    def line_of(self, key: Key) -> int:
        """Return the line of a key, else of the nearest table around it, else 1."""
        while key and key not in self._lines:
            key = key[:-1]
        return self._lines.get(key, 1)


def _parts(name: str) -> Key:
    return tuple(part.strip().strip("\"'") for part in name.split("."))


def leaves(value: object, key: Key = ()) -> Iterator[tuple[Key, object]]:
    """Yield every plain value of a parsed document with its key."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from leaves(inner, (*key, str(name)))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*key, place))
    else:
        yield key, value


def shown(key: Key) -> str:
    """Return a key as people read it: ``delivery[2].fee.kind``, lists counted from 1."""
    text = ""
    for part in key:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")
