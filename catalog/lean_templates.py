"""Templates in one piece: what they extend and include is put in where they say so, once and not for every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from jinja2 import Environment, nodes
from jinja2.environment import TemplateModule
from jinja2.visitor import NodeTransformer

from catalog.lean_output import LeanOutput

_ASSIGNS = (nodes.Assign, nodes.AssignBlock, nodes.FromImport, nodes.Import, nodes.Macro)


class LeanEnvironment(Environment):
    """Makes of templates what Jinja's own environment makes of them, at less cost."""

    code_generator_class = LeanOutput
    macros: Macros

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        joined = nodes.Template(_joined(self, tree), lineno=1)
        joined.set_environment(self)
        return joined

    def tree(self, name: str) -> nodes.Template:
        """Return another template as it is written."""
        if self.loader is None:
            raise TypeError(self.loader)
        source, filename, _ = self.loader.get_source(self, name)
        return super()._parse(source, name, filename)


class Macros(dict[str, TemplateModule]):
    """What each template exports: macros, which see nothing of the page that calls them."""

    def __init__(self, environment: Environment) -> None:
        super().__init__()
        self._environment = environment

    def __missing__(self, name: str) -> TemplateModule:
        self[name] = self._environment.get_template(name).module
        return self[name]


def _joined(environment: LeanEnvironment, tree: nodes.Template) -> list[nodes.Node]:
    """Return the body of a template with those of the others in it."""
    extended = next((one for one in tree.body if isinstance(one, nodes.Extends)), None)
    if extended is None:
        return _Joining(environment, {}).bodies(tree.body)
    blocks = {block.name: block for block in tree.find_all(nodes.Block)}
    first = [one for one in tree.body if isinstance(one, _ASSIGNS)]
    base = environment.tree(_named(extended.template))
    return [*first, *_Joining(environment, blocks).bodies(base.body)]


class _Joining(NodeTransformer):
    """Puts the ``blocks`` of one template in the place of another's; ``above`` is what ``super()`` stands for in them."""

    def __init__(
        self, environment: LeanEnvironment, blocks: Mapping[str, nodes.Block], above: Sequence[nodes.Node] | None = None
    ) -> None:
        self._environment = environment
        self._blocks = blocks
        self._above = above

    def bodies(self, body: Sequence[nodes.Node]) -> list[nodes.Node]:
        """Return some statements with others in their places."""
        return [one for node in body for one in self.visit_list(node)]

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Put in what is included, where one template is named that must be there."""
        if not isinstance(node.template, nodes.Const) or node.ignore_missing or not node.with_context:
            return node
        return _scope(_joined(self._environment, self._environment.tree(_named(node.template))), node.lineno)

    def visit_Block(self, node: nodes.Block) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Put in what stands for a block, else the block itself."""
        body = self.bodies(node.body)
        own = self._blocks.get(node.name)
        return _scope(_Joining(self._environment, {}, body).bodies(own.body) if own else body, node.lineno)

    def visit_Output(self, node: nodes.Output) -> list[nodes.Node]:  # noqa: N802 - Jinja's name
        """Put in what a block stands above of, where it is asked for by itself."""
        pieces: list[nodes.Node] = []
        for is_super, some in groupby(node.nodes, _is_super):
            if is_super and self._above is not None:
                pieces += [_scope(list(self._above), node.lineno) for _ in some]
            else:
                pieces.append(nodes.Output(list(some), lineno=node.lineno))
        return pieces


def _is_super(put_out: nodes.Expr) -> bool:
    return isinstance(put_out, nodes.Call) and isinstance(put_out.node, nodes.Name) and put_out.node.name == "super"


def _named(template: nodes.Expr) -> str:
    """Return the name of the template that one extends or includes; ours say it outright."""
    if not isinstance(template, nodes.Const):
        raise TypeError(template)
    return str(template.value)


def _scope(body: list[nodes.Node], line: int) -> nodes.Node:
    """Return statements as one, whose names nobody else sees."""
    return nodes.Scope(body, lineno=line)
