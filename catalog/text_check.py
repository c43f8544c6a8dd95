"""Checking how a text looks on its page: marks of Markdown that are shown as typed, rows cut short, headings, pictures unnamed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.problems import Code, Problems, Spot
from catalog.source import Source
from shop.text import grouped

LONGEST = {"Title": 100, "Summary": 140}
"""Letters; search engines and cards cut more."""
_CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)
_TAG = re.compile("<[^>]*>")
_SIGNS = ("**", "[", "{", "|", "```", "&lt;&lt;&lt;&lt;", "&gt;&gt;&gt;&gt;")
_LEFT = re.compile(
    r"\*\*[^\s*]|(?:\[[^\[\]\n]{0,80})?\]\s?\([^()\n]*\)?|\)\[[^\]\n]*\]|\{#[^}\n]*\}?"
    r"|(?!\{(?:shop|rule):[^{}\n]*\})\{[ \w]{1,20}[:：][^}\n]*\}?"
    r"|^[ \t]*\|.*|^```.*|^(?:&lt;){7}.*|^(?:&gt;){7}.*|^={7}$",
    re.MULTILINE,
)
_HEADING = re.compile(r"<h([1-6])[ >]")
_UNNAMED = re.compile(r"!\[\s*\]\(\s*([^)\s]+)")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_EDGE = re.compile(r"^\s*\||(?<!\\)\|\s*$")
_BAR = re.compile(r"(?<!\\)\|")
_SHOWN = 40
_GARBLED_SIGNS = ("\ufffd", "Ø", "Ù", "Û", "ط§", "ط±", "ظ†", "ظ‡", "غŒ", "ظˆ")
_GARBLED = re.compile(
    "\ufffd+|(?:[ØÙÚÛ][\u0080-\u00bf\u0152-\u0178\u0192-\u02dc\u2013-\u2122]){3,}"
    "|(?:[طظعغ][^\\s\\w]|[طظعغ][پچژگکھںڈڑٹƒˆŒœ²³¹]){3,}"
)
"""Persian in UTF-8 that was read as Windows-1252 or as Windows-1256, and letters that were lost."""
_DOUBLED = re.compile(r"\{\{\s*(?:shop|rule)[^}]*\}\}")
_IN_VALUE = re.compile(r"</?[A-Za-z][^>]*>|\*\*|^\".*\"$|^«.*»$|\{(?:shop|rule):[^}]*\}")
"""What a title shows as it was typed."""


def check_text(source: Source, html: str, problems: Problems) -> None:
    """Warn of what its editor would not want to see on the page."""
    _check_garbled(source, problems)
    _check_left(source, html, problems)
    _check_headings(source, html, problems)
    for number, cells, wanted in _uneven_rows(source):
        problems.add(Code.UNEVEN_ROW, Spot(source.path, number), value=grouped(cells), known=grouped(wanted))
    if "![" in source.body:
        for unnamed in _UNNAMED.finditer(source.body):
            problems.add(Code.UNNAMED_PICTURE, source.line_of(unnamed[0]), value=unnamed[1])
    if doubled := _DOUBLED.search(source.body):
        problems.add(Code.LEFT_MARK, source.line_of(doubled[0]), value=doubled[0][:_SHOWN])
    title = source.field("Title")
    if title and (typed := _IN_VALUE.search(title.value)):
        problems.add(Code.LEFT_MARK, title.spot, value=typed[0][:_SHOWN])
    for key, longest in LONGEST.items():
        field = source.field(key)
        if field and len(field.value) > longest:
            facts = {"key": key, "value": grouped(len(field.value)), "known": grouped(longest)}
            problems.add(Code.LONG_VALUE, field.spot, **facts)


def _check_garbled(source: Source, problems: Problems) -> None:
    """Note a text that was saved after it had been read in another encoding: no letter of it is right."""
    everything = "\n".join([*(field.value for field in source.fields), source.body])
    if not any(sign in everything for sign in _GARBLED_SIGNS):
        return
    whole = [*((field.value, field.spot) for field in source.fields), (source.body, None)]
    for text, spot in whole:
        if found := _GARBLED.search(text):
            at = spot or source.line_of(found[0])
            problems.add(Code.GARBLED, at, value=found[0][:_SHOWN])
            return


def _check_left(source: Source, html: str, problems: Problems) -> None:
    """Warn once a text of marks that Markdown left as they were typed."""
    if not any(sign in html for sign in _SIGNS):
        return
    shown = _TAG.sub("", _CODE.sub("", html))
    found = [match[0].strip() for match in _LEFT.finditer(shown)]
    if found:
        typed = found[0].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        others = grouped(len(found) - 1) if len(found) > 1 else ""
        spot = source.line_of(typed[:_SHOWN].split("\ue000", maxsplit=1)[0])
        problems.add(Code.LEFT_MARK, spot, value=typed[:_SHOWN], others=others)


def _check_headings(source: Source, html: str, problems: Problems) -> None:
    """Warn of the first heading that is not one level below, at, or above that before it; the page's own is the first."""
    before = 1
    for at, heading in enumerate(_HEADING.finditer(html)):
        level = int(heading[1])
        if level == 1 or level > before + 1:
            example = "#" * (before + 1 if level > 1 else 2)
            spot = _spot_of_heading(source, at)
            problems.add(Code.HEADING_LEVEL, spot, value="#" * level, example=example)
            return
        before = level


def _spot_of_heading(source: Source, at: int) -> Spot:
    """Return where the heading of a place stands, among those that are written as Markdown has them or as HTML."""
    lines = source.body.split("\n")
    begins = [
        number
        for number, line in enumerate(lines)
        if re.match(r"\s{0,3}#{1,6}|.*<h[1-6]", line)
        or (re.fullmatch(r"=+\s*|-+\s*", line) and number and lines[number - 1].strip())
    ]
    return Spot(source.path, source.body_line + (begins[at] if at < len(begins) else 0))


def _uneven_rows(source: Source) -> Iterator[tuple[int, int, int]]:
    """Yield each row of a table that has more or fewer cells than its head: its line, its cells, those of the head."""
    if "|" not in source.body:
        return
    lines = source.body.split("\n")
    barred = {line.count("|") for line in lines if "|" in line}
    if len(barred) < 2:  # noqa: PLR2004 - all rows are alike, as nearly everywhere
        return
    wanted = 0
    for number, line in enumerate(lines):
        if "|" not in line:
            wanted = 0
        elif number and _RULE.fullmatch(line) and "|" in lines[number - 1]:
            wanted = _cells(lines[number - 1])
        elif wanted and (cells := _cells(line)) != wanted:
            yield source.body_line + number, cells, wanted


def _cells(line: str) -> int:
    return len(_BAR.findall(_EDGE.sub("", line.strip()))) + 1
