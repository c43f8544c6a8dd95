"""Templates that put out values, and call what they share, at a third of the usual cost: a build does nothing more often."""

from __future__ import annotations

import keyword
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape


def put(value: object) -> str:
    """Return a value as it stands in a page, escaped unless it is marked as HTML; nothing for None.

    The same text as ``escape`` makes; but not marked again, which costs more than all else and nobody asks for in a page.
    """
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value] # it is one
    if kind is int:
        return str(value)
    if value is None:
        return ""
    if kind is str and not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value):  # type: ignore[operator] # a str
        return value  # type: ignore[return-value] # it is one
    return escape(value)


class LeanMacro(Macro):
    """A macro that is called by its arguments in their order, if it can be; else as Jinja does."""

    def __init__(self, environment: Environment, func: Any, name: str, arguments: list[str], *how: Any) -> None:  # noqa: ANN401 - Jinja's
        super().__init__(environment, func, name, arguments, *how)
        self._count = len(arguments) if not (self.caller or self.catch_kwargs or self.catch_varargs) else -1

    def __call__(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - what a template gives
        """Return what the macro puts out."""
        if len(args) < self._count:
            args = (*args, *(kwargs.pop(name, missing) for name in self.arguments[len(args) :]))
        if kwargs or len(args) != self._count:
            return super().__call__(*args, **kwargs)
        return str.__new__(Markup, self._func(*args))


class LeanOutput(CodeGenerator):
    """Writes Jinja's own code, in which ``put`` stands for its ``escape``, and a call is a call.

    So nothing that templates may call asks for Jinja's context (``pass_context`` and the like); none of ours does.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """Write a template; what it escapes by is looked up when it is rendered, so the last line of all tells."""
        super().visit_Template(node, frame)
        self.writeline(f"from {put.__module__} import {put.__name__} as escape, {LeanMacro.__name__} as Macro")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - Jinja's
        """Write a call without the look that Jinja has at what is called."""
        names = [argument.key for argument in node.kwargs]
        if forward_caller or node.dyn_args or node.dyn_kwargs or any(map(keyword.iskeyword, names)):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            self.write(f"{named.key}=")
            self.visit(named.value, frame)
            self.write(", ")
        self.write(")")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        """Write where macros come from: all templates share them, so they are looked for once."""
        if node.with_context:
            super()._import_common(node, frame)
            return
        self.write("environment.macros[")
        self.visit(node.template, frame)
        self.write("]")
