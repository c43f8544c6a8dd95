"""The contract behind the import table in pyproject.toml: a row's modules may import what the row names, no more.

Import-linter ships contracts that forbid; a list of what is forbidden forgets the library added tomorrow.
"""

from __future__ import annotations

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class MayImport(Contract):
    """``modules``, with all below them, may import each other, the standard library and ``may_import``."""

    # Import-linter puts the values in their fields' places.
    modules: list[str] = fields.ListField(subfield=fields.StringField())  # type: ignore[assignment]
    may_import: list[str] = fields.ListField(subfield=fields.StringField())  # type: ignore[assignment]

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 - import-linter's signature
        """Find the imports that no row allows, and row entries that nothing uses any more."""
        used: set[str] = set()
        wrong: list[str] = []
        for importer in sorted(name for name in graph.modules if _within(name, self.modules)):
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                allowed = [name for name in self.may_import if _within(imported, [name])]
                used.update(allowed)
                if not allowed and not _within(imported, self.modules) and imported not in sys.stdlib_module_names:
                    wrong.append(f"{importer} imports {imported}")
        wrong += [f"no module named {name}" for name in self.modules if name not in graph.modules]
        wrong += [f"nothing imports {name} any more" for name in self.may_import if name not in used]
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one line for each."""
        for line in check.metadata["wrong"]:
            output.print_error(line, bold=False)
        output.new_line()


def _within(module: str, packages: list[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)
