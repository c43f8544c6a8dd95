"""Building a shop beside its published pages and swapping the new ones into place."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from catalog.beginning import Beginning
from catalog.bond import Bond
from catalog.ground import OldPages
from catalog.job import Job
from catalog.published import Published
from catalog.second_tree import SecondTree
from catalog.trash import Trash
from catalog.unchanged import Note, read_note, write_note

if TYPE_CHECKING:
    from catalog.last_release import Ordered
    from catalog.marks import Marks
    from catalog.rebuild import Rebuilt

_OURS = ("index.html", "sitemap.xml", "robots.txt")


class _Beside(NamedTuple):
    """What stands hidden beside the pages: see who writes each."""

    lock: Path
    built: Path
    known: Path
    behind: Path
    other: Path
    next: Path
    gone: Path

    @staticmethod
    def of(pages: Path) -> _Beside:
        """Return their places."""
        return _Beside(*(pages.with_name(f".{pages.name}.{name}") for name in _Beside._fields))


class NotOurs(Exception):
    """The output folder holds something that no build wrote; putting pages there would delete it."""


def publish(settings_file: Path, content: Path, pages: Path, releases: Path, ordered: Ordered | None = None) -> None:
    """Build a shop and publish it: until all is written, and if anything fails, the last good pages stay.

    Where all is as the last build left it, and nothing that it was made from has changed, it is left so; what that build
    would say again is said again. ``ordered`` tells what open orders hold, asked only where a SKU is gone.

    Beside the pages stand, hidden, what the next build goes by: the pages before them, and what was read.

    Raises:
        NotOurs: ``pages`` holds something else.
        SystemExit: the content has problems; they have been printed.
    """
    pages = pages.resolve()  # a link goes on leading there: it is not what is swapped
    if pages.exists() and any(pages.iterdir()) and not all((pages / name).is_file() for name in _OURS):
        raise NotOurs(pages)
    pages.parent.mkdir(parents=True, exist_ok=True)
    beside = _Beside.of(pages)
    with _alone(beside.lock), Trash(beside.gone) as trash:
        beginning, note = Beginning(content, pages, releases), read_note(beside.built)
        folder = beginning.folder()
        is_made = note is not None and note.made_from == folder.made_from
        # A build that finds nothing to do needs none of what builds, which takes longer to import than to find that out.
        before = beginning.published(is_made=is_made)
        stands = note is not None and note.wrote == before.name
        if note and is_made and stands:
            sys.stderr.write(note.said)
            return
        ours = before.folders(pages) if stands else {}
        bond = Bond(folder.makes, before.name)
        old, second = OldPages(pages, beside.other, beside.behind, trash), SecondTree(beside.next)
        second.forget()
        ground = old.ground(before, is_known=bond.holds(beside.known))
        job = Job(content, beside.other, pages, releases, folder.commit, ordered, ground, second)
        rebuilt = _rebuild()(job, settings_file, beside.known, bond, folder.marks)
        now, end = _afterwards(job, rebuilt, old, before, ours)
        rebuilt.remember(beside.known, Bond(folder.makes, now.name))
        write_note(beside.built, Note(folder.made_from, now.name, rebuilt.said_again))
        end()


def _afterwards(
    job: Job, rebuilt: Rebuilt, old: OldPages, before: Published, ours: Marks
) -> tuple[Published, Callable[[], None]]:
    """Return what stands published now, and what ends the making of the tree in which the next build works."""
    linked = job.second.made()
    if linked is not None:
        now = Published.told(linked, job.pages, job.releases)
        return now, old.renew(job.second.place, now)
    if rebuilt.changed is None:
        now = Published.of(job.pages, job.releases)
    else:
        now = before.after(rebuilt.changed, job.pages, job.releases)
    return now, old.keep(before, now, ours)


def _rebuild() -> Callable[[Job, Path, Path, Bond, Marks], Rebuilt]:
    from catalog.rebuild import rebuild  # noqa: PLC0415 - see above

    return rebuild


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let one build at a time work on a folder; the next one waits."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
