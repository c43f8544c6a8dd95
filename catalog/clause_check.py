"""Checking ``shop.toml`` against the policy pages: each clause stands there, and each rule in force is stated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from catalog.bodies import Body
from catalog.figure_check import FigureCheck
from catalog.problems import Problems
from catalog.rule_findings import check_findings
from catalog.sections import Section, sections
from catalog.shop_check import check_clauses
from catalog.shop_names import names_doubled
from catalog.shop_reader import FILE, ShopFile
from catalog.source import Source
from catalog.stated_rules import check_stated


def check_rules(
    file: ShopFile,
    policies: Sequence[Source],
    pages: Mapping[str, str],
    bodies: Mapping[str, Body],
    problems: Problems,
) -> None:
    """Check the shop's clauses against all policy pages, unless one has no name yet; ``pages`` names each file's page."""
    nameless = [path for path in problems.errors_below("policies") if path not in pages]
    if not nameless and all(source.path in pages for source in policies):
        clauses = {
            f"{PurePosixPath(pages[source.path]).stem}#{anchor}"
            for source in policies
            for anchor, _ in bodies[source.path].clauses
        }
        check_clauses(file, clauses, problems)
        if file.shop and not names_doubled(problems):
            by_clause = _clause_sections(policies, pages)
            check_stated(file.shop, by_clause, problems)
            FigureCheck(file.shop, problems).check(policies, by_clause)
    # What the rule check would say of a file that is still wrong is wrong too.
    if file.shop and not problems.errors_of(FILE):
        check_findings(file, file.shop, problems)


def _clause_sections(policies: Sequence[Source], pages: Mapping[str, str]) -> Mapping[str, Section]:
    """Return the section of each clause of the policy pages."""
    return {
        f"{PurePosixPath(pages[source.path]).stem}#{anchor}": section
        for source in policies
        for anchor, section in sections(source).items()
    }
