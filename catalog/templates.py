"""The theme's templates without Pelican, set up as Pelican's settings have them."""

from __future__ import annotations

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader

from catalog.filters import FILTERS
from catalog.workshop import Workshop


def environment(workshop: Workshop) -> Environment:
    """Return the environment in which the templates of the theme render to what they do in Pelican's."""
    cache = workshop.cache / "templates"
    cache.mkdir(parents=True, exist_ok=True)
    made = Environment(
        loader=FileSystemLoader(workshop.theme / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: "" if value is None else value,
        bytecode_cache=FileSystemBytecodeCache(str(cache)),
    )
    made.filters.update(FILTERS)
    return made
