"""The theme's templates without Pelican, set up as Pelican's settings have them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, compiler

from catalog import lean_output, lean_templates
from catalog.filters import FILTERS
from catalog.lean_templates import LeanEnvironment, Macros
from catalog.marks import marks_of
from catalog.workshop import Workshop


def environment(workshop: Workshop) -> Environment:
    """Return the environment in which pages are rendered: to what Pelican's own makes of them, at less cost."""
    folder, cache = workshop.theme / "templates", workshop.cache / "lean-templates"
    cache.mkdir(parents=True, exist_ok=True)
    made = LeanEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_Compiled(folder, cache),
    )
    made.macros = Macros(made)
    made.filters.update(FILTERS)
    return made


class _Compiled(FileSystemBytecodeCache):
    """Templates as they were compiled: each is made of others too, so none of them may have changed since, nor what compiles."""

    def __init__(self, templates: Path, cache: Path) -> None:
        super().__init__(str(cache))
        makers = (module.__file__ for module in (lean_output, lean_templates, compiler) if module.__file__)
        self._of = repr((marks_of(templates), marks_of(*makers)))

    def get_source_checksum(self, source: str) -> str:
        """Return what tells whether a template was compiled of the same."""
        return sha256((self._of + source).encode()).hexdigest()
