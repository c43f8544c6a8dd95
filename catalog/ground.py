"""The folder in which new pages are put together, and how much of what is published has a second place there already.

After a build, the pages before the last ones are not thrown away: all that is the same in both has its second place there; one
that has written all pages anew leaves a second tree of those (``second_tree``). So the next build changes there what the last
one did, and what it does itself, instead of lending ten thousand files and taking as many away. Who reads those pages still, as
a program does that copies them, can do so until then.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from catalog.aside import aside
from catalog.marks import Marks
from catalog.published import Published, folder_marks, folders_of
from catalog.second_places import files_in, lend, lend_others, lend_pages, take_away
from catalog.swap import swap
from catalog.trash import Trash
from catalog.whole_file import whole_file

FEW = 2000
"""More files that differ are not changed one by one."""


class Ground(Protocol):
    """A folder beside the published pages that has, or is getting, a second place for what those have."""

    def lend_all(self) -> None:
        """See that all that is published stands there too, and nothing else."""

    def lend_pages(self) -> None:
        """Begin to see that the published pages stand there too, and nothing else."""

    def wait(self) -> None:
        """Wait until they do."""

    def empty(self) -> None:
        """Take the folder away."""

    def give_up(self) -> None:
        """Leave nothing of what was begun."""


class NewGround:
    """A folder that is filled beside this process, from now on."""

    def __init__(self, pages: Path, fresh: Path) -> None:
        self._pages, self._fresh = pages, fresh
        self.wait = aside(partial(lend_pages, pages, fresh))

    def lend_all(self) -> None:
        """See that all that is published stands there too."""
        self.wait()
        lend_others(self._pages, self._fresh)

    def lend_pages(self) -> None:
        """Pages alone are lent from the beginning."""

    def empty(self) -> None:
        """Take the folder away, also where it could not be filled."""
        with suppress(Exception):
            self.wait()
        shutil.rmtree(self._fresh, ignore_errors=True)

    def give_up(self) -> None:
        """Leave nothing of what was begun."""
        self.empty()


@dataclass(slots=True)
class OldGround:
    """The folder of the pages before the last ones; ``behind`` are the files that differ from what is published now."""

    pages: Path
    fresh: Path
    note: Path
    behind: Iterable[str]
    _is_touched: bool = field(init=False, default=False)

    def lend_all(self) -> None:
        """Bring the folder to where the pages stand; until the build has ended, nobody is to count on it."""
        self._touch()
        for file in self.behind:
            take_away(self.fresh, file)
            if (self.pages / file).exists():
                lend(self.pages, self.fresh, [file])

    def lend_pages(self) -> None:
        """Bring it there, and leave what is no page to who writes it."""
        self.lend_all()
        for file in [*files_in(self.fresh)]:
            if not file.endswith(".html"):
                take_away(self.fresh, file)

    def wait(self) -> None:
        """They stand there."""

    def empty(self) -> None:
        """Take the folder away."""
        self._touch()
        shutil.rmtree(self.fresh, ignore_errors=True)

    def give_up(self) -> None:
        """Leave what was not touched to the next build."""
        if self._is_touched:
            self.empty()

    def _touch(self) -> None:
        self._is_touched = True
        self.note.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class OldPages:
    """The pages before the last ones, in the folder where the next are made; ``note`` tells how far they are behind."""

    pages: Path
    fresh: Path
    note: Path
    trash: Trash

    def ground(self, published: Published, *, is_known: bool) -> Ground | None:
        """Return the ground for a build after the one that published these pages, none where nobody knows what they show."""
        with suppress(OSError, ValueError, LookupError, TypeError):
            told = json.loads(self.note.read_text(encoding="utf-8"))
            is_beside = told["beside"] == published.name and told["folders"] == folder_marks(
                self.fresh, told["folders"]
            )
            if is_known and is_beside:
                return OldGround(self.pages, self.fresh, self.note, [*map(str, told["behind"])])
        self.note.unlink(missing_ok=True)
        self.trash.take(self.fresh)
        return NewGround(self.pages, self.fresh) if is_known else None

    def keep(self, before: Published, now: Published, folders: Marks) -> Callable[[], None]:
        """Begin to keep the pages that stood ``before`` for the next build; return what ends it, when all else is written.

        ``folders`` are those of pages that a build wrote and nobody has touched. Where they are none, or no longer as they
        were, or too much differs, those pages are thrown away.
        """
        behind = before.differing(now)
        if folders and len(behind) <= FEW and self._stand(folders):
            return lambda: self._leave(now, folders, behind)
        self.trash.take(self.fresh)
        return lambda: None

    def renew(self, tree: Path, now: Published) -> Callable[[], None]:
        """Throw away the pages that stood before, for a tree of all that stands ``now``; return what ends it."""
        swap(tree, self.fresh)
        self.trash.take(tree)
        return lambda: self._leave(now, folders_of(now.files), ())

    def _stand(self, folders: Marks) -> bool:
        with suppress(OSError):
            return folder_marks(self.fresh, folders) == folders
        return False

    def _leave(self, now: Published, folders: Iterable[str], behind: Iterable[str]) -> None:
        told = {"beside": now.name, "folders": folder_marks(self.fresh, folders), "behind": [*behind]}
        with whole_file(self.note) as opened:
            opened.write(json.dumps(told).encode())
