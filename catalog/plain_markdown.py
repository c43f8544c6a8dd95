"""The everyday part of Markdown, converted at a tenth of the cost and to the very letter of what Python-Markdown makes of it.

Nearly all goods are described in it: paragraphs, headings, lists, tables, strong and emphasised words, links. Python-Markdown
is the reference and converts every other text; so what is not surely plain here is not plain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from shop.text import ascii_digits

Address = Callable[[str], str]
"""Where a link leads to on the site."""

_NEVER = re.compile("[\x00-\x09\x0b-\x1f&<>\\\\^_`{}~\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
"""Marks of HTML, code, escapes, attributes and entities, and every blank but the space and the newline."""
_BLANKS_OF_MEANING = ("\n ", " \n", "![")
"""Indented lines, lines that end in blanks; and pictures."""
_LINE_OF_MEANING = re.compile(r"\n(?:[-+=#|]|\* )")
"""A line within a paragraph that is more than its next line, or might be."""
_OPENING = re.compile(r"[-+=#|]|\* |\d+\.")
"""What may open something other than a paragraph."""
_MARK = re.compile(
    r"\*\*(?<!\S\*\*)(?![\s*])(?P<strong>[^*\[\]\n]*[^*\[\]\s])\*\*(?!\*)"
    r"|\*(?<!\S\*)(?![\s*])(?P<em>[^*\[\]\n]*[^*\[\]\s])\*(?!\*)"
    r"|\[(?P<label>[^*\[\]\n]+)\]\((?P<to>[A-Za-z0-9./#:?=%@,+-]+)\)"
)
_BULLET = re.compile(r"- +(\S.*)")
_NUMBERED = re.compile(r"(\d+)\. +(\S.*)")
_RULE_OF_TABLE = re.compile(r"\|(?: *-+ *\|)+")
_MOST_RANKS = 6


class _NotPlain(Exception):
    """Something that is left to Python-Markdown."""


def convert_plain(text: str, address: Address) -> str | None:
    """Return a text as HTML, its links leading to their ``address``; None where it is not plain."""
    if _NEVER.search(text) or text[:1] == " " or text[-1:] == " " or any(mark in text for mark in _BLANKS_OF_MEANING):
        return None
    try:
        return "\n".join(_blocks(text, address))
    except _NotPlain:
        return None


def _blocks(text: str, address: Address) -> Iterator[str]:
    before = ""
    for piece in text.split("\n\n"):
        block = piece.strip("\n")
        while block.startswith("#"):
            line, _, block = block.partition("\n")
            yield _heading(line, address)
            before = "#"
        if block:
            yield _block(block, before, address)
            before = block[0]


def _block(block: str, before: str, address: Address) -> str:
    """Return any block but a heading; ``before`` begins the one before it."""
    if block[0] == "|":
        return _table(block.split("\n"), address)
    if block[0] == "-":
        return _items("ul", "", _matches(_BULLET, block, before == "-"), address)
    if block[0].isdecimal() and _OPENING.match(block):
        items = _matches(_NUMBERED, block, before.isdecimal())
        first = items[0][1]
        return _items("ol", "" if first == "1" else f' start="{ascii_digits(first)}"', items, address)
    return f"<p>{_words(block, address)}</p>"


def _heading(line: str, address: Address) -> str:
    words = line.lstrip("#")
    rank = len(line) - len(words)
    if rank > _MOST_RANKS or "#" in words:
        raise _NotPlain
    return f"<h{rank}>{_line(words.strip(), address)}</h{rank}>"


def _matches(item: re.Pattern[str], block: str, goes_on: bool) -> list[re.Match[str]]:
    """Return every line of a list as an item; a list that goes on after a blank line has paragraphs in its items."""
    found = [item.fullmatch(line) for line in block.split("\n")]
    if goes_on or not all(found):
        raise _NotPlain
    return [one for one in found if one]


def _items(tag: str, attributes: str, items: list[re.Match[str]], address: Address) -> str:
    lines = "\n".join(f"<li>{_words(item[item.re.groups], address)}</li>" for item in items)
    return f"<{tag}{attributes}>\n{lines}\n</{tag}>"


def _table(lines: list[str], address: Address) -> str:
    if len(lines) < 3 or not _RULE_OF_TABLE.fullmatch(lines[1]):  # noqa: PLR2004 - head, rule and a row
        raise _NotPlain
    columns = lines[1].count("|") - 1
    head, *rows = (_row("td" if at else "th", line, columns, address) for at, line in enumerate((lines[0], *lines[2:])))
    return "\n".join(("<table>", "<thead>", head, "</thead>", "<tbody>", *rows, "</tbody>", "</table>"))


def _row(tag: str, line: str, columns: int, address: Address) -> str:
    if line[0] != "|" or line[-1] != "|" or line.count("|") != columns + 1:
        raise _NotPlain
    cells = "\n".join(f"<{tag}>{_inline(cell.strip(), address)}</{tag}>" for cell in line[1:-1].split("|"))
    return f"<tr>\n{cells}\n</tr>"


def _words(text: str, address: Address) -> str:
    """Return the lines of a paragraph, or of an item."""
    if _OPENING.match(text) or "|" in text or _LINE_OF_MEANING.search(text):
        raise _NotPlain
    return _inline(text, address)


def _line(text: str, address: Address) -> str:
    if not text or "|" in text:
        raise _NotPlain
    return _inline(text, address)


def _inline(text: str, address: Address) -> str:
    if "*" not in text and "[" not in text and "]" not in text:
        return text
    pieces, end = list[str](), 0
    for found in _MARK.finditer(text):
        pieces += (_unmarked(text[end : found.start()]), _marked(found, address))
        end = found.end()
    return "".join((*pieces, _unmarked(text[end:])))


def _unmarked(text: str) -> str:
    if "*" in text or "[" in text or "]" in text:
        raise _NotPlain
    return text


def _marked(found: re.Match[str], address: Address) -> str:
    if found["to"]:
        return f'<a href="{address(found["to"])}">{found["label"]}</a>'
    return f"<strong>{found['strong']}</strong>" if found["strong"] else f"<em>{found['em']}</em>"
