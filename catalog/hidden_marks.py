"""Marks that nobody sees: they come with what is copied from elsewhere, and mean nothing in a key or its value."""

from __future__ import annotations

import re

HIDDEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Bidi marks, soft hyphens and blanks without width; not U+200D, by which «ه‍.ق» is written."""


def without_hidden(line: str) -> str:
    """Return a line as it is meant."""
    return HIDDEN.sub("", line)
