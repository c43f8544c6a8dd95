"""Money is divided, rounded and put into other units in one place; this reads the packages for any other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("shop", "checkout", "catalog")
NO_MONEY = {
    "checkout/sandbox": "the outside world, which has its own units",
    "checkout/use_cases/reverse_payments.py": "the age of a question to a bank",
    "checkout/web/threads.py": "how many orders one crew takes",
    "checkout/web/words.py": "minutes of a wait",
    "catalog/datum.py": "minutes of a day",
    "catalog/likely.py": "what a message says that an editor may have meant; nothing is sold by it",
    "catalog/rule_sentences/phrases.py": "minutes of a day",
    "checkout/use_cases/list_for_torob.py": "pages of a list",
    "checkout/use_cases/search_goods.py": "pages of a list",
    "catalog/shelves/shelf.py": "pages of a shelf",
    "catalog/shelves/bands.py": "edges of bands that goods are shown by, which nobody pays",
    "catalog/structured_terms.py": "hours of a day",
    "catalog/price_chart.py": "pixels of a chart",
    "catalog/measure_reader.py": "how much a pack holds",
    "catalog/measures.py": "figures that a text states",
    "catalog/typed_figures.py": "figures that a text states",
    "shop/money.py": "the one place",
}
"""Where something is divided that is no money, or is: and what."""


def divisions(source: str) -> Iterator[tuple[int, str]]:
    """Yield each line that divides, rounds or leaves whole numbers, and how."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv):
            yield node.lineno, "//"
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and _is_number(node):
            yield node.lineno, "/"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _ROUNDERS:
            yield node.lineno, node.func.id
        elif isinstance(node, ast.Attribute) and (node.attr == "quantize" or ast.unparse(node.value) == "math"):
            yield node.lineno, node.attr


_OF_MONEY = re.compile(r"\b(Rials|amount|price|prices|payable|owed|paid|toman)\b")
_ROUNDERS = {"round", "divmod", "float", "Decimal", "Fraction"}


def _is_number(node: ast.BinOp) -> bool:
    """Paths are put together by the same sign: their right side is text or a name, and their left no product or sum."""
    arithmetic = isinstance(node.left, ast.BinOp) and not isinstance(node.left.op, ast.Div)
    return arithmetic or (isinstance(node.right, ast.Constant) and isinstance(node.right.value, int | float))


def found() -> dict[str, list[tuple[int, str]]]:
    """Return the divisions of each file that speaks of money at all."""
    files = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    sources = {file.relative_to(ROOT).as_posix(): file.read_text() for file in files}
    told = {name: list(divisions(source)) for name, source in sources.items() if _OF_MONEY.search(source)}
    return {name: lines for name, lines in told.items() if lines}


def test_nothing_but_money_py_divides_or_rounds_money() -> None:
    elsewhere = {
        name for name in found() if not any(name == known or name.startswith(f"{known}/") for known in NO_MONEY)
    }
    assert elsewhere == set(), "if it is money, put it into shop/money.py; else say here what it is"


def test_every_exception_is_still_one() -> None:
    there = found()
    assert [
        known for known in NO_MONEY if not any(name == known or name.startswith(f"{known}/") for name in there)
    ] == []


@pytest.mark.parametrize(
    "line",
    [
        "fee = owed * percent / 100",
        "half = price // 2",
        "x = round(price * 0.1)",
        "t = price / 10",
        "y = Decimal(price)",
        "z = math.floor(q)",
        "a, b = divmod(price, 10)",
    ],
)
def test_a_rounding_of_ones_own_is_found(line: str) -> None:
    assert list(divisions(f"import math\n{line}\n"))


def test_a_path_is_no_division() -> None:
    assert list(divisions('folder / "current"\n(a / b) / name\nroot / name\n')) == []
