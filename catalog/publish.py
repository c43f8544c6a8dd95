"""Building a shop beside its published pages and swapping the new ones into place."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from catalog.aside import aside
from catalog.bond import Bond
from catalog.commits import commit_of
from catalog.ground import OldPages
from catalog.job import Job
from catalog.marks import marks_below
from catalog.published import Published
from catalog.second_tree import SecondTree
from catalog.unchanged import Note, made_from, program, read_note, write_note

if TYPE_CHECKING:
    from catalog.last_release import Ordered
    from catalog.marks import Marks
    from catalog.rebuild import Rebuilt

_OURS = ("index.html", "sitemap.xml", "robots.txt")
_TEHRAN = ZoneInfo("Asia/Tehran")
"""By name: the calendar of the rules takes longer to import than a build that finds nothing to do."""


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
    names = ("lock", "built", "known", "behind", "other", "next")
    lock, kept, known, behind, other, following = (pages.with_name(f".{pages.name}.{name}") for name in names)
    with _alone(lock):
        marks, makes = marks_below(content), program(_today())
        commit = commit_of(content)
        made = made_from(marks, makes, str(content), commit)
        note, look = read_note(kept), partial(Published.of, pages, releases)
        is_made = note is not None and note.made_from == made
        looked = look if is_made else aside(look)
        # A build that finds nothing to do needs none of what builds, which takes longer to import than to find that out;
        # one that does imports it while another process looks at what stands.
        rebuild = None if is_made else _rebuild()
        before = looked()
        if note and is_made and note.wrote == before.name:
            sys.stderr.write(note.said)
            return
        bond, old = Bond(makes, before.name), OldPages(pages, other, behind)
        ours = before.folders(pages) if note and note.wrote == before.name else {}
        ground = old.ground(before, is_known=bond.holds(known))
        second = SecondTree(following)
        second.forget()
        job = Job(content, other, pages, releases, commit, ordered, ground, second)
        rebuilt = (rebuild or _rebuild())(job, settings_file, known, bond, marks)
        linked = second.made()
        if linked is None:
            now = look() if rebuilt.changed is None else before.after(rebuilt.changed, pages, releases)
            end = old.keep(before, now, ours)
        else:
            now = Published.told(linked, pages, releases)
            end = old.renew(second.place, now)
        rebuilt.remember(known, Bond(makes, now.name))
        write_note(kept, Note(made, now.name, rebuilt.said_again))
        end()


def _rebuild() -> Callable[[Job, Path, Path, Bond, Marks], Rebuilt]:
    from catalog.rebuild import rebuild  # noqa: PLC0415 - see above

    return rebuild


def _today() -> str:
    """Return the day on which something is built: no price may have ended after it."""
    return datetime.now(_TEHRAN).date().isoformat()


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let one build at a time work on a folder; the next one waits."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
