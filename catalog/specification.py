"""A product's tables as pages show them: each row has a head of its own, and Latin names and units keep their order."""

from __future__ import annotations

import re

from markupsafe import Markup

from shop.latin import isolated

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEAD = re.compile(r"<th(?=[ >])")
_ROW_HEAD = re.compile(r"(<tr>\s*)<td([^>]*)>(.*?)</td>(?=\s*<td)", re.DOTALL)
_LATIN_CELL = re.compile("<t[dh][^>]*>[^<]*[A-Za-z]")
"""What only a few tables have, and is found more quickly than all cells."""
_CELL = re.compile(r"(<t([dh])\b[^>]*>)(.*?)(</t\2>)", re.DOTALL)


def specified(html: str) -> Markup:
    """Return a rendered text whose tables name their rows and columns; what is not in a table stays as it is.

    A number before a Latin unit would else stand on its wrong side: right-to-left text reads «GHz 2.4» there.
    """
    return Markup(_TABLE.sub(_table, html))  # noqa: S704 - checked by body_check


def _table(match: re.Match[str]) -> str:
    table = _HEAD.sub('<th scope="col"', match[0])
    table = _ROW_HEAD.sub(r'\1<th scope="row"\2>\3</th>', table)
    return _CELL.sub(_cell, table) if _LATIN_CELL.search(table) else table


def _cell(match: re.Match[str]) -> str:
    start, _, words, end = match.groups()
    return match[0] if "<" in words else f"{start}{isolated(words)}{end}"
