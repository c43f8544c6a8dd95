"""Comments of a text: what ``<!-- … -->`` hides is neither shown nor counted."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def without_comments(text: str) -> str:
    """Return a text without its comments; every line keeps its number."""
    return _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)


def with_blank_comments(text: str) -> str:
    """Return a text whose comments are blanks; every letter keeps its place."""
    return _COMMENT.sub(lambda match: re.sub("[^\n]", " ", match[0]), text)
