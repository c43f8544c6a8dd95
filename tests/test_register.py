"""The register of rules names every rule once, and only what is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.rule_pages import IDS, POLICIES, clauses

ROOT = Path(__file__).resolve().parents[1]
REGISTER = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in REGISTER.splitlines() if "BAQ-" in line]
_NAMED = re.compile("`([^`]+)`")
_LATER = re.compile(r"later: [^`|]+")


@cache
def defined_in(path: str) -> frozenset[str]:
    """Return the functions, classes and constants that a module defines."""
    names: set[str] = set()
    for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return frozenset(names)


def problem_with(name: str) -> str:
    """Return what is wrong with a place or a test that the register names, '' if it is there."""
    if name.startswith("policies/"):
        return "" if name.removeprefix("policies/") in clauses() else f"{name}: no such clause"
    path, _, inside = name.replace("::", " ").partition(" ")
    if not (ROOT / path).is_file():
        return f"{path}: no such file"
    if inside and inside not in defined_in(path):
        return f"{path}: no {inside} in it"
    return "" if inside or not path.endswith(".py") else f"{path}: what in it?"


def test_every_rule_has_one_row_in_order() -> None:
    assert [row[0] for row in ROWS] == IDS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_names_only_what_is_there(row: list[str]) -> None:
    _, rule, where, shown_by = row
    places, shown = _NAMED.findall(where), _NAMED.findall(shown_by)

    assert rule.endswith(".")
    assert places or _LATER.search(where), "it holds nowhere, and waits for nothing"
    assert shown, "nothing shows it"
    assert [problem for name in [*places, *shown] if (problem := problem_with(name))] == []
    assert not [name for name in places if "::" in name]
    assert not [name for name in shown if "::" not in name and not name.startswith("policies/")]
    assert not _NAMED.sub("", shown_by).strip(" ,")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_rule_that_holds_in_code_is_shown_by_a_test(row: list[str]) -> None:
    """A row may point to its page alone only if a feature is still to come, or nothing is decided."""
    rule, _, where, shown_by = row
    decided = [name for name in _NAMED.findall(where) if name.startswith(("shop/", "checkout/use_cases/"))]

    assert not decided or "later:" in where or "::" in shown_by, rule


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("policies/delivery.md#free-courier", ""),
        ("policies/delivery.md#pigeon", "policies/delivery.md#pigeon: no such clause"),
        ("shop/cart.py add", ""),
        ("shop/lifecycle.py TRANSITIONS", ""),
        ("shop/cart.py subtract", "shop/cart.py: no subtract in it"),
        ("shop/cart.py", "shop/cart.py: what in it?"),
        ("shop/kart.py add", "shop/kart.py: no such file"),
        ("tests/test_register.py::test_every_rule_has_one_row_in_order", ""),
        ("tests/test_register.py::test_nothing", "tests/test_register.py: no test_nothing in it"),
    ],
)
def test_what_is_not_there_is_found(name: str, problem: str) -> None:
    assert problem_with(name) == problem


def test_every_rule_that_a_test_bears_in_its_name_is_a_rule() -> None:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for number in re.findall("BAQ[_-]([0-9]{3})", path.read_text(encoding="utf-8")):
            assert f"BAQ-{number}" in IDS, path


def test_every_clause_is_on_a_page_of_the_shop() -> None:
    assert {clause.partition("#")[0] for clause in clauses()} == {page.name for page in POLICIES}
