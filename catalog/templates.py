"""The theme's templates without Pelican, set up as Pelican's settings have them."""

from __future__ import annotations

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader

from catalog.filters import FILTERS
from catalog.lean_output import LeanOutput
from catalog.workshop import Workshop


def environment(workshop: Workshop) -> Environment:
    """Return the environment in which pages are rendered: to what Pelican's own makes of them, at less cost."""
    cache = workshop.cache / "lean-templates"
    cache.mkdir(parents=True, exist_ok=True)
    made = Environment(
        loader=FileSystemLoader(workshop.theme / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=FileSystemBytecodeCache(str(cache)),
    )
    made.code_generator_class = LeanOutput
    made.filters.update(FILTERS)
    return made
