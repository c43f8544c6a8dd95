"""Latin names within Persian text: kept in their own direction and, where they are short, in one piece."""

from __future__ import annotations

import re

_END = "(?:[A-Za-z0-9۰-۹+_°µ×]|&amp;)"
_NAME = re.compile(
    rf"&[#a-z0-9]+;|(?:[+\-]?[0-9۰-۹][0-9۰-۹.,٫٬/×x]*\s?)?(?!x\b)[A-Za-z](?:[./-]*(?:[ ](?=[A-Za-z0-9]))?{_END})*"
)
"""A Latin name or unit with the number before it, up to where Persian goes on: «802.11ac», «USB 3.2», «۲٫۴ GHz», «ADSL2+»."""
_HYPHENED = re.compile(r"[^ -]+-[^ ]+")
_LETTER = re.compile("[A-Za-z]")
_LONGEST_PIECE = 12
"""Letters of a word that stays in one piece: two cards beside each other on the narrowest phone have room for as many."""


def has_name(text: str) -> bool:
    """Does a text have any Latin name? Of ten thousand titles, most have none."""
    return bool(_LETTER.search(text))


def isolated(html: str) -> str:
    """Return HTML without tags with each Latin name in a ``bdi``, and its short hyphened words marked to stay in one piece.

    Right-to-left text would else show the plus of «ADSL2+» before it, «۲٫۴ GHz» the wrong way round, and break «USB-C» in two.
    """
    return _NAME.sub(_alone, html) if _LETTER.search(html) else html


def _alone(match: re.Match[str]) -> str:
    name = match[0]
    if name.startswith("&"):
        return name
    return f"<bdi>{_HYPHENED.sub(_in_one_piece, name) if '-' in name else name}</bdi>"


def _in_one_piece(match: re.Match[str]) -> str:
    word = match[0]
    return f'<span class="nowrap">{word}</span>' if len(word) <= _LONGEST_PIECE else word
