"""Building a shop beside its published pages and swapping the new ones into place."""

from __future__ import annotations

import fcntl
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from catalog.aside import aside
from catalog.bond import Bond
from catalog.commits import commit_of
from catalog.job import Job
from catalog.marks import marks_below
from catalog.second_places import lend_pages
from catalog.unchanged import Note, made_from, program, read_note, write_note, wrote

if TYPE_CHECKING:
    from catalog.last_release import Ordered

_OURS = ("index.html", "sitemap.xml", "robots.txt")
_TEHRAN = ZoneInfo("Asia/Tehran")
"""By name: the calendar of the rules takes longer to import than a build that finds nothing to do."""


class NotOurs(Exception):
    """The output folder holds something that no build wrote; putting pages there would delete it."""


def publish(settings_file: Path, content: Path, pages: Path, releases: Path, ordered: Ordered | None = None) -> None:
    """Build a shop and publish it: until all is written, and if anything fails, the last good pages stay.

    Where all is as the last build left it, and nothing that it was made from has changed, it is left so; what that build
    would say again is said again. ``ordered`` tells what open orders hold, asked only where a SKU is gone.

    Raises:
        NotOurs: ``pages`` holds something else.
        SystemExit: the content has problems; they have been printed.
    """
    if pages.exists() and any(pages.iterdir()) and not all((pages / name).is_file() for name in _OURS):
        raise NotOurs(pages)
    pages.parent.mkdir(parents=True, exist_ok=True)
    fresh = pages.with_name(f".{pages.name}.new")
    with _alone(pages.with_name(f".{pages.name}.lock")):
        marks, makes = marks_below(content), program(_today())
        commit = commit_of(content)
        made, kept = made_from(marks, makes, str(content), commit), pages.with_name(f".{pages.name}.built")
        stands, note = wrote(pages, releases), read_note(kept)
        if note and note.made_from == made and note.wrote == stands:
            sys.stderr.write(note.said)
            return
        bond, known = Bond(makes, stands), pages.with_name(f".{pages.name}.known")
        shutil.rmtree(fresh, ignore_errors=True)
        lent = aside(partial(lend_pages, pages, fresh)) if bond.holds(known) else None
        # A build that finds nothing to do needs none of what builds, which takes longer to import than to find that out.
        from catalog.rebuild import rebuild  # noqa: PLC0415

        built = rebuild(Job(content, fresh, pages, releases, commit, ordered, lent), settings_file, known, bond, marks)
        swept = aside(partial(shutil.rmtree, fresh, ignore_errors=True))
        stands = wrote(pages, releases)
        built.remember(known, Bond(makes, stands))
        write_note(kept, Note(made, stands, built.said_again))
        swept()


def _today() -> str:
    """Return the day on which something is built: no price may have ended after it."""
    return datetime.now(_TEHRAN).date().isoformat()


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let one build at a time work on a folder; the next one waits."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
