"""Where each key of a TOML text stands; ``tomllib`` keeps no lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from catalog.toml_scan import Key, Scanner


class TomlLines:
    """The lines of one TOML text by key."""

    def __init__(self, text: str) -> None:
        newlines = [at for at, letter in enumerate(text) if letter == "\n"]
        self._lines: dict[Key, int] = {}
        self._first_inside: dict[Key, int] = {}
        for key, at in Scanner(text):
            line = bisect_left(newlines, at) + 1
            self._lines.setdefault(key, line)
            for end in range(len(key) - 1, 0, -1):
                if key[:end] in self._first_inside:
                    break  # and so are all shorter ones
                self._first_inside[key[:end]] = line

    def line_of(self, key: Key) -> int:
        """Return the line of a key, else of the nearest table around it, else 1."""
        while key:
            line = self._lines.get(key) or self._first_inside.get(key)
            if line:
                return line
            key = key[:-1]
        return 1


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
