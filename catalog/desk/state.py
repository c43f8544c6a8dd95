"""What one reading of the folder gave to the preview."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.content import Content
from catalog.desk.good import Good
from catalog.kept import Memory
from catalog.marks import Marks


@dataclass(frozen=True, slots=True)
class State:
    """One reading of the folder; ``number`` counts them.

    ``marks`` and ``memory`` are those of the last reading of the whole folder.
    """

    number: int
    marks: Marks
    content: Content
    good: Good
    memory: Memory
