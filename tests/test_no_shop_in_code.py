"""Nothing in code differs between shops: no shop's id, name, clause, page or way stands in a package or a template."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from catalog.toml_lines import leaves
from tests.builders import ROOT, SHOPS, a_shop

PACKAGES = sorted(file for package in ("shop", "catalog", "checkout") for file in (ROOT / package).rglob("*.py"))
TEMPLATES = sorted(
    file for folder in ("theme/templates", "checkout", "catalog") for file in (ROOT / folder).rglob("*.html")
)
STYLES = sorted((ROOT / "theme/static/css").glob("*.css"))

OURS = {
    "freight": "the rule of how freight orders are paid, whatever a shop calls its freight",
}
"""Words of the program that some shop chose for an id, too."""


@cache
def clauses() -> frozenset[str]:
    """Return every clause that some shop names."""
    found = set()
    for name in SHOPS:
        document = tomllib.loads((ROOT / "content" / name / "shop.toml").read_text(encoding="utf-8"))
        found |= {str(value) for key, value in leaves(document) if str(key[-1]).endswith("clause")}
    return frozenset(found)


@cache
def policy_pages() -> frozenset[str]:
    """Return the names of every policy page of some shop."""
    return frozenset(file.stem for name in SHOPS for file in (ROOT / "content" / name / "policies").glob("*.md"))


@cache
def names() -> re.Pattern[str]:
    """Return what finds a shop's id or Persian name."""
    told = {name for shop in SHOPS for name in (shop, a_shop(shop).name)}
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(told))})(?!\w)", re.IGNORECASE)


@cache
def owners_words() -> frozenset[str]:
    """Return what owners call their ways, charges, complaints and zones, and their codes' prefixes."""
    found: set[str] = set()
    for shop in map(a_shop, SHOPS):
        found |= {one.id for several in (shop.delivery, shop.charge, shop.claim) for one in several}
        found |= {*shop.zones, shop.order.code_prefix}
    return frozenset(found) - OURS.keys()


def constants(file: Path) -> Iterator[tuple[int, str]]:
    """Yield every string of a module with its line, but for docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    told = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def of_a_shop(text: str) -> str:
    """Return what in a module's string is some shop's own, '' if nothing is."""
    if text in clauses() | owners_words():
        return text
    found = names().search(text)
    return found[0] if found else ""


def in_a_template(text: str) -> list[str]:
    """Return what in a template is some shop's own."""
    found = [match[0] for match in names().finditer(text)]
    found += [clause for clause in clauses() if re.search(rf"{re.escape(clause)}(?![\w-])", text)]
    return found + [page for page in re.findall(r"policies/([a-z0-9-]+)", text) if page in policy_pages()]


def asked_in(file: Path) -> list[int]:
    """Return the lines of a module that ask which shop it is."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare)
        for side in (node.left, *node.comparators)
        if isinstance(side, ast.Attribute) and side.attr == "id" and ast.unparse(side.value).endswith("shop")
    ]


def test_no_module_names_a_shop_or_what_only_a_shop_names() -> None:
    told = [(file, line, found) for file in PACKAGES for line, text in constants(file) if (found := of_a_shop(text))]
    assert told == []


def test_no_module_asks_which_shop_it_is(tmp_path: Path) -> None:
    assert [(file, lines) for file in PACKAGES if (lines := asked_in(file))] == []
    asking = tmp_path / "asking.py"
    asking.write_text('pass\nif ports.shop.id == "x": pass\nif x in {shop.id}: pass\nif shop.name == "x": pass\n')
    assert asked_in(asking) == [2]


def test_no_template_names_a_shop_a_clause_or_a_page() -> None:
    """A mark is found by the shop's id: it is a file of the theme, not a word in one."""
    texts = {file: file.read_text(encoding="utf-8") for file in TEMPLATES}

    assert {file: found for file, text in texts.items() if (found := in_a_template(text))} == {}
    assert [file for file, text in texts.items() if re.search(r"shop\.id\s*(==|!=|in\b)", text)] == []


def test_no_style_is_for_one_shop() -> None:
    assert [file for file in STYLES if names().search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("baqiyat", "baqiyat"),
        ("به باقیات خوش آمدید", "باقیات"),
        ("https://pay.bakala.example", "bakala"),
        ("ordering#finalise", "ordering#finalise"),
        ("heavy-home", "heavy-home"),
        ("BQ", "BQ"),
        ('بنویسید: clause = "ordering#finalise"', ""),
        ("finalise", ""),
        ("باقیاتی", ""),
    ],
)
def test_what_is_of_a_shop_is_found(text: str, found: str) -> None:
    assert of_a_shop(text) == found


def test_what_a_template_might_hold_is_found() -> None:
    assert in_a_template('<a href="{{ site_url }}/policies/terms.html">') == ["terms"]
    assert in_a_template("{{ clause_url('payment#report') }}") == ["payment#report"]
    assert in_a_template("{{ clause_url(shop.acceptance.clause) }}") == []


def test_there_is_something_to_look_at() -> None:
    assert len(PACKAGES) > 150
    assert len(TEMPLATES) > 40
    assert len(STYLES) > 5
    assert len(clauses()) > 60
    assert len(owners_words()) > 20
