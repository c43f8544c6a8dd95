"""``{shop:…}`` and ``{rule:…}`` in a text: the shop's own data and rules, so that page and checkout state the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from catalog.problems import Code, Problems, Spot, nearest
from shop.terms import Shop

if TYPE_CHECKING:
    from catalog.datum import Datum
    from catalog.rule_sentences.rule_text import RuleText, Table

_PLACEHOLDER = re.compile(r"\{(shop|rule):([^{}]*)\}")
_TOKEN = re.compile("\ue000([0-9]+)\ue001")
_NOTHING = "\ufffc"
_NOT_YET = "هنوز اعلام نشده"
_IN_ATTRIBUTE = re.compile('="[^"]*\ue000[^"]*"')


class Placeholder(NamedTuple):
    """One placeholder of a text: ``shop`` or ``rule``, and the name it calls."""

    kind: str
    name: str


def placeholders_in(text: str) -> Iterator[Placeholder]:
    """Yield every placeholder of a text."""
    for match in _PLACEHOLDER.finditer(text):
        yield Placeholder(match[1], match[2].strip())


def without_placeholders(text: str) -> str:
    """Return a text in which placeholders are something that is no word and no figure, every letter at its place."""
    return _PLACEHOLDER.sub(lambda match: _NOTHING * len(match[0]), text)


class Placeholders:
    """Swaps placeholders for tokens that Markdown leaves alone, and the tokens for the data afterwards."""

    def __init__(self, shop: Shop | None, problems: Problems) -> None:
        self._shop = shop
        self._is_known = shop is not None
        self._problems = problems
        self._used: list[Datum] = []

    def hide(self, text: str, first: Spot) -> str:
        """Return a text with a token for each placeholder; an unknown one is noted, ``first`` is the text's first line."""
        if "{" not in text:
            return text
        lines = text.split("\n")
        for number, line in enumerate(lines if self._is_known else ()):
            lines[number] = _PLACEHOLDER.sub(self._hidden(line, Spot(first.path, first.line + number)), line)
        return "\n".join(lines)

    # What tells the data and the rules takes longer to import than most texts to read, which have no placeholder.

    @cached_property
    def _data(self) -> Mapping[str, Datum]:
        from catalog.shop_data import shop_data  # noqa: PLC0415

        return shop_data(self._shop) if self._shop else {}

    @cached_property
    def _rules(self) -> Mapping[str, RuleText]:
        from catalog.rule_sentences import rule_texts  # noqa: PLC0415

        return rule_texts(self._shop) if self._shop else {}

    def _words(self, words: str) -> str:
        from catalog import datum  # noqa: PLC0415

        return self._token(datum.words(words))

    def _hidden(self, line: str, spot: Spot) -> Callable[[re.Match[str]], str]:
        def hidden(match: re.Match[str]) -> str:
            at = Spot(spot.path, spot.line, match.start() + 1)
            if match[1] == "shop":
                return self._datum(match, at)
            name = match[2].strip()
            rule = self._rules.get(name)
            if rule is None:
                meant = nearest(name, self._rules)
                self._problems.add(Code.UNKNOWN_RULE, at, value=match[0], meant=meant and f"{{rule:{meant}}}")
                return match[0]
            if rule.table is None or line != match[0]:  # only a paragraph of its own has room for a table
                return self._words(rule.in_one_line)
            return f"\n{self._words(rule.words)}\n\n{self._table(rule.table)}\n"

        return hidden

    def _datum(self, match: re.Match[str], at: Spot) -> str:
        name = match[2].strip()
        found = self._data.get(name)
        if found is None:
            meant = nearest(name, self._data)
            self._problems.add(Code.UNKNOWN_DATUM, at, value=match[0], meant=meant and f"{{shop:{meant}}}")
            return match[0]
        if found.is_blank:
            self._problems.add(Code.BLANK_DATUM, at, value=match[0])
        return self._token(found)

    def _table(self, table: Table) -> str:
        rule = ("---",) * len(table.head)
        cells = [[self._words(cell) for cell in row] for row in (table.head, *table.rows)]
        return "\n".join(f"| {' | '.join(row)} |" for row in (cells[0], rule, *cells[1:]))

    def _token(self, found: Datum) -> str:
        self._used.append(found)
        return f"\ue000{len(self._used) - 1}\ue001"

    def show(self, html: str) -> str:
        """Return rendered HTML with the data in place of the tokens; inside an attribute it is plain."""
        if not _TOKEN.search(html):
            return html
        plain = _IN_ATTRIBUTE.sub(lambda match: self._filled(match[0], lambda one: escape(one.plain)), html)
        return self._filled(plain, lambda one: _NOT_YET if one.is_blank else one.shown)

    def words(self, text: str) -> str:
        """Return plain text, such as a heading, with the data in place of the tokens."""
        return self._filled(text, lambda one: _NOT_YET if one.is_blank else one.readable)

    def _filled(self, text: str, shown: Callable[[Datum], str]) -> str:
        return _TOKEN.sub(lambda match: shown(self._used[int(match[1])]), text)
