"""The figures that each rule of a shop holds, and what an editor writes instead of typing one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from catalog.measures import Measure, measure
from catalog.shop_data import shop_data
from shop.terms import ByFloor, ByWeight, Fee, Shop


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, the rule that holds it, and the placeholder that prints it."""

    rule: str
    measure: Measure
    write: str


def figures_of(shop: Shop, rules: Collection[str]) -> Iterator[Figure]:
    """Yield every figure of these rules, those with a name of their own first."""
    for key, datum in shop_data(shop).items():
        rule = rule_of(key, rules)
        yield from (Figure(rule, held, f"{{shop:{key}}}") for held in datum.measures if rule)
    for rule, held in _unnamed(shop):
        if rule in rules:
            yield Figure(rule, held, f"{{rule:{rule}}}")


def rule_of(key: str, rules: Collection[str]) -> str:
    """Return the rule that a datum belongs to, the one of the longest name; nothing if it is no rule's."""
    return max((rule for rule in rules if f"{key}.".startswith(f"{rule}.")), key=len, default="")


def _unnamed(shop: Shop) -> Iterator[tuple[str, Measure]]:
    """Yield the figures that only a rule's own sentence prints: those of tables and deductions."""
    for delivery in shop.delivery:
        yield from ((f"delivery.{delivery.id}", held) for held in _in_table(delivery.fee))
    for deduction in shop.refund.deduction:
        if deduction.amount is not None:
            yield "refund", measure(deduction.amount, "rials")
        if deduction.percent is not None:
            yield "refund", measure(deduction.percent, "percent")
    for delay in shop.week.delay:
        if delay.days:
            yield "week.delay", measure(delay.days, "working days")


def _in_table(fee: Fee) -> Iterator[Measure]:
    if isinstance(fee, ByWeight):
        for row in fee.rows:
            yield measure(row.up_to_grams, "grams")
            yield measure(row.amount, "rials")
    elif isinstance(fee, ByFloor):
        yield measure(fee.stairs, "stairs")
        yield from (measure(rials, "rials") for rials in fee.amounts)
