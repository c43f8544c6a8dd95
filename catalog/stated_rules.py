"""Holding the policy pages against the rules in force: each is stated where its clause is, by name and not by figure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from catalog.figures import Figure, figures_of, rule_of
from catalog.placeholders import placeholders_in
from catalog.problems import Code, Problems
from catalog.rule_sentences import rule_texts
from catalog.sections import Section
from catalog.typed_figures import typed_figures
from shop.rule_names import rules_in_force
from shop.terms import Shop

Sections = Mapping[str, Section]
"""Every clause of the policy pages, ``page#anchor``, with its section."""

_FREIGHT = "payment.freight"
_NOTHING = "\ufffc"


def check_stated(shop: Shop, sections: Sections, problems: Problems) -> None:
    """Note each rule that its clause's section does not state, and each figure typed where a rule holds it."""
    rules = rules_in_force(shop)
    for clause, names in (*((clause, (rule,)) for rule, clause in rules.items()), *_freight(shop)):
        section = sections.get(clause)
        if section is not None and not _named_in(section.text, rules) & set(names):
            problems.add(Code.RULE_NOT_STATED, section.heading, value=names[0], example=f"{{rule:{names[0]}}}")
    _check_figures(shop, sections, problems)


def _freight(shop: Shop) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each clause to which freight orders are referred, with the names under which it may state that."""
    if _FREIGHT in rule_texts(shop):
        for payment in shop.payment:
            if payment.freight_clause and not payment.for_freight:
                yield payment.freight_clause, (_FREIGHT, f"payment.{payment.kind}")


def _named_in(text: str, rules: Collection[str]) -> set[str]:
    """Return which rules a text names, in full or by one of their figures."""
    return {found.name if found.kind == "rule" else rule_of(found.name, rules) for found in placeholders_in(text)}


def _check_figures(shop: Shop, sections: Sections, problems: Problems) -> None:
    clauses = rules_in_force(shop)
    by_clause: dict[str, list[Figure]] = {}
    for figure in figures_of(shop, clauses):
        by_clause.setdefault(clauses[figure.rule], []).append(figure)
    for clause, figures in by_clause.items():
        if clause in sections:
            _check_section(sections[clause], figures, problems)


def _check_section(section: Section, figures: list[Figure], problems: Problems) -> None:
    for typed in typed_figures(_bare(section.text)):
        held = next((figure for figure in figures if typed.tells(figure.measure)), None)
        if held:
            spot = section.spot_of(typed.start)
            problems.add(Code.TYPED_FIGURE, spot, value=typed.typed.strip(), example=held.write)


def _bare(text: str) -> str:
    """Return a text in which placeholders are something that is no figure, every letter at its place."""
    for found in reversed(list(placeholders_in(text))):
        text = text[: found.start] + _NOTHING * (found.end - found.start) + text[found.end :]
    return text
