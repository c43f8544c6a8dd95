"""The folder as it stands now, read again after each save, and each of its pages as it would be published."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from catalog.content import Content, read_content
from catalog.desk.good import Good
from catalog.kept import FORGOTTEN, Memory
from catalog.last_release import Earlier, read_last
from catalog.marks import Marks, marks_below
from catalog.remember import remember
from catalog.workshop import Workshop


@dataclass(frozen=True, slots=True)
class State:
    """One reading of the folder; ``number`` counts them."""

    number: int
    marks: Marks
    content: Content
    good: Good
    memory: Memory


@dataclass(slots=True)
class Desk:
    """Reads a folder, and again what has changed; one reading at a time."""

    folder: Path
    workshop: Workshop
    releases: Path
    state: State = field(init=False)

    def __post_init__(self) -> None:
        self.state = self._read(0, marks_below(self.folder), FORGOTTEN, Good())

    def refresh(self) -> bool:
        """Read what has changed; return whether anything has."""
        before, marks = self.state, marks_below(self.folder)
        if marks == before.marks:
            return False
        self.state = self._read(before.number + 1, marks, before.memory, before.good)
        return True

    def _read(self, number: int, marks: Marks, memory: Memory, good: Good) -> State:
        content = read_content(
            self.folder,
            self.workshop.pictures,
            self.workshop.hosts,
            Earlier(read_last(self.releases)),
            memory=memory,
            marks=marks,
        )
        newest = good.after(content, frozenset(marks))
        return State(number, marks, content, newest, remember(content, marks, memory))
