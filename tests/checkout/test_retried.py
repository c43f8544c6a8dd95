"""Every transaction can be run again: one decorated function, one block, and nothing else that a second run repeats."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "checkout"
_OUTSIDE = {"gateways", "messenger"}
"""Ports that act on the world outside the store; what is taken from them is called by the port's name."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Place = tuple[str, str]
"""A function: its module and its name."""


@dataclass(frozen=True)
class Uses:
    """What one function does: its blocks, what it calls, whether it is retried, whether it reaches outside."""

    at: str
    place: Place
    blocks: int
    retried: bool
    outside: bool
    calls: frozenset[Place]


def functions_in(source: str, file: str) -> Iterator[Uses]:
    tree, module = ast.parse(source), f"checkout.{file.removesuffix('.py').replace('/', '.')}"
    imported = {
        alias.asname or alias.name: (node.module or "", alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, Function):
            inside = [one for part in node.body for one in ast.walk(part)]
            yield Uses(
                at=f"{file}:{node.lineno} {node.name}",
                place=(module, node.name),
                blocks=sum(_opens(one) for one in inside),
                retried=any(ast.unparse(one) == "retried" for one in node.decorator_list),
                outside=any(_acts(one) for one in inside),
                calls=frozenset(_called(one.func, module, imported) for one in inside if isinstance(one, ast.Call)),
            )


def _called(function: ast.expr, module: str, imported: Mapping[str, Place]) -> Place:
    """Return what is called, by name as Python finds it; the methods of other objects are nobody's."""
    if isinstance(function, ast.Name):
        return imported.get(function.id, (module, function.id))
    if isinstance(function, ast.Attribute) and _named(function.value) == "self":
        return module, function.attr
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        package, name = imported.get(function.value.id, ("", function.value.id))
        return f"{package}.{name}", function.attr
    return "", ""


def _opens(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "transaction"


def _acts(node: ast.AST) -> bool:
    if not isinstance(node, ast.Attribute):
        return False
    return node.attr in _OUTSIDE or _named(node.value) in {"gateway", "messenger"}


def _named(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def mistakes(sources: Mapping[str, str]) -> list[str]:
    """Return each function that could do something twice, or give up where it should try again."""
    functions = [one for file, source in sources.items() for one in functions_in(source, file)]
    acting = {one.place for one in functions if one.retried or one.outside}
    while more := {one.place for one in functions if one.calls & acting} - acting:
        acting |= more
    return [f"{one.at}: {wrong}" for one in functions if (one.blocks or one.retried) for wrong in _wrong(one, acting)]


def _wrong(one: Uses, acting: set[Place]) -> Iterator[str]:
    if not one.retried:
        yield "opens a transaction and is not retried"
    if one.blocks != 1:
        yield f"has {one.blocks} transactions"
    if one.outside:
        yield "reaches outside the store"
    for _, called in sorted(one.calls & acting):
        yield f"calls {called}, which is more than this transaction"


def package() -> dict[str, str]:
    """Return the sources above the store's port; the port and its adapters are what opens transactions."""
    return {
        str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8")
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "store.py" and "storage" not in path.parts
    }


def test_every_transaction_stands_alone_in_a_function_that_is_retried() -> None:
    sources = package()
    assert sum(one.retried for file, source in sources.items() for one in functions_in(source, file)) > 50
    assert mistakes(sources) == []


GOOD = "@retried\ndef keep(ports):\n    with ports.store.transaction() as tx:\n        tx.put(1)\n"


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        (GOOD.replace("@retried\n", ""), "f.py:1 keep: opens a transaction and is not retried"),
        (GOOD + GOOD.split("\n", 2)[2], "f.py:2 keep: has 2 transactions"),
        ("@retried\ndef keep(ports):\n    return 1\n", "f.py:2 keep: has 0 transactions"),
        (GOOD + "    ports.messenger.send(1)\n", "f.py:2 keep: reaches outside the store"),
        (GOOD + "        ports.gateways[1].verify()\n", "f.py:2 keep: reaches outside the store"),
        (
            GOOD
            + "    other()\n@retried\ndef other(ports):\n    with ports.store.transaction() as tx:\n        pass\n",
            "f.py:2 keep: calls other, which is more than this transaction",
        ),
        (
            GOOD + "        far(tx)\ndef far(tx):\n    near(tx)\ndef near(tx):\n    ports.messenger.send(1)\n",
            "f.py:2 keep: calls far, which is more than this transaction",
        ),
    ],
)
def test_what_could_happen_twice_is_seen(source: str, wrong: str) -> None:
    assert mistakes({"f.py": GOOD}) == []
    assert mistakes({"f.py": source}) == [wrong]


def test_what_another_file_does_is_seen_and_what_only_has_its_name_is_not() -> None:
    far = "def far(tx):\n    near(tx)\ndef near(tx):\n    ports.messenger.send(1)\n"
    calling = f"{GOOD}        far(tx)\n"
    wrong = "calls far, which is more than this transaction"
    for imported in ("from checkout.a.far import far\n", "from checkout.a.far import far as far\n"):
        assert mistakes({"a/far.py": far, "f.py": imported + calling}) == [f"f.py:3 keep: {wrong}"]
    by_module = "from checkout.a import far\n" + calling.replace("far(tx)", "far.far(tx)")
    assert mistakes({"a/far.py": far, "f.py": by_module}) == [f"f.py:3 keep: {wrong}"]
    assert mistakes({"a/far.py": far, "f.py": calling + "def far(tx):\n    return tx\n"}) == []
