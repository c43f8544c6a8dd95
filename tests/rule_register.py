"""The register of rules as ``docs/rules/`` has it, and whether what a row names is there."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache

from tests.builders import ROOT, SHOPS
from tests.rule_kinds import KIND, PREFIXES
from tests.rule_pages import clauses

_NAMED = re.compile("`([^`]+)`")
_LATER = re.compile(r"later: ([a-z' -]+[a-z])")
_IDS = re.compile(rf"({'|'.join(PREFIXES.values())})[-_]([0-9]{{3}})(?:\.\.([0-9]{{3}}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One rule: in which code and clauses it holds, which tests or clauses show it, and which feature it waits for."""

    shop: str
    id: str
    rule: str
    where: str
    shown_by: str

    @property
    def kind(self) -> str:
        """The rule's kind."""
        return KIND[self.id]

    @property
    def places(self) -> list[str]:
        """Where it holds."""
        return _NAMED.findall(self.where)

    @property
    def shown(self) -> list[str]:
        """What shows it."""
        return _NAMED.findall(self.shown_by)

    @property
    def waits_for(self) -> str:
        """The feature that the rule, or a part of it, waits for; '' if it is done."""
        found = _LATER.search(self.where)
        return found[1] if found else ""

    @property
    def state(self) -> str:
        """Say whether it is done, partly done or waiting."""
        if not self.waits_for:
            return "done"
        return "partly" if any(not name.startswith("policies/") for name in self.places) else "waiting"


@cache
def rows(shop: str) -> tuple[Row, ...]:
    """Return the rows of a shop's register, in the file's order."""
    text = (ROOT / "docs" / "rules" / f"{shop}.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith(f"| {PREFIXES[shop]}-")]
    return tuple(_row(shop, line) for line in lines)


def _row(shop: str, line: str) -> Row:
    name, rule, where, shown_by = (cell.strip() for cell in line.strip("|").split("|"))
    return Row(shop=shop, id=name, rule=rule, where=where, shown_by=shown_by)


def all_rows() -> list[Row]:
    """Return every row of every shop."""
    return [row for shop in SHOPS for row in rows(shop)]


@cache
def definitions(path: str) -> dict[str, ast.AST]:
    """Return what a module defines by name: functions, classes, their methods as ``Class.method``, annotated constants."""
    found: dict[str, ast.AST] = {}
    for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = node
        if isinstance(node, ast.ClassDef):
            methods = (inside for inside in node.body if isinstance(inside, ast.FunctionDef | ast.AsyncFunctionDef))
            found |= {f"{node.name}.{inside.name}": inside for inside in methods}
    return found


def problem_with(name: str, shop: str) -> str:
    """Return what is wrong with a place or a test that a row names, '' if it is there."""
    if name.startswith("policies/"):
        return "" if name.removeprefix("policies/") in clauses(shop) else f"{name}: no such clause"
    path, _, inside = name.replace("::", " ").partition(" ")
    if not (ROOT / path).is_file():
        return f"{path}: no such file"
    if inside and inside not in definitions(path):
        return f"{path}: no {inside} in it"
    return "" if inside or not path.endswith(".py") else f"{path}: what in it?"


def ids_in(text: str) -> set[str]:
    """Return the rules that a text names, as ``BAQ-028``, ``BAQ_028`` or, from one to another, ``CHI-018..020``."""
    return {
        f"{prefix}-{number:03}"
        for prefix, first, last in _IDS.findall(text)
        for number in range(int(first), int(last or first) + 1)
    }


def borne_by(test: str) -> set[str]:
    """Return the rules that a test, ``path::name``, bears in its name and its docstring."""
    path, _, name = test.partition("::")
    node = definitions(path)[name]
    return ids_in(f"{name} {ast.get_docstring(node) if isinstance(node, ast.FunctionDef) else ''}")
