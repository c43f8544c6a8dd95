"""What ``publish`` gives Pelican's generator to take along, and what that brings back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from catalog.content import Content
from catalog.last_release import Ordered, in_no_order
from catalog.lending import Before
from catalog.marks import Marks
from catalog.memory_file import NOTHING_FILED, Filed
from catalog.second_tree import SecondTree
from catalog.workshop import Workshop


@dataclass(slots=True)
class Errand:
    """The pages that stand published, who knows of open orders, the folder's marks; then what was read of it, and where."""

    before: Before | None = None
    ordered: Ordered = in_no_order
    marks: Marks | None = None
    meanwhile: Callable[[], None] | None = None
    """What is to be done when the folder has been read, and may go on while pages are written."""
    second: SecondTree | None = None
    content: Content | None = None
    workshop: Workshop | None = None
    filed: Filed = NOTHING_FILED

    def done(self) -> tuple[Content, Workshop, Filed]:
        """Return what was brought back."""
        if self.content is None or self.workshop is None:
            raise RuntimeError("Pelican ran without our generator")
        return self.content, self.workshop, self.filed
