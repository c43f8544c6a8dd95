"""The folder as it stands now, read again after each save, and each of its pages as it would be published."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from catalog.content import read_content
from catalog.desk.good import Good
from catalog.desk.one_save import after_save
from catalog.desk.state import State
from catalog.kept import FORGOTTEN, Memory
from catalog.last_release import Earlier, read_last
from catalog.marks import Marks, marks_below, marks_of
from catalog.release_writer import CURRENT
from catalog.remember import remember
from catalog.source import is_text
from catalog.workshop import Workshop
from shop.release import Release


@dataclass(slots=True)
class Desk:
    """Reads a folder, and again what has changed; one reading at a time."""

    folder: Path
    workshop: Workshop
    releases: Path
    state: State = field(init=False)
    _last: tuple[Marks, Release | None] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.state = self._read(0, marks_below(self.folder), FORGOTTEN, Good())

    def refresh(self) -> bool:
        """Read what has changed; return whether anything has."""
        before, marks = self.state, marks_below(self.folder)
        if marks == before.marks:
            return False
        self.state = self._read(before.number + 1, marks, before.memory, before.good)
        return True

    def take(self, saved: Collection[Path]) -> bool:
        """Read what of all files was saved; return whether the whole folder need not be read for it at once.

        The next ``refresh`` reads it all the same, and whatever nobody was told of.
        """
        goods = self.folder / "products"
        texts = {path.name for path in saved if is_text(path.name)}
        if len(texts) > 1 or any(path.parent != goods for path in saved):
            return False
        for name in texts:
            state = after_save(self.state, self.folder, f"products/{name}", self._release())
            if state is None:
                return False
            self.state = state
        return True

    def _release(self) -> Release | None:
        """Return the release in force; to read it again each time would take longer than all the rest."""
        marks = marks_of(self.releases / CURRENT)
        if self._last is None or self._last[0] != marks:
            self._last = marks, read_last(self.releases)
        return self._last[1]

    def _read(self, number: int, marks: Marks, memory: Memory, good: Good) -> State:
        content = read_content(
            self.folder,
            self.workshop.pictures,
            self.workshop.hosts,
            Earlier(self._release()),
            memory=memory,
            marks=marks,
        )
        newest = good.after(content, frozenset(marks))
        return State(number, marks, content, newest, remember(content, marks, memory))
