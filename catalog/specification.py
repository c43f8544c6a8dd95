"""A product's tables as pages show them: each row has a head of its own, and Latin names and units keep their order."""

from __future__ import annotations

import re

from markupsafe import Markup

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEAD = re.compile(r"<th(?=[ >])")
_ROW_HEAD = re.compile(r"(<tr>\s*)<td([^>]*)>(.*?)</td>(?=\s*<td)", re.DOTALL)
_CELL = re.compile(r"(<t([dh])\b[^>]*>)(.*?)(</t\2>)", re.DOTALL)
_LATIN = re.compile(
    r"&[#a-z0-9]+;|(?:[+\-]?[0-9۰-۹][0-9۰-۹.,٫٬/×x]*\s?)?(?!x\b)[A-Za-z](?:[A-Za-z0-9۰-۹+./_°µ×-]|&amp;|[ ](?=[A-Za-z0-9]))*(?<![./ -])"
)
"""A Latin name or unit with the number before it, up to where Persian goes on: «802.11ac», «USB 3.2», «۲٫۴ GHz»."""


def specified(html: str) -> Markup:
    """Return a rendered text whose tables name their rows and columns; what is not in a table stays as it is.

    A number before a Latin unit would else stand on its wrong side: right-to-left text reads «GHz 2.4» there.
    """
    return Markup(_TABLE.sub(_table, html))  # noqa: S704 - checked by body_check


def _table(match: re.Match[str]) -> str:
    table = _HEAD.sub('<th scope="col"', match[0])
    table = _ROW_HEAD.sub(r'\1<th scope="row"\2>\3</th>', table)
    return _CELL.sub(_cell, table)


def _cell(match: re.Match[str]) -> str:
    start, _, words, end = match.groups()
    return match[0] if "<" in words else f"{start}{_LATIN.sub(_isolated, words)}{end}"


def _isolated(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith("&") else f"<bdi>{match[0]}</bdi>"
