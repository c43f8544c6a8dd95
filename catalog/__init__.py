"""The Pelican side: an owner's Markdown becomes static pages and one release."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pelican.generators import Generator


def register() -> None:
    """Wire the plugin into Pelican; every signal it listens to stands here."""
    from pelican.plugins import signals  # noqa: PLC0415 - a reader of the problems needs no Pelican

    signals.get_generators.connect(_generators)
    signals.generator_init.connect(_give_filters)


def _generators(_pelican: object) -> type[Generator]:
    from catalog.generator import CatalogGenerator  # noqa: PLC0415

    return CatalogGenerator


def _give_filters(generator: Generator) -> None:
    """Pelican's own generators load the theme's templates too, even with nothing to write."""
    from catalog.filters import FILTERS  # noqa: PLC0415

    generator.env.filters.update(FILTERS)
