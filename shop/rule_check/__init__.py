"""The rule check: walks through all that a shop's terms allow and refuse, and tells what its owner would not see."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from shop.rule_check.finding import Finding
from shop.rule_check.gaps import open_ended, windows_that_never_open
from shop.rule_check.options import hardly_reached, unreached
from shop.rule_check.space import Space, explore
from shop.rule_check.stranded import stranded
from shop.rule_check.two_answers import two_answers
from shop.terms import Reading, Shop

_CHECKS: tuple[Callable[[Space], tuple[Finding, ...]], ...] = (
    stranded,
    unreached,
    hardly_reached,
    two_answers,
    windows_that_never_open,
    open_ended,
)


def findings(shop: Shop) -> tuple[Finding, ...]:
    """Return all that the check finds in a shop's terms, whether its owner knows of it or not."""
    space = explore(shop)
    return tuple(finding for check in _CHECKS for finding in check(space))


def reading_of(shop: Shop, finding: Finding) -> Reading | None:
    """Return the reading by which the owner acknowledged a finding by its name, None if they did not."""
    return next((reading for reading in shop.reading if finding.name in reading.findings), None)


def outdated(shop: Shop, found: Iterable[Finding]) -> tuple[str, ...]:
    """Return the names that readings acknowledge and that are no longer found."""
    names = {finding.name for finding in found}
    return tuple(name for reading in shop.reading for name in reading.findings if name not in names)
