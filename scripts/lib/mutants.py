"""Small mistakes in a module of rules: a comparison moved, a condition turned, a constant one off."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Function = ast.FunctionDef | ast.AsyncFunctionDef

_COMPARED: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_COUNTED: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
}
_SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one mistake in a function: the function's name, the line, what stood there and what does now."""

    function: str
    line: int
    was: str
    now: str
    source: str


def functions(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """Yield each function and method of a module with its name, ``Class.method`` for a method."""
    for node in tree.body:
        if isinstance(node, Function):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{inside.name}", inside) for inside in node.body if isinstance(inside, Function))


def mutants(source: str) -> Iterator[Mutant]:
    """Yield the module with each mistake in turn, and only that one."""
    tree = ast.parse(source)
    for name, function in functions(tree):
        for node in (inside for statement in function.body for inside in ast.walk(statement)):
            if not isinstance(node, ast.expr | ast.stmt):
                continue
            for slip in _slips(node):
                yield Mutant(name, node.lineno, _first_line(node), _first_line(slip), _with(tree, node, slip))


def _first_line(node: ast.AST) -> str:
    return ast.unparse(node).splitlines()[0]


def _slips(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the node with each mistake that can be made in it."""
    if isinstance(node, ast.If | ast.IfExp):
        yield from (_changed(node, test=ast.Constant(value)) for value in (True, False))
    elif isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            for other in _COMPARED.get(type(operator), ()):
                yield _changed(node, ops=[*node.ops[:at], other(), *node.ops[at + 1 :]])
    elif isinstance(node, ast.BoolOp):
        yield _changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in _COUNTED:
        yield _changed(node, op=_COUNTED[type(node.op)]())
    else:
        yield from _slips_of_a_word(node)


def _slips_of_a_word(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield from (ast.Constant(node.value + step) for step in (1, -1))
    elif isinstance(node, ast.Name) and node.id in _SWAPPED:
        yield ast.Name(_SWAPPED[node.id], node.ctx)


def _changed(node: ast.AST, **fields: object) -> ast.AST:
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


class _Put(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def _with(tree: ast.Module, old: ast.AST, new: ast.AST) -> str:
    """Return the module's source with one node in another's place; the tree itself stays as it is."""
    found: dict[int, ast.AST] = {}
    other = copy.deepcopy(tree, memo=found)
    return ast.unparse(ast.fix_missing_locations(_Put(found[id(old)], new).visit(other)))
