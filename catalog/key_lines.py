"""Which lines on top of a file hold its keys."""

from __future__ import annotations

import re

KEY = re.compile(r"([^:：\s][^:：]*?)[ \t]*[:：][ \t]*(.*)")
INDENTED_KEY = re.compile(r"[ \t]+[A-Za-z]+[ \t]*[:：](?!//)")
_FENCE = re.compile(r"(?:-{3}|\.{3})\s*")


def key_lines(lines: list[str]) -> tuple[int, int]:
    """Return where the lines with keys begin and end, as a slice has it; blank lines and a fence may stand before them."""
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    start += bool(_FENCE.fullmatch(lines[start]))
    ends = (at for at, line in enumerate(lines[start:], start) if not line.strip() or _FENCE.fullmatch(line))
    return start, next(ends, len(lines))


def past_fence(lines: list[str], start: int, end: int) -> int:
    """Return where the keys end: with the fence that closes them, where blank lines stand before it."""
    if start and _FENCE.fullmatch(lines[start - 1]):
        after = next((number for number, line in enumerate(lines[end:], end) if line.strip()), end)
        if after < len(lines) and _FENCE.fullmatch(lines[after]):
            return after
    return end


def key_of(line: str) -> str:
    """Return the key that a line begins with, '' where it has none or goes on with the value above it."""
    match = None if line[:1] in (" ", "\t") else KEY.fullmatch(line.strip())
    return match[1] if match else ""
