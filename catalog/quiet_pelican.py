"""Pelican without its last line, which counts articles and pages of its own kinds; a shop has none."""

from __future__ import annotations

from collections.abc import Mapping

from pelican import Pelican
from pelican.log import console
from pelican.plugins import signals


class QuietPelican(Pelican):
    """Says what is wrong, and nothing else."""

    def __init__(self, settings: Mapping[str, object]) -> None:
        super().__init__(settings)  # type: ignore[no-untyped-call]  # Pelican has no types

    def run(self) -> None:
        """Build, and leave out all that Pelican says after the last file is written."""
        signals.finalized.connect(_hush, sender=self)
        try:
            super().run()  # type: ignore[no-untyped-call]
        finally:
            console.quiet = False


def _hush(_pelican: object) -> None:
    console.quiet = True
