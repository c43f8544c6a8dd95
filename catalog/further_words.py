"""The words of a page, beside its title, by which people look for it."""

from __future__ import annotations

import re
from html import unescape

from shop.search.words import SMALL, keys

_VALUE = re.compile(r"</t[hd]>\s*<td[^>]*>(.*?)</td>", re.DOTALL)
_TAG = re.compile("<[^>]*>")
MOST_WORDS = 24
"""So many further words of a page are kept, for browsers load those of all pages."""


def further_words(title: str, html: str, summary: str) -> str:
    """Return the keys of the words in a page's tables, of their values alone, and in its summary, each once: not its title's."""
    start = html.find("<table")
    values = _VALUE.findall(html, start, html.rfind("</table>")) if start >= 0 else ()
    text = unescape(_TAG.sub(" ", "\n".join(values)))
    told = SMALL.union(keys(title))
    return " ".join(list(dict.fromkeys(key for key in keys(f"{text}\n{summary}") if key not in told))[:MOST_WORDS])
