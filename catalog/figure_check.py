"""Looking for figures that an editor typed although a rule holds them: the page would stay when the rule changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from catalog.figures import Figure, figures_of
from catalog.placeholders import without_placeholders
from catalog.problems import Code, Problems, Spot
from catalog.sections import Section, whole
from catalog.source import Source
from catalog.typed_figures import TypedFigure, typed_figures
from shop.rule_names import rules_in_force
from shop.terms import Shop

_EXAMPLE = re.compile(r"^[ \t*>-]*نمونه.*(?:\n[ \t]*[^\s].*)*", re.MULTILINE)
_TELLING = frozenset({"rials", "working hours"})
"""The units whose figures are a rule's own wherever they stand; five pieces or two days may be anything's."""


class FigureCheck:
    """Notes each typed figure once, at its place."""

    def __init__(self, shop: Shop, problems: Problems) -> None:
        self._clauses = rules_in_force(shop)
        self._figures = tuple(figures_of(shop, self._clauses))
        self._problems = problems
        self._seen: set[Spot] = set()

    def check(self, policies: Iterable[Source], sections: Mapping[str, Section]) -> None:
        """Look in each clause's section for its rules' figures, examples too, and on the pages for telling ones."""
        by_clause: dict[str, list[Figure]] = {}
        for figure in self._figures:
            by_clause.setdefault(self._clauses[figure.rule], []).append(figure)
        for clause, figures in by_clause.items():
            if clause in sections:
                section = sections[clause]
                self._note(typed_figures(without_placeholders(section.text)), figures, section.spot_of)
        telling = [figure for figure in self._figures if figure.measure.unit in _TELLING]
        for source in policies:
            page = whole(source)
            self._note(_telling(_EXAMPLE.sub(_blank, without_placeholders(page.text))), telling, page.spot_of)
            self._check_summary(source, telling)

    def _check_summary(self, source: Source, figures: Iterable[Figure]) -> None:
        field = source.field("Summary")
        if field is not None:
            self._note(_telling(without_placeholders(field.value)), figures, lambda _: field.spot)

    def _note(self, found: Iterable[TypedFigure], figures: Iterable[Figure], spot_of: Callable[[int], Spot]) -> None:
        for typed in found:
            held = next((figure for figure in figures if typed.tells(figure.measure)), None)
            if held and (spot := spot_of(typed.start)) not in self._seen:
                self._seen.add(spot)
                self._problems.add(Code.TYPED_FIGURE, spot, value=typed.typed, example=held.write)


def _telling(text: str) -> list[TypedFigure]:
    return [typed for typed in typed_figures(text) if typed.measure.unit in _TELLING]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
