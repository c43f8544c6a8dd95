"""Holding the policy pages against the rules in force: each is stated in its clause's section."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from catalog.figures import rule_of
from catalog.placeholders import placeholders_in
from catalog.problems import Code, Problems
from catalog.rule_sentences import rule_texts
from catalog.sections import Section
from shop.rule_names import rules_in_force
from shop.terms import Shop

_FREIGHT = "payment.freight"


def check_stated(shop: Shop, sections: Mapping[str, Section], problems: Problems) -> None:
    """Note each rule that its clause's section does not state; ``sections`` has that of every clause, ``page#anchor``."""
    rules = rules_in_force(shop)
    for clause, names in (*((clause, (rule,)) for rule, clause in rules.items()), *_freight(shop)):
        section = sections.get(clause)
        if section is not None and not _named_in(section.text, rules) & set(names):
            problems.add(Code.RULE_NOT_STATED, section.heading, value=names[0], example=f"{{rule:{names[0]}}}")


def _freight(shop: Shop) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each clause to which freight orders are referred, with the names under which it may state that."""
    if _FREIGHT in rule_texts(shop):
        for payment in shop.payment:
            if payment.freight_clause and not payment.for_freight:
                yield payment.freight_clause, (_FREIGHT, f"payment.{payment.kind}")


def _named_in(text: str, rules: Collection[str]) -> set[str]:
    """Return which rules a text names, in full or by one of their figures."""
    return {found.name if found.kind == "rule" else rule_of(found.name, rules) for found in placeholders_in(text)}
